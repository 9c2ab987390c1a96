import { ConnectError, messageOf } from '../../lib/errors.ts';
import type { ClaimSource } from './controller-credentials.ts';
import type { FactoryKey } from './factory-key.ts';

const ENROL_AT_ONCE = 200;
const CLAIMS_AT_ONCE = 8;
const ANSWER_MS = 15_000;
/** A token is asked for anew after this time; it lives longer. */
const TOKEN_MS = 5 * 60_000;

const TOKEN = `mutation ($key: String!) { obtainKrakenToken(input: {APIKey: $key}) { token } }`;
const ENROL = `mutation ($controllers: [EnrolledControllerInput!]!) {
  enrolControllers(input: {controllers: $controllers}) { enrolled replaced }
}`;
const CLAIM = `mutation ($account: String!, $property: ID,
    $request: ProvisioningClaimRequestParameters!) {
  requestProvisioningClaimCertificate(
    accountNumber: $account, propertyId: $property, requestParameters: $request
  ) {
    provisioningClaimBundle {
      certificate encryptedPrivateKey awsIotHostname chain mqttUrl claimId expiresAt
    }
  }
}`;

/** Where an installer's app finds the gateway, and for whom it provisions. */
export interface InstallerAppOptions {
  /** Address of the GraphQL endpoint. */
  readonly url: string;
  /** API key with role service: it enrols factory keys too. */
  readonly apiKey: string;
  readonly accountNumber: string;
  readonly propertyId?: string | undefined;
}

/** What the installer's app does for controllers that are not on the line yet. */
export interface InstallerApp {
  /** Puts factory keys on the gateway's allow-list; throws ConnectError. */
  enrol(keys: Iterable<FactoryKey>): Promise<void>;
  /** Asks for claims, at most 8 at a time. */
  readonly claims: ClaimSource;
}

/** An app that speaks the gateway's public GraphQL API. */
export function makeInstallerApp(options: InstallerAppOptions): InstallerApp {
  const session = makeSession(options);
  const inTurn = makeTurns(CLAIMS_AT_ONCE);
  return {
    async enrol(keys) {
      const controllers = [...keys].map(({ euid, publicKey }) => ({ euid, publicKey }));
      try {
        for (let at = 0; at < controllers.length; at += ENROL_AT_ONCE) {
          await session.ask(ENROL, { controllers: controllers.slice(at, at + ENROL_AT_ONCE) });
        }
      } catch (cause) {
        throw new ConnectError(`enrolling: ${messageOf(cause)}`, { cause });
      }
    },
    claims: (request, signal) =>
      inTurn(async () => {
        signal.throwIfAborted();
        const { accountNumber: account, propertyId: property = null } = options;
        const told = await session.ask(CLAIM, { account, property, request }, signal);
        return toClaim(Object(told['requestProvisioningClaimCertificate']));
      }),
  };
}

/** The bundle as an app hands it over at the controller. */
function toClaim({ provisioningClaimBundle }: Record<string, unknown>) {
  const { certificate, encryptedPrivateKey, awsIotHostname, chain, mqttUrl } = Object(
    provisioningClaimBundle,
  ) as Record<string, unknown>;
  const where = mqttUrl ? { mqttUrl } : { mqttHost: awsIotHostname };
  return { certificate, encryptedPrivateKey, ...where, ...(chain ? { chain } : {}) };
}

interface Session {
  ask(document: string, variables: object, signal?: AbortSignal): Promise<Record<string, unknown>>;
}

/** Signs in with the key when it must; whoever comes meanwhile waits for the same token. */
function makeSession({ url, apiKey }: InstallerAppOptions): Session {
  let token: Promise<string> | null = null;
  let takenAtMs = 0;
  const signIn = async () => {
    const told = await post(url, { query: TOKEN, variables: { key: apiKey } }, {});
    return String(Object(told['obtainKrakenToken']).token);
  };
  return {
    async ask(query, variables, signal) {
      if (token === null || Date.now() - takenAtMs > TOKEN_MS) {
        takenAtMs = Date.now();
        token = signIn();
        token.catch(() => {
          token = null;
        });
      }
      const authorization = `JWT ${await token}`;
      return post(url, { query, variables }, { authorization }, signal);
    },
  };
}

async function post(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Record<string, unknown>> {
  const late = AbortSignal.timeout(ANSWER_MS);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: signal === undefined ? late : AbortSignal.any([signal, late]),
  }).catch((cause: unknown) => {
    throw new Error(`${url}: ${messageOf(Object(cause).cause ?? cause)}`, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  const { data, errors } = Object(answer) as { data?: unknown; errors?: unknown };
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (first !== undefined) throw new Error(sentenceOf(first));
  if (data === null || data === undefined) throw new Error(`${url}: HTTP ${response.status}`);
  return data as Record<string, unknown>;
}

/** The gateway's own words: code, message, what was wrong with which input, and its reason. */
function sentenceOf(error: unknown): string {
  const { message, extensions } = Object(error) as Record<string, unknown>;
  const { errorCode, errorDescription, validationErrors, reason } = Object(extensions);
  const faults = Array.isArray(validationErrors) ? validationErrors.map(faultOf) : [];
  const why = [...faults, reasonOf(Object(reason))].filter(Boolean).join('; ');
  return [errorCode, message, why || errorDescription].filter(Boolean).join(': ');
}

function faultOf(fault: unknown): string {
  const { inputPath, message } = Object(fault) as Record<string, unknown>;
  const path = Array.isArray(inputPath) ? inputPath.join('.') : '';
  return [path, message].filter(Boolean).join(': ');
}

function reasonOf({ code, detail, earliestAt }: Record<string, unknown>): string {
  const when = earliestAt ? `, not before ${earliestAt}` : '';
  return [code, detail].filter(Boolean).join(': ') + when;
}

/** Runs at most so many at a time, the others in the order in which they came. */
function makeTurns(most: number): <Result>(run: () => Promise<Result>) => Promise<Result> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
