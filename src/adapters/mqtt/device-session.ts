import { callAt } from '../../domain/call-at.ts';
import type { Device, DeviceIdentity } from '../../domain/device.ts';
import type { DeviceEvent } from '../../domain/device-event.ts';
import type { DeviceConnection } from '../../domain/ports/connections.ts';
import type { Log } from '../../domain/ports/log.ts';
import { judgePublish } from './access.ts';
import { type Birth, isSameBirth, toBirth, toBootEvent } from './birth.ts';
import { type ConnectionOwner, MqttConnection } from './connection.ts';
import type { DeviceQueues } from './device-queue.ts';
import type { FrameTap } from './frame-tap.ts';
import type { PayloadReader } from './inbound/payload-reader.ts';
import { type EventTopic, toEvent } from './inbound/to-event.ts';
import type { RequestWriter } from './request-frame.ts';
import { rotate } from './rotation.ts';
import type { SampleGate } from './sample-gate.ts';
import type { StatusPayload } from './schemas/status.ts';
import type { MqttLimits, MqttPorts } from './settings.ts';
import { isUnavailable, storeWithRetry } from './store-retry.ts';
import { shownTopicMax, toTracedPayload } from './traced-payload.ts';
import type { Acknowledgement, DevicePacket, LinkListener, TransportLink } from './transport.ts';
import type { Visitor } from './visitor.ts';

/** What all sessions of an adapter share. */
export type SessionShare = {
  readonly ports: MqttPorts;
  readonly limits: MqttLimits;
  readonly queues: DeviceQueues;
  readonly samples: SampleGate;
  readonly read: PayloadReader;
  readonly tap: FrameTap;
  readonly write: RequestWriter;
  /** Aborted when the adapter stops. */
  readonly signal: AbortSignal;
  /** Work that `stop` waits for. */
  readonly track: (work: Promise<unknown>) => void;
};

type Visit = Extract<Visitor, { kind: 'device' }>;

/**
 * One link of one device, from CONNACK to close. Invariants: a connection exists only after the
 * birth and after the SUBACK of the commands' filter, whichever came last; a `lost` or `offline`
 * counts only for the session of the last birth; packets are handled one after another, and
 * acknowledged only when what they say is stored; it ends with its certificate.
 */
export class DeviceSession implements LinkListener, ConnectionOwner {
  #device: Device;
  #identity: DeviceIdentity;
  /** Of its certificate; `null` = it came with a secret. */
  #fingerprint: string | null;
  #confirm: () => Promise<boolean>;
  #isConfirmed = false;
  #cancelEnd = () => {};
  #link: TransportLink;
  #share: SessionShare;
  /** Kept when the link closes: packets that still wait belong to its boot. */
  #birth: Birth | null = null;
  #connection: MqttConnection | null = null;
  #isSubscribed = false;
  /** At most one for each reason of `PublishRight`; `null` = none. */
  #toldDenials: Set<string> | null = null;
  #isClosed = false;
  /** The store was away for too long: what still waits is left to the device to send again. */
  #isGivenUp = false;

  constructor(visit: Visit, link: TransportLink, share: SessionShare) {
    const { device, identity, fingerprint } = visit;
    this.#device = device;
    this.#confirm = visit.confirm;
    this.#identity = identity;
    this.#fingerprint = fingerprint;
    this.#link = link;
    this.#share = share;
    if (visit.endsAtMs === null) return;
    const end = () => link.close('its certificate has ended');
    this.#cancelEnd = callAt(share.ports.clock, visit.endsAtMs, end);
  }

  isCurrent(connection: DeviceConnection): boolean {
    return connection === this.#connection;
  }

  isConfirmed(): boolean {
    return this.#isConfirmed;
  }

