import type { DeviceId } from '../../domain/device.ts';
import type { Adapter } from '../../domain/ports/adapter.ts';
import { ChargerLink } from './charger-link.ts';
import type { Arrival } from './door/library.ts';
import { OcppListener } from './door/listener.ts';
import { makeEndKeeper } from './sessions/end-keeper.ts';
import { defaultTimes, type OcppPorts, type OcppSettings } from './settings.ts';
import { makeTakeovers } from './takeovers.ts';
import { v16 } from './v16/version.ts';
import { v21 } from './v21/version.ts';
import { v201 } from './v201/version.ts';
import type { OcppVersion } from './version.ts';

/** The versions that are spoken, in the order of our preference; one folder each. */
const versions: readonly OcppVersion[] = [v21, v201, v16];

/**
 * The driver for chargers: OCPP-J over WebSocket (OCPP-J 1.6 3). Store first, answer after; the
 * newest socket of an identity wins; the two directions of a link are independent.
 */
export function makeOcppAdapter(ports: OcppPorts, settings: OcppSettings): Adapter {
  const links = new Set<ChargerLink>();
  /** Of each charger the newest; it may have ended. */
  const newest = new Map<DeviceId, ChargerLink>();
  const ends = makeEndKeeper(ports);
  const takeovers = makeTakeovers(ports.clock);
  const times = settings.times ?? defaultTimes;
  let isStopping = false;
  /** Called when the last link has ended. */
  let onLast: () => void = () => undefined;

  function onEnded(link: ChargerLink): void {
    links.delete(link);
    if (newest.get(link.deviceId) === link) newest.delete(link.deviceId);
    if (links.size === 0) onLast();
  }

  function welcome({ subprotocol, proof, ...arrival }: Arrival): void {
    const { device, channel } = arrival;
    const version = versions.find((candidate) => candidate.subprotocol === subprotocol);
    if (!version || isStopping) {
      channel.terminate();
      return;
    }
    const link = new ChargerLink({ ...arrival, version, ports, times, ends, onEnded });
    links.add(link);
    newest.set(device.id, link);
    link.open(proof).catch((error: unknown) => {
      ports.log.error({ deviceId: device.id, err: error }, 'a charger link failed');
      link.close('the link failed inside the gateway');
    });
  }

  const listener = new OcppListener({
    settings,
    ports,
    subprotocols: versions.map((version) => version.subprotocol),
    onArrival: welcome,
    mayEnter: (device) => takeovers.mayTake(device, newest.get(device.id)?.heardAtMs ?? null),
  });

  return {
    protocol: 'ocpp',
    start: () => listener.start(),
    async stop() {
      isStopping = true;
      const closed = listener.close();
      for (const link of links) link.close('the gateway stops');
      const { promise: allEnded, resolve } = Promise.withResolvers<void>();
      onLast = resolve;
      if (links.size === 0) resolve();
      const cancel = ports.clock.after(times.closeMs * 2, resolve);
      await allEnded;
      cancel();
      ends.stop();
      listener.cut();
      await closed;
    },
  };
}
