import { readFileSync } from 'node:fs';
import { text as readAll } from 'node:stream/consumers';
import { CliFailure, EXIT } from './failure.ts';

/** What a controller says of itself when it asks for a claim (provisioning.md 2.2). */
export type ClaimRequest = {
  readonly euid: string;
  readonly nonce: string;
  readonly signature: string;
  readonly timestamp: string;
};

/** What is handed to a controller; every text as the gateway gave it. */
export type ClaimDelivery = {
  readonly certificate: string;
  readonly chain: string;
  readonly encryptedPrivateKey: string;
  readonly mqttHost: string;
  readonly mqttPort: number;
};

const names = ['euid', 'nonce', 'signature', 'timestamp'] as const;
const deviceTimeoutMs = 10_000;
const remedyOfRefusal =
  'look at the controller, then ask again: a claim that was not used ends by itself';
const remedyOfConflict =
  'type: npm run installer -- deprovision, or npm run admin -- revoke, then claim it again';

/** Asks a controller on its local interface. @throws CliFailure 3, 5. */
export async function askDevice(deviceUrl: string): Promise<ClaimRequest> {
  const answer = await post(deviceUrl, 'claim-request', {});
  return toRequest(answer, deviceUrl);
}

/** Hands a claim to a controller on its local interface. @throws CliFailure 3, 5. */
export async function deliverToDevice(deviceUrl: string, delivery: ClaimDelivery): Promise<void> {
  await post(deviceUrl, 'claim', delivery);
}

/** Reads the four values from a JSON file, or from stdin for `-`. @throws CliFailure 2. */
export async function readRequestFile(path: string): Promise<ClaimRequest> {
  const where = path === '-' ? 'stdin' : path;
  try {
    const text = path === '-' ? await readAll(process.stdin) : readFileSync(path, 'utf8');
    return toRequest(JSON.parse(text), where);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure({
      what: `the request in ${where} cannot be read`,
      why: error instanceof Error ? error.message : String(error),
      remedy: `give a JSON object with ${names.join(', ')}`,
      exitCode: EXIT.usage,
    });
  }
}

function toRequest(value: unknown, where: string): ClaimRequest {
  const facts = (value ?? {}) as Record<string, unknown>;
  const isNamed = (name: string) => ['string', 'number'].includes(typeof facts[name]);
  const missing = names.filter((name) => !isNamed(name));
  if (missing.length > 0) {
    throw new CliFailure({
      what: `the request of ${where} is not complete`,
      why: `it has no ${missing.join(', no ')}`,
      remedy: `a controller gives ${names.join(', ')} as one JSON object`,
      exitCode: EXIT.usage,
    });
  }
  const [euid = '', nonce = '', signature = '', timestamp = ''] = names.map((name) =>
    String(facts[name]),
  );
  return { euid, nonce, signature, timestamp };
}

/** The interface answers `{"ok": true, "result": ...}`, or `{"ok": false, "error": "..."}`. */
async function post(deviceUrl: string, verb: string, body: object): Promise<unknown> {
  const url = `${deviceUrl.replace(/\/$/, '')}/${verb}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(deviceTimeoutMs),
  }).catch((error: unknown) => {
    throw unreachable(deviceUrl, error);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (response.ok && answer['ok'] !== false) return answer['result'] ?? answer;
  throw new CliFailure({
    what: `the controller refused ${verb}`,
    why: String(answer['error'] ?? `it answered HTTP ${response.status}`),
    remedy: response.status === 409 ? remedyOfConflict : remedyOfRefusal,
    exitCode: EXIT.refused,
  });
}

function unreachable(deviceUrl: string, error: unknown): CliFailure {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return new CliFailure({
    what: `the controller does not answer at ${deviceUrl}`,
    why: cause instanceof Error ? cause.message || String(cause) : String(cause),
    remedy:
      'name its local interface with --device, for example http://127.0.0.1:40001/devices/EUID',
    exitCode: EXIT.unreachable,
  });
}