  subscribed(): void {
    if (this.#isSubscribed) return;
    this.#isSubscribed = true;
    // A birth that came before the SUBACK was held for this moment.
    void this.#enqueue(() => this.#open());
  }

  closed(): void {
    this.#isClosed = true;
    this.#cancelEnd();
    this.#share.track(this.#letGo());
  }

  async packet(packet: DevicePacket): Promise<Acknowledgement> {
    // What comes while we stop is not begun any more: the device sends it again.
    if (this.#share.signal.aborted) return 'withhold';
    const { ports, tap } = this.#share;
    const { metrics } = ports;
    metrics.count('inbound_frames', { protocol: 'mqtt' });
    const { topic, payload } = packet;
    const deviceId = this.#device.id;
    tap.heard({ deviceId, identity: this.#identity }, topic, payload);
    const traced = { direction: 'in', topic, payload: toTracedPayload(payload) };
    ports.log.trace({ deviceId, ...traced }, 'MQTT frame');
    const right = judgePublish(this.#identity, packet, this.#share.limits);
    if (right.kind === 'denied') {
      metrics.count('frames_denied', { protocol: 'mqtt', reason: right.reason });
      this.#noteDenial(topic, right.reason);
      return 'acknowledge';
    }
    if (right.topic.kind === 'telemetry') {
      this.#sample({ topic: right.topic, payload });
      return 'acknowledge';
    }
    const allowed = right.topic;
    return this.#enqueue(() => {
      if (allowed.kind === 'status') return this.#takeStatus(payload);
      if (allowed.kind === 'csr') return this.#rotate(payload);
      return this.#takeEvent({ topic: allowed, payload });
    });
  }

  /** Made for a line that is written: a logger for each link would outweigh its session. */
  get #log(): Log {
    return this.#share.ports.log.child({ deviceId: this.#device.id });
  }

  /** Once per link and reason: a device that repeats it must not fill the log. */
  #noteDenial(topic: string, reason: string): void {
    if (this.#toldDenials?.has(reason)) return;
    this.#toldDenials ??= new Set();
    this.#toldDenials.add(reason);
    const fields = { identity: this.#identity, topic: topic.slice(0, shownTopicMax), reason };
    this.#log.warn(
      fields,
      'MQTT publish denied; more of this reason on this link are only counted',
    );
  }

  /** In order, one at a time; a device that sends faster than we can store is cut off. */
  async #enqueue(task: () => Promise<Acknowledgement>): Promise<Acknowledgement> {
    const done = this.#share.queues.push(this.#device.id, () => this.#guard(task));
    if (done !== null) return done;
    this.#share.ports.metrics.count('frames_denied', { protocol: 'mqtt', reason: 'queue_full' });
    this.#link.close('too many packets wait to be stored');
    return 'withhold';
  }

  /** A bug ends the packet, not the daemon; repeating it would not help, so it is acknowledged. */
  async #guard(task: () => Promise<Acknowledgement>): Promise<Acknowledgement> {
    if (this.#isGivenUp) return 'withhold';
    try {
      return await task();
    } catch (error) {
      this.#log.error({ err: error }, 'MQTT packet failed');
      return 'acknowledge';
    }
  }

  async #takeStatus(payload: Buffer): Promise<Acknowledgement> {
    const reading = this.#share.read({ kind: 'status' }, payload);
    if (reading.kind === 'fault') return this.#drop(reading);
    // The reader checked the value against the schema of `status`.
    const status = reading.value as StatusPayload;
    if (status.s === 'online') {
      const birth = toBirth(status, this.#fingerprint);
      if (this.#connection && isSameBirth(this.#birth, birth)) return 'acknowledge';
      this.#birth = birth;
      return this.#open();
    }
    if (status.session !== this.#birth?.session) {
      return this.#drop({ reason: 'other_session', detail: `${status.s} of another session` });
    }
    await this.#letGo();
    return 'acknowledge';
  }

  /** Brings the connection in, once there is both a birth and a granted subscription. */
  async #open(): Promise<Acknowledgement> {
    if (this.#birth === null || !this.#isSubscribed || this.#isClosed) return 'acknowledge';
    if (this.#share.signal.aborted) return 'withhold';
    const { links, record, clock } = this.#share.ports;
    try {
      // Stored first: a command that this birth proves must not find the link without the proof.
      await record(this.#device.id, toBootEvent(this.#birth, clock.nowMs()));
      const connection = await links.open(this.#device, (epoch) => this.#connect(epoch));
      // The link may have closed meanwhile, when there was no connection yet to let go of.
      if (this.#isClosed) await links.close(connection);
      else await this.#confirmLink(connection);
      return 'acknowledge';
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      this.#log.warn({ err: error }, 'MQTT device sent away: its link could not be stored');
      this.#link.close('the store is not available');
      return 'withhold';
    }
  }

  /**
   * Who was sent away between the CONNECT and the birth had no connection that could be closed:
   * from here on there is one, and nothing was sent on it yet.
   */
  async #confirmLink(connection: MqttConnection): Promise<void> {
    this.#isConfirmed = await this.#confirm();
    if (this.#isConfirmed) this.#share.ports.links.ready(connection);
    else this.#link.close('it is not let in any more');
  }

  #connect(epoch: number): MqttConnection {
    this.#isConfirmed = false;
    this.#connection = new MqttConnection({
      deviceId: this.#device.id,
      identity: this.#identity,
      fingerprint: this.#fingerprint,
      epoch,
      link: this.#link,
      owner: this,
      ports: this.#share,
    });
    return this.#connection;
  }

  /** Ends the session of the birth; a newer connection of the device stays untouched. */
  async #letGo(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    if (connection) await this.#share.ports.links.close(connection);
  }

  #rotate(payload: Buffer): Promise<Acknowledgement> {
    const { desk } = this.#share.ports;
    const [device, identity, fingerprint] = [this.#device, this.#identity, this.#fingerprint];
    const parts = { desk, log: this.#log, link: this.#link, device, identity, fingerprint };
    return rotate(parts, payload);
  }

  async #takeEvent(packet: { topic: EventTopic; payload: Buffer }): Promise<Acknowledgement> {
    const reading = toEvent(this.#share.read, packet, this.#birth?.bootId ?? null);
    if (reading.kind === 'fault') return this.#drop(reading);
    const { event } = reading;
    if (event.type === 'described' && event.description.class !== this.#device.class) {
      return this.#drop({ reason: 'other_class', detail: event.description.class });
    }
    if (event.type === 'reply') this.#connection?.noteAnswer();
    return this.#store(event);
  }

  async #store(event: DeviceEvent): Promise<Acknowledgement> {
    const { ports, signal } = this.#share;
    const { clock, metrics } = ports;
    const store = () => ports.record(this.#device.id, event);
    const result = await storeWithRetry(store, { clock, metrics, signal });
    if (result === 'stored') return 'acknowledge';
    this.#isGivenUp = true;
    this.#log.warn({ event: event.type }, 'MQTT packet not stored: the store is away');
    this.#link.close('the store is not available');
    return 'withhold';
  }

  #sample(packet: { topic: EventTopic; payload: Buffer }): void {
    const reading = toEvent(this.#share.read, packet, null);
    if (reading.kind === 'fault') {
      this.#drop(reading);
      return;
    }
    const { record, metrics } = this.#share.ports;
    const drop = (reason: string) =>
      metrics.count('telemetry_dropped', { protocol: 'mqtt', reason });
    const store = () => record(this.#device.id, reading.event);
    const isTaken = this.#share.samples.pass(this.#device.id, store, () => drop('store'));
    if (!isTaken) drop('pressure');
  }

  /** Counts what cannot be understood; it would not become better by being sent again. */
  #drop(fault: { readonly reason: string; readonly detail: string }): Acknowledgement {
    const { reason, detail } = fault;
    this.#share.ports.metrics.count('frames_invalid', { protocol: 'mqtt', reason });
    this.#log.debug({ reason, detail }, 'MQTT packet dropped');
    return 'acknowledge';
  }
}
