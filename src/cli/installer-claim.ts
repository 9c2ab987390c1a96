import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { type Api, ApiError } from './api.ts';
import {
  askDevice,
  type ClaimDelivery,
  type ClaimRequest,
  deliverToDevice,
  readRequestFile,
} from './claim-source.ts';
import { CliFailure, EXIT } from './failure.ts';
import { followUntilBound } from './follow-controller.ts';
import { connect, parseHttpUrl } from './gateway-options.ts';
import { explainRefusal } from './installer-advice.ts';
import {
  type ControllerOptions,
  type InstallerCommand,
  makeControllerCommand,
  parseEuid,
  toColonForm,
  withTimeout,
} from './installer-options.ts';
import { print, say } from './terminal.ts';

type Options = Omit<ControllerOptions, 'euid'> & {
  readonly euid?: string;
  readonly property?: string;
  readonly device?: string;
  readonly request?: string;
  readonly out?: string;
  readonly wait: boolean;
  readonly timeout: number;
};
type Bundle = {
  readonly certificate: string;
  readonly encryptedPrivateKey: string;
  readonly chain: string;
  readonly awsIotHostname: string;
  readonly mqttUrl: string | null;
  readonly claimId: string;
  readonly expiresAt: string;
};

const defaultTimeoutMs = 300_000;
const defaultTlsPort = 8883;
const document = `mutation Claim(
  $account: String!, $property: ID, $request: ProvisioningClaimRequestParameters!
) {
  requestProvisioningClaimCertificate(
    accountNumber: $account, propertyId: $property, requestParameters: $request
  ) {
    provisioningClaimBundle {
      certificate encryptedPrivateKey awsIotHostname chain mqttUrl claimId expiresAt
    }
  }
}`;

/** `installer claim`: from a controller's request to the controller that came back by itself. */
export const addClaimCommand: InstallerCommand = (installer, chosen) => {
  const command = makeControllerCommand('claim', 'Gives a controller to an account.', {
    euid: 'optional',
    rest: '--device http://127.0.0.1:40001/devices/001e5e0902ba5d84',
  });
  withTimeout(command, defaultTimeoutMs)
    .option('--property <id>', 'the property that the controller is in')
    .option('--device <url>', 'the local interface of the controller', parseHttpUrl)
    .option('--request <file>', 'what the controller asks with, as JSON; - is stdin')
    .option('--out <file>', 'a new file for what the controller is to be given')
    .option('--no-wait', 'end when the claim is handed over')
    .action(async (options: Options) => {
      chosen.code = await claim(options);
    });
  installer.addCommand(command);
};

async function claim(options: Options): Promise<number> {
  const { device, request: file, account } = options;
  if ((device === undefined) === (file === undefined)) throw oneSource();
  if (file !== undefined && options.out === undefined) throw noPlace();
  const request = device === undefined ? await readRequestFile(`${file}`) : await askDevice(device);
  const euid = toEuid(request, options.euid);
  const api = connect(options);
  const out = options.out === undefined ? null : reserve(options.out);
  try {
    const bundle = await requestBundle(api, options, request);
    say(`claim ${bundle.claimId} for ${toColonForm(euid)}, until ${bundle.expiresAt}`);
    out?.write(`${JSON.stringify({ euid, ...bundle, ...toAddress(bundle) }, null, 2)}\n`);
    if (device !== undefined) await deliverToDevice(device, toDelivery(bundle));
    if (!options.wait) {
      if (options.json) print(JSON.stringify({ euid, claimId: bundle.claimId }));
      return EXIT.done;
    }
    const { timeout: timeoutMs, json = false } = options;
    return await followUntilBound(api, { account, euid, claimId: bundle.claimId, timeoutMs, json });
  } finally {
    out?.close();
  }
}

/** The wrong controller on the table is found before anything is asked for. */
function toEuid(request: ClaimRequest, wanted: string | undefined): string {
  const euid = parseEuid(request.euid);
  if (wanted === undefined || wanted === euid) return euid;
  throw new CliFailure({
    what: `this is another controller: ${toColonForm(euid)}`,
    why: `${toColonForm(wanted)} was asked for`,
    remedy: 'compare the EUID that is printed on it, or leave --euid away',
    exitCode: EXIT.refused,
  });
}

async function requestBundle(api: Api, options: Options, request: ClaimRequest): Promise<Bundle> {
  type Answer = { requestProvisioningClaimCertificate: { provisioningClaimBundle: Bundle } };
  const { account, property = null } = options;
  try {
    const answer = await api.request<Answer>(document, { account, property, request });
    return answer.requestProvisioningClaimCertificate.provisioningClaimBundle;
  } catch (error) {
    throw error instanceof ApiError ? explainRefusal(error) : error;
  }
}

function toAddress(bundle: Bundle): { mqttHost: string; mqttPort: number } {
  if (bundle.mqttUrl === null) {
    throw new CliFailure({
      what: 'the gateway has no address for controllers',
      why: 'it has no TLS listener, and controllers come over TLS only',
      remedy: 'set MQTTS_PORT and start the gateway again; docs/provisioning.md says how',
      exitCode: EXIT.refused,
    });
  }
  const { hostname, port } = new URL(bundle.mqttUrl);
  // An IPv6 address stands in brackets in a URL only.
  return { mqttHost: hostname.replace(/^\[|\]$/g, ''), mqttPort: Number(port) || defaultTlsPort };
}

function toDelivery(bundle: Bundle): ClaimDelivery {
  const { certificate, chain, encryptedPrivateKey } = bundle;
  return { certificate, chain, encryptedPrivateKey, ...toAddress(bundle) };
}

/** Opened before the claim is asked for: its answer comes only once. An unused file goes again. */
function reserve(path: string): { write(text: string): void; close(): void } {
  const file = { isWritten: false, descriptor: openNew(path) };
  return {
    write(text) {
      writeSync(file.descriptor, text);
      file.isWritten = true;
    },
    close() {
      closeSync(file.descriptor);
      if (!file.isWritten) rmSync(path, { force: true });
    },
  };
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new CliFailure({
      what: `the file ${path} cannot be made`,
      why: error instanceof Error ? error.message : String(error),
      remedy: 'name a new file in a folder that you may write to',
      exitCode: EXIT.usage,
    });
  }
}

function oneSource(): CliFailure {
  return new CliFailure({
    what: 'where does the controller ask?',
    why: 'exactly one of --device and --request is needed',
    remedy: 'type: npm run installer -- claim --help',
    exitCode: EXIT.usage,
  });
}

function noPlace(): CliFailure {
  return new CliFailure({
    what: 'where shall the claim go?',
    why: '--request needs --out: the claim is shown only once',
    remedy: 'add: --out claim.json',
    exitCode: EXIT.usage,
  });
}
