import { assertInvariant } from '../../domain/errors.ts';
import type { Adapter, ListenAddress } from '../../domain/ports/adapter.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { DeviceAccess, toClaimAccess } from './access.ts';
import { makeAdmission } from './admission.ts';
import { AedesTransport } from './aedes-transport.ts';
import { ClaimSession, type ClaimShare } from './claim-session.ts';
import { makeDeviceQueues } from './device-queue.ts';
import { DeviceSession, type SessionShare } from './device-session.ts';
import { makeFrameTap } from './frame-tap.ts';
import { makePayloadReader } from './inbound/payload-reader.ts';
import type { BrokerAddress } from './provisioning-answers.ts';
import { makeRequestWriter } from './request-frame.ts';
import { makeSampleGate } from './sample-gate.ts';
import {
  type MqttPorts,
  type MqttSettings,
  samplesInFlightMax,
  samplesPerLinkMax,
  stopWaitMs,
  waitingPacketsMax,
} from './settings.ts';
import type { Admitted } from './transport.ts';
import { refuse, type Visitor } from './visitor.ts';

/**
 * The MQTT driver (mqtt.md): an embedded broker, a session per link, domain events out and
 * commands in. Nothing listens before `start`.
 */
export function makeMqttAdapter(ports: MqttPorts, settings: MqttSettings): Adapter {
  const { limits } = settings;
  const log = ports.log.child({ adapter: 'mqtt' });
  const { metrics, clock } = ports;
  const transport = new AedesTransport({ settings, clock, log, metrics });
  const decide = makeAdmission({ ...ports, log, settings });
  const queues = makeDeviceQueues(waitingPacketsMax);
  const pending = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const bound: { tls?: ListenAddress } = {};
  const sessions: SessionShare = {
    ports: { ...ports, log },
    tap: makeFrameTap(ports),
    limits,
    queues,
    samples: makeSampleGate({ perKeyMax: samplesPerLinkMax, totalMax: samplesInFlightMax }),
    read: makePayloadReader(),
    write: makeRequestWriter(limits.mqttCommandBytes),
    signal: stopping.signal,
    track(work) {
      pending.add(work);
      work.catch(() => undefined).finally(() => pending.delete(work));
    },
  };
  const broker = () => toBrokerAddress(settings, bound.tls);
  const claims: ClaimShare = { desk: ports.desk, clock, log, metrics, limits, queues, broker };
  return {
    protocol: 'mqtt',
    async start() {
      const listening = await transport.start({
        async admit(request) {
          if (stopping.signal.aborted) return refuse('unavailable', 'stopping');
          const decision = await decide(request);
          return decision.kind === 'refused'
            ? decision
            : toAdmitted(decision.visitor, { sessions, claims });
        },
      });
      if (listening.tls) bound.tls = listening.tls;
      return listening;
    },
    async stop() {
      stopping.abort();
      // What is being stored still gets its PUBACK, so that no device has to send it again. It is
      // written in the turn of the loop in which the last of them is stored.
      await settleWithin(queues.idle().then(nextTurn), stopWaitMs, clock);
      await settleWithin(transport.stop(), stopWaitMs, clock);
      await settleWithin(Promise.allSettled([queues.idle(), ...pending]), stopWaitMs, clock);
    },
  };
}

/** What a visitor may hear, and who listens to it. */
function toAdmitted(
  visitor: Visitor,
  { sessions, claims }: { sessions: SessionShare; claims: ClaimShare },
): Admitted {
  if (visitor.kind === 'claim') {
    const access = toClaimAccess(visitor.claimId);
    return {
      kind: 'admitted',
      access,
      open: (link) => new ClaimSession(visitor, link, claims),
    };
  }
  const access = new DeviceAccess(visitor.identity);
  return { kind: 'admitted', access, open: (link) => new DeviceSession(visitor, link, sessions) };
}

function toBrokerAddress(settings: MqttSettings, tls: ListenAddress | undefined): BrokerAddress {
  assertInvariant(tls !== undefined, 'a claim session came without a TLS listener');
  return { host: settings.publicHost ?? tls.host, port: tls.port };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}

/** Waits for the work or for the time, whichever is over first. */
function settleWithin(work: Promise<unknown>, boundMs: number, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(boundMs, resolve);
    work
      .catch(() => undefined)
      .finally(() => {
        cancel();
        resolve();
      });
  });
}
