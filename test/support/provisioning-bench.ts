import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import {
  type HeatPumpOptions,
  startHeatPumps,
} from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import {
  type BareProvisioner,
  type ClaimRequest,
  startBareProvisioner,
} from './bare-provisioner.ts';
import { waitFor } from './wait-for.ts';

type Line = Readonly<Record<string, unknown>>;

/** One simulated controller at a time, on a bare provisioner, and its control API. */
export class ProvisioningBench {
  readonly gateway: BareProvisioner;
  readonly folder: string;
  /** Of the controller that was started last; each has one of its own. */
  euid = '';
  simulator: SimulatorHandle | null = null;
  #number = 0x10;

  constructor(gateway: BareProvisioner, folder: string) {
    this.gateway = gateway;
    this.folder = folder;
  }

  /** A controller from its box, whose public key is written where an operator would read it. */
  async start(options: Partial<HeatPumpOptions> = {}, id?: string): Promise<string> {
    this.#number += 1;
    this.euid = id ?? `001e5e0902ba${this.#number.toString(16).padStart(4, '0')}`;
    const factoryKeysFile = join(this.folder, `${this.euid}.csv`);
    this.simulator = await startHeatPumps({
      url: 'mqtt://127.0.0.1:1',
      id: this.euid,
      speed: 100,
      tls: { ca: Buffer.from(this.gateway.authority.certificatePem) },
      provisioning: { factoryKeysFile },
      ...options,
    });
    return (await readFile(factoryKeysFile, 'utf8')).trim().split(',').at(-1) ?? '';
  }

  async post(verb: string, body: object = {}) {
    const response = await fetch(`${this.#url()}/${verb}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    const { result, error } = (await response.json()) as { result?: Line; error?: string };
    return { status: response.status, result: result ?? {}, error };
  }

  async shown(): Promise<Line> {
    return (await (await fetch(this.#url())).json()) as Line;
  }

  async reached(state: string): Promise<void> {
    const isThere = async () => (await this.shown())['provisioning'] === state;
    await waitFor(isThere, `the state ${state}`);
  }

  log(): Line[] {
    return (this.simulator?.log.after(this.euid, 0) ?? []) as unknown as Line[];
  }

  events(): string[] {
    return this.log().flatMap(({ event }) => (typeof event === 'string' ? [event] : []));
  }

  /** Asks the controller and then the gateway, and hands the claim over. */
  async handOver(publicKey: string, lifeMs?: number): Promise<{ id: string; body: Line }> {
    const { result } = await this.post('claim-request');
    const request = result as unknown as ClaimRequest;
    const body = (await this.gateway.claim(request, publicKey, lifeMs)) as Line;
    const taken = await this.post('claim', body);
    if (taken.status !== 200) throw new Error(`the claim was not taken: ${taken.error}`);
    return { id: String(body['id']), body };
  }

  /** As an installer's app does, until the controller is there with its own certificate. */
  async provision(publicKey: string): Promise<{ id: string; body: Line }> {
    const claim = await this.handOver(publicKey);
    await this.reached('bound');
    return claim;
  }

  /** Ends the controller; the gateway is in a good mood again. */
  async rest(): Promise<void> {
    await this.simulator?.stop();
    this.simulator = null;
    Object.assign(this.gateway.mood, { silent: {}, rejects: {}, lifeMs: 3_600_000 });
  }

  async close(): Promise<void> {
    await this.gateway.broker.close();
    await rm(this.folder, { recursive: true });
  }

  #url(): string {
    return `${this.simulator?.control.url}/devices/${this.euid}`;
  }
}

/** Opens a bench; whoever opens it closes it. */
export async function openProvisioningBench(): Promise<ProvisioningBench> {
  const folder = await mkdtemp(join(tmpdir(), 'sim-'));
  return new ProvisioningBench(await startBareProvisioner(), folder);
}
