import type { Adapter } from '../../domain/ports/adapter.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import { makeAdmission } from './admission.ts';
import { AedesTransport } from './aedes-transport.ts';
import { makeDeviceQueues } from './device-queue.ts';
import { DeviceSession, type SessionShare } from './device-session.ts';
import { makePayloadReader } from './inbound/payload-reader.ts';
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

/**
 * The MQTT driver (mqtt.md): an embedded broker, a session per link, domain events out and
 * commands in. Schemas are compiled here; nothing listens before `start`.
 */
export function makeMqttAdapter(ports: MqttPorts, settings: MqttSettings): Adapter {
  const { limits } = settings;
  const log = ports.log.child({ adapter: 'mqtt' });
  const { metrics, door, clock } = ports;
  const transport = new AedesTransport({ settings, log, metrics });
  const admit = makeAdmission({ door, log, metrics, settings });
  const queues = makeDeviceQueues(waitingPacketsMax);
  const pending = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const share: SessionShare = {
    ports: { ...ports, log },
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
  return {
    protocol: 'mqtt',
    start: () =>
      transport.start({
        admit,
        opened: (link, device) => new DeviceSession(device, link, share),
      }),
    async stop() {
      stopping.abort();
      // What is being stored still gets its PUBACK, so that no device has to send it again.
      await settleWithin(queues.idle(), stopWaitMs, clock);
      await settleWithin(transport.stop(), stopWaitMs, clock);
      await settleWithin(Promise.allSettled([queues.idle(), ...pending]), stopWaitMs, clock);
    },
  };
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
