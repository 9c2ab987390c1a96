import { callAt } from '../../domain/call-at.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { ProvisioningDesk } from '../../domain/ports/provisioning-desk.ts';
import { judgeClaimPublish } from './access.ts';
import type { DeviceQueues } from './device-queue.ts';
import { readJson } from './inbound/read-json.ts';
import {
  type BrokerAddress,
  failed,
  toCsrAnswer,
  toRegisterAnswer,
  unreadable,
  type WireAnswer,
} from './provisioning-answers.ts';
import { claimRequestsMax, type MqttLimits } from './settings.ts';
import { type ClaimStep, toClaimTopic } from './topics.ts';
import { shownTopicMax } from './traced-payload.ts';
import type { Acknowledgement, DevicePacket, LinkListener, TransportLink } from './transport.ts';
import type { Visitor } from './visitor.ts';

/** What all claim sessions of an adapter share. */
export type ClaimShare = {
  readonly desk: ProvisioningDesk;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly limits: MqttLimits;
  readonly queues: DeviceQueues;
  /** Where the TLS listener is; known once it is bound. */
  readonly broker: () => BrokerAddress;
};

type Claim = Extract<Visitor, { kind: 'claim' }>;

/**
 * The session of one claim, from CONNACK to close (provisioning.md 2.3, steps 3 to 6). Invariants:
 * it ends at the claim's time whatever happens; it may ask for two things and a few times only, one
 * after another; what is asked is acknowledged after its answer was written; after a registration
 * it has nothing more to say. Its payloads hold tokens, so that not even a trace shows them.
 */
export class ClaimSession implements LinkListener {
  #claim: Claim;
  #link: TransportLink;
  #share: ClaimShare;
  #log: Log;
  #cancelEnd: () => void;
  #requests = 0;
  #isDenialTold = false;
  /** Registered, cut or gone. */
  #isOver = false;

  constructor(claim: Claim, link: TransportLink, share: ClaimShare) {
    this.#claim = claim;
    this.#link = link;
    this.#share = share;
    this.#log = share.log.child({ claimId: claim.claimId });
    const end = () => this.#cut('the time of the claim is over');
    this.#cancelEnd = callAt(share.clock, claim.endsAtMs, end);
    this.#log.info({ endsAtMs: claim.endsAtMs }, 'claim session opened');
  }

  subscribed(): void {
    // Answers go to this link alone and need no subscription to find it.
  }

  closed(): void {
    this.#isOver = true;
    this.#cancelEnd();
    this.#log.info({ requests: this.#requests }, 'claim session closed');
  }

  async packet(packet: DevicePacket): Promise<Acknowledgement> {
    const { metrics, limits, queues } = this.#share;
    metrics.count('inbound_frames', { protocol: 'mqtt' });
    const right = judgeClaimPublish(this.#claim.claimId, packet, limits);
    if (right.kind === 'denied') {
      metrics.count('frames_denied', { protocol: 'mqtt', reason: right.reason });
      this.#noteDenial(packet.topic, right.reason);
      return 'acknowledge';
    }
    this.#requests += 1;
    if (this.#requests > claimRequestsMax) {
      metrics.count('frames_denied', { protocol: 'mqtt', reason: 'claim_requests' });
      this.#cut('too many requests of one claim session');
      return 'withhold';
    }
    // Fewer than a queue holds, so that there is always room.
    const done = queues.push(this.#claim.session, () => this.#take(right.topic, packet.payload));
    return (await done) ?? 'withhold';
  }

  /** Once per link: a peer that tries every topic must not fill the log. */
  #noteDenial(topic: string, reason: string): void {
    if (this.#isDenialTold) return;
    this.#isDenialTold = true;
    this.#log.warn(
      { topic: topic.slice(0, shownTopicMax), reason },
      'MQTT publish of a claim denied; more of them on this link are only counted',
    );
  }

  #cut(reason: string): void {
    this.#isOver = true;
    this.#link.close(reason);
  }

  /** Never rejects. */
  async #take(step: ClaimStep, payload: Buffer): Promise<Acknowledgement> {
    if (this.#isOver) return 'withhold';
    const answer = await this.#ask(step, payload);
    const topic = toClaimTopic(this.#claim.claimId, step, answer.verdict);
    this.#log.info({ step, verdict: answer.verdict }, 'claim request answered');
    const isRegistered = step === 'register' && answer.verdict === 'accepted';
    if (isRegistered) this.#isOver = true;
    const written = await this.#link.publish(topic, answer.payload);
    if (written === 'unreachable') return 'withhold';
    return isRegistered ? 'finish' : 'acknowledge';
  }

  async #ask(step: ClaimStep, payload: Buffer): Promise<WireAnswer> {
    const { desk, broker, limits } = this.#share;
    const { claimId, session } = this.#claim;
    const of = { claimId, session };
    const toAnswer = {
      csr: async (request: unknown) => toCsrAnswer(await desk.sign(of, request)),
      register: async (request: unknown) =>
        toRegisterAnswer(await desk.register(of, request), broker(), limits),
    };
    const reading = readJson(payload);
    if (reading.kind === 'fault') return toCsrAnswer(unreadable);
    try {
      return await toAnswer[step](reading.value);
    } catch (error) {
      this.#log.error({ err: error, step }, 'claim request failed');
      return toCsrAnswer(failed);
    }
  }
}
