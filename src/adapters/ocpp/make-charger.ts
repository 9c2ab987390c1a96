import type { Device } from '../../domain/device.ts';
import type { Charger } from './charger.ts';
import { ChargerMemory } from './charger-memory.ts';
import { ChargerStore } from './charger-store.ts';
import { EvidenceWatch } from './evidence-watch.ts';
import { OutboundLane } from './outbound-lane.ts';
import { OwnTraits } from './own-traits.ts';
import type { RpcChannel } from './rpc-channel.ts';
import { makeAlertBudget } from './security/security-event.ts';
import type { EndKeeper } from './sessions/end-keeper.ts';
import type { OcppPorts, OcppTimes } from './settings.ts';
import type { OcppVersion } from './version.ts';

/** What a charger is made of: its link lends it the few things that only the link can do. */
export type ChargerParts = Pick<Charger, 'gone' | 'epoch' | 'leave' | 'onBoot' | 'isPrivate'> & {
  readonly device: Device;
  readonly channel: RpcChannel;
  readonly version: OcppVersion;
  readonly ports: OcppPorts;
  readonly times: OcppTimes;
  readonly ends: EndKeeper;
  close(reason: string): void;
};

/** Makes the charger of one link, as its handlers and procedures see it. */
export function makeCharger(parts: ChargerParts): Charger {
  // Taken out one by one: what a function below keeps is kept for each of thousands of chargers.
  const { device, ports, gone, ends, epoch, close } = parts;
  const memory = new ChargerMemory();
  const log = ports.log.child({ deviceId: device.id, identity: device.identity });
  const lane = new OutboundLane({
    channel: parts.channel,
    clock: ports.clock,
    onDeaf: () => close('no call is answered'),
  });
  // Revisions count on inside one boot as this link sees it.
  const bootId = () => `ocpp-${epoch()}-${memory.bootCount}`;
  const storing = { ports, bootId, deviceId: device.id };
  return {
    device,
    memory,
    gone,
    log,
    ends,
    clock: ports.clock,
    metrics: ports.metrics,
    sessions: ports.sessions,
    desk: ports.desk,
    devices: ports.devices,
    state: ports.state,
    transactions: ports.transactions,
    isPrivate: parts.isPrivate,
    epoch,
    leave: parts.leave,
    onBoot: parts.onBoot,
    dialect: parts.version.dialect,
    kinds: kindsOf(parts.version),
    mayAlert: makeAlertBudget(ports.clock),
    traits: new OwnTraits({ device, memory, port: ports.traits, log }),
    watch: new EvidenceWatch(ports.clock, gone),
    store: new ChargerStore(storing, { gone, budgetMs: parts.times.storeMs }),
    outliving: new ChargerStore(storing, { gone: ends.stopped, budgetMs: 0 }),
    call: (call) => lane.call({ ...call, signal: call.signal ?? gone }),
  };
}

/** The same list for all chargers of a version. */
const knownKinds = new WeakMap<OcppVersion, readonly string[]>();

function kindsOf(version: OcppVersion): readonly string[] {
  const known = knownKinds.get(version) ?? toKinds(version);
  knownKinds.set(version, known);
  return known;
}

function toKinds({ commands }: OcppVersion): readonly string[] {
  return Object.entries(commands)
    .filter(([, handler]) => handler !== 'unsupported')
    .map(([kind]) => kind);
}
