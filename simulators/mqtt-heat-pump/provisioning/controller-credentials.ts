import type { ActionResult, DeviceAction } from '../../lib/device.ts';
import { cannot } from '../../lib/device.ts';
import { messageOf } from '../../lib/errors.ts';
import type { MqttVersion } from '../../lib/mqtt/connection.ts';
import type { CredentialParts, Credentials } from '../../lib/mqtt/credentials.ts';
import { makeTopics } from '../../lib/mqtt/topics.ts';
import { type Asking, makeAsking } from './asking.ts';
import { readCertificate } from './certificate-facts.ts';
import { type Claim, readClaim } from './claim.ts';
import { type ClaimRequest, type FactoryKey, makeClaimRequest } from './factory-key.ts';
import { loadOwn, type OwnCertificate, toAddress } from './own-certificate.ts';
import { redeemClaim } from './redeem-claim.ts';
import { refusalOf } from './refusal.ts';
import { makeRotation, type Rotation } from './rotation.ts';

const REFUSALS_MAX = 5;
const CONNECTED =
  'it is connected with its certificate: deprovision it, or revoke its certificates, first';
/** Device time until a certificate that was given but not taken is asked for again. */
const REFUSED_ROTATION_MS = 15 * 60_000;

/** How far a controller has come from its box to its account. */
export type ProvisioningState =
  | 'factory'
  | 'claimed'
  | 'certified'
  | 'registered'
  | 'bound'
  | 'deprovisioned';

/** Hands a controller's request to somebody who may ask for claims; gives what `claim` takes. */
export type ClaimSource = (
  request: ClaimRequest,
  signal: AbortSignal,
) => Promise<Readonly<Record<string, unknown>>>;

/** What a controller's credentials are made with. */
export interface ControllerCredentialOptions {
  readonly parts: CredentialParts;
  readonly factoryKey: FactoryKey;
  readonly version: MqttVersion;
  /** Issuer of the server's certificate; undefined: those that the system trusts. */
  readonly ca: Buffer | undefined;
  /** Absent: it waits for somebody at the control API. */
  readonly claims: ClaimSource | undefined;
}

/**
 * A controller from its factory key to its own certificate (provisioning.md 2.3), and from there
 * on. Invariants: it connects as itself with its own certificate only; the key of a certificate
 * is made here and leaves only for its own memory; a certificate that never let it in gives way
 * to the one before; a claim is taken while it is not connected, the newest one counts, and the
 * certificate that it has stays until the claim has led to another.
 */
export class ControllerCredentials implements Credentials {
  readonly filters: readonly string[];
  #options: ControllerCredentialOptions;
  #asking: Asking;
  #rotation: Rotation;
  #state: ProvisioningState;
  #own: OwnCertificate | null;
  /** The certificate before, until the new one has let it in. */
  #before: OwnCertificate | null;
  #refusals = 0;
  #problem: string | null = null;
  #ended = new AbortController();
  /** Of the claim that is being redeemed, or was redeemed last. */
  #redeeming = new AbortController();

