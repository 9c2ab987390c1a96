import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import type { SeedMutation } from './seed-documents.ts';
import { seedDocuments } from './seed-documents.ts';
import type { Site } from './site.ts';
import { waitFor } from './wait-for.ts';

type Line = Readonly<Record<string, unknown>>;

/** Settings of a site that devices come to with certificates. */
export const tlsSettings = { MQTTS_HOST: '127.0.0.1', MQTTS_PORT: '0' } as const;

/** A simulated controller from its box, beside a site, and the app of its installer. */
export type TlsController = {
  readonly euid: string;
  /** Its public factory key, SPKI DER in base64. */
  readonly publicKey: string;
  /** Lines of its wire log since the last `forget`. */
  lines(): readonly Line[];
  /** What it sent and got, as `in csr/accepted`: direction and topic below its root. */
  frames(): readonly string[];
  forget(): void;
  /** What its control API shows of it. */
  state(): Promise<Line>;
  reaches(provisioning: string): Promise<void>;
  post(verb: string, body?: object): Promise<Line>;
  /** Enrols its factory key. */
  enrol(): Promise<void>;
  /** Asks for a claim with a published document and hands the bundle over; returns the bundle. */
  claim(account: string, mutation?: SeedMutation): Promise<Line>;
  stop(): Promise<void>;
};

/** Starts one; it waits for its installer. */
export async function startTlsController(site: Site, euid: string): Promise<TlsController> {
  const folder = mkdtempSync(join(tmpdir(), 'jg-tls-'));
  const factoryKeysFile = join(folder, 'keys.csv');
  const simulator = await startHeatPumps({
    url: site.gateway.mqtts,
    id: euid,
    speed: site.timeScale,
    tls: { ca: readFileSync(join(site.gateway.dataDir, 'pki', 'root.pem')) },
    provisioning: { factoryKeysFile },
  });
  const publicKey = readFileSync(factoryKeysFile, 'utf8').trim().split(',').at(-1) ?? '';
  return makeController({ site, simulator, euid, publicKey }, async () => {
    await simulator.stop();
    rmSync(folder, { recursive: true });
  });
}

function makeController(
  part: { site: Site; simulator: SimulatorHandle; euid: string; publicKey: string },
  stop: () => Promise<void>,
): TlsController {
  const { site, simulator, euid, publicKey } = part;
  const url = `${simulator.control.url}/devices/${euid}`;
  let seen = 0;
  const all = () => simulator.log.after(euid, 0) as unknown as readonly Line[];
  const lines = () => all().slice(seen);
  const state = async () => (await (await fetch(url)).json()) as Line;
  const post = async (verb: string, body: object = {}) => {
    const request = { method: 'POST', body: JSON.stringify(body) };
    const answer = (await (await fetch(`${url}/${verb}`, request)).json()) as { result?: Line };
    if (!answer.result) throw new Error(`${verb}: ${JSON.stringify(answer)}`);
    return answer.result;
  };
  return {
    ...{ euid, publicKey, lines, state, post, stop },
    frames: () =>
      lines().flatMap(({ direction, topic }) =>
        typeof topic === 'string' ? [`${direction} ${topic.split('/').slice(3).join('/')}`] : [],
      ),
    forget() {
      seen = all().length;
    },
    async reaches(provisioning) {
      const isThere = async () => (await state())['provisioning'] === provisioning;
      await waitFor(isThere, provisioning, 20_000);
    },
    async enrol() {
      const document = `mutation($controllers: [EnrolledControllerInput!]!) {
        enrolControllers(input: {controllers: $controllers}) { enrolled replaced }
      }`;
      const answer = await site.api.send(document, { controllers: [{ euid, publicKey }] });
      if (answer.errors.length > 0) throw new Error(JSON.stringify(answer.errors));
    },
    async claim(account, mutation = 'requestProvisioningClaimCertificate') {
      const requestParameters = await post('claim-request');
      const variables = { accountNumber: account, propertyId: '7', requestParameters };
      const answer = await site.api.send(seedDocuments[mutation], variables);
      const payload = Object(answer.data?.[mutation]);
      const bundle = payload.provisioningClaimBundle as Line | undefined;
      if (!bundle) throw new Error(JSON.stringify(answer));
      const mqttUrl = site.gateway.mqtts.replace('127.0.0.1', 'localhost');
      await post('claim', { ...bundle, mqttUrl });
      return bundle;
    },
  };
}