  constructor(options: ControllerCredentialOptions) {
    const { parts } = options;
    const { rotation: topic } = makeTopics(parts.euid);
    this.#options = options;
    this.filters = [`${topic}/accepted`, `${topic}/rejected`];
    this.#own = loadOwn(parts.memory, 'own');
    this.#before = loadOwn(parts.memory, 'before');
    this.#state = this.#own === null ? 'factory' : stateOf(parts.memory.load('provisioning'));
    this.#asking = makeAsking({ ...parts, ...parts.line });
    this.#rotation = makeRotation({
      parts,
      asking: this.#asking,
      topic,
      current: () => this.#own,
      renewed: (own) => this.#renew(own),
    });
  }

  address() {
    return this.#own === null ? null : toAddress(this.#own, this.#options);
  }

  async start(signal: AbortSignal): Promise<void> {
    const { claims, factoryKey, parts } = this.#options;
    if (this.#own !== null || claims === undefined) return;
    const either = AbortSignal.any([signal, this.#ended.signal]);
    const request = makeClaimRequest(factoryKey, parts.clock.now());
    const claim = await readClaim(await claims(request, either), factoryKey);
    await this.#redeem(claim, either);
  }

  receive(topic: string, payload: Buffer): void {
    this.#asking.receive(topic, payload);
  }

  announced(): void {
    const { parts } = this.#options;
    const isNew = this.#state !== 'bound';
    const isRenewed = this.#before !== null;
    this.#takeHeart();
    this.#state = 'bound';
    if (isNew) parts.memory.save('provisioning', 'bound');
    if (isRenewed) this.#keepBefore(null);
    if (isNew || isRenewed || !this.#rotation.isArmed()) this.#rotation.arm();
    if (isNew) parts.log.event(parts.euid, { event: 'provisioned', ...this.#facts() });
    else if (isRenewed) parts.log.event(parts.euid, { event: 'rotated', ...this.#facts() });
  }

  lost(why: Error | null): boolean {
    const { parts } = this.#options;
    this.#asking.fail(why ?? new Error('the link is down'));
    const refusal = why === null ? null : refusalOf(why);
    if (refusal === null) return false;
    if (this.#before !== null) {
      // Of two certificates the one that is known to have let it in.
      this.#own = this.#before;
      parts.memory.save('own', this.#own);
      this.#keepBefore(null);
      this.#rotation.arm(REFUSED_ROTATION_MS);
      parts.log.event(parts.euid, { event: 'rotation-failed', why: refusal });
      return false;
    }
    this.#refusals += 1;
    if (this.#refusals < REFUSALS_MAX) return false;
    this.#problem = `${refusal}; gave up after ${this.#refusals} tries`;
    this.#rotation.disarm();
    parts.log.event(parts.euid, { event: 'refused', why: refusal });
    return true;
  }

  forget(): void {
    const { memory } = this.#options.parts;
    this.#rotation.disarm();
    this.#own = null;
    this.#state = 'deprovisioned';
    memory.save('own', undefined);
    memory.save('provisioning', undefined);
    this.#keepBefore(null);
  }

  async act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult> {
    switch (action) {
      case 'claim-request':
        return { ok: true, result: this.#requestClaim() };
      case 'claim':
        return this.#takeClaim(body);
      case 'rotate':
        return this.#rotateNow();
      default:
        return cannot(action, 'heat pump');
    }
  }

  show(): object {
    return {
      provisioning: this.#state,
      provisioningProblem: this.#problem,
      certificate: this.#own === null ? null : this.#facts(),
    };
  }

  stop(): void {
    this.#ended.abort(new Error('stopped'));
    this.#rotation.disarm();
    this.#asking.fail(new Error('stopped'));
  }

  #requestClaim(): ClaimRequest {
    const { parts, factoryKey } = this.#options;
    parts.log.event(parts.euid, { event: 'claim-requested' });
    return makeClaimRequest(factoryKey, parts.clock.now());
  }

  async #takeClaim(body: Readonly<Record<string, unknown>>): Promise<ActionResult> {
    if (this.#options.parts.line.isUp()) return { ok: false, status: 409, message: CONNECTED };
    let claim: Claim;
    try {
      claim = await readClaim(body, this.#options.factoryKey);
    } catch (error) {
      return { ok: false, status: 400, message: messageOf(error) };
    }
    this.#redeem(claim, this.#ended.signal).then(
      () => this.#options.parts.line.reconnect(),
      () => {},
    );
    return { ok: true, result: { provisioning: this.#state, claimId: claim.id } };
  }

  async #redeem(claim: Claim, ended: AbortSignal): Promise<void> {
    const { parts } = this.#options;
    this.#redeeming.abort(new Error('another claim came'));
    this.#redeeming = new AbortController();
    const newest = this.#redeeming.signal;
    this.#reach('claimed', claim.id);
    this.#takeHeart();
    try {
      const own = await redeemClaim({
        ...this.#options,
        claim,
        signal: AbortSignal.any([ended, newest]),
        reached: (step) => this.#reach(step, claim.id),
      });
      newest.throwIfAborted();
      this.#own = own;
      this.#state = 'registered';
      // What became of the certificate before does not matter any more.
      this.#takeHeart();
      this.#keepBefore(null);
      parts.memory.save('provisioning', 'registered');
      parts.memory.save('own', own);
    } catch (error) {
      if (newest.aborted) throw error;
      this.#state = this.#own === null ? 'factory' : stateOf(parts.memory.load('provisioning'));
      this.#problem = messageOf(error);
      parts.log.event(parts.euid, { event: 'provisioning-failed', why: this.#problem });
      throw error;
    }
  }

  #takeHeart(): void {
    this.#refusals = 0;
    this.#problem = null;
  }

  #reach(state: ProvisioningState, claimId: string): void {
    const { parts } = this.#options;
    this.#state = state;
    parts.log.event(parts.euid, { event: state, claimId });
  }

  async #rotateNow(): Promise<ActionResult> {
    try {
      await this.#rotation.rotate();
      return { ok: true, result: this.#facts() };
    } catch (error) {
      return { ok: false, status: 409, message: messageOf(error) };
    }
  }

  #renew(own: OwnCertificate): void {
    const { memory, line } = this.#options.parts;
    this.#keepBefore(this.#own);
    this.#own = own;
    memory.save('own', own);
    line.reconnect();
  }

  #keepBefore(own: OwnCertificate | null): void {
    this.#before = own;
    this.#options.parts.memory.save('before', own ?? undefined);
  }

  #facts(): object {
    if (this.#own === null) return {};
    const { serial, notAfterMs, fingerprint } = readCertificate(this.#own.certificatePem);
    const rotatesAt = this.#rotation.dueAt()?.toISOString() ?? null;
    return { serial, fingerprint, notAfter: new Date(notAfterMs).toISOString(), rotatesAt };
  }
}

const stateOf = (kept: unknown): ProvisioningState => (kept === 'bound' ? 'bound' : 'registered');
