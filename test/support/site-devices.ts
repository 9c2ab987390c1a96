import type { SimulatedDevice } from '../../simulators/lib/device.ts';
import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import { startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import type { Location } from '../../simulators/ocpp-charger/hardware/location.ts';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { seedDocuments } from './seed-documents.ts';
import type { Site } from './site.ts';
import { waitFor } from './wait-for.ts';

/** A machine that is busy with other tests may bring up a device late, ms. */
const patienceMs = 20_000;

/** A line of a wire log, whatever it holds. */
export type LogLine = Readonly<Record<string, unknown>>;

/** A registered device of a site, as its own wire log tells of it. */
export type SiteDevice = {
  readonly account: string;
  readonly identity: string;
  readonly deviceId: string;
  readonly secret: string;
  /** Lines of its wire log that hold these values. */
  lines(wanted: LogLine): readonly LogLine[];
  /** Ids of what took effect, in order. */
  executed(): readonly string[];
  /** Adds a rule to its fault plan. */
  fault(rule: object): void;
  /** The device itself; fails while it is away. */
  device(): SimulatedDevice;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
};

/** How a device may differ; `account` is a new one if not named. */
export type SiteDeviceOptions = {
  readonly account?: string;
  readonly faults?: readonly object[];
  /** False: registered, and never started. */
  readonly isStarted?: boolean;
};

type Start = (
  secret: string,
  identity: string,
  faults: readonly object[],
) => Promise<SimulatorHandle>;

const counters = new WeakMap<Site, number>();

/** Registers a heat pump controller and connects it. */
export async function addHeatPump(
  site: Site,
  options: SiteDeviceOptions & { readonly sensors?: number } = {},
) {
  const { sensors = 6 } = options;
  const identity = `001e5e09${nextNumber(site)}`;
  const start: Start = (secret, id, faults) =>
    startHeatPumps({ url: site.gateway.mqtt, id, secret, sensors, ...toFleet(site, faults) });
  return await addDevice(site, options, { class: 'HEAT_PUMP_CONTROLLER', identity, start });
}

/** Registers a home battery and connects it. */
export async function addBattery(
  site: Site,
  options: SiteDeviceOptions & { readonly socPercent?: number } = {},
) {
  const { socPercent } = options;
  const identity = `70b3d5a4${nextNumber(site)}`;
  const start: Start = (secret, id, faults) =>
    startBatteries({ url: site.gateway.mqtt, id, secret, socPercent, ...toFleet(site, faults) });
  return await addDevice(site, options, { class: 'BATTERY', identity, start });
}

/** Registers a charger and connects it; a vehicle is plugged in unless `isPlugged` is false. */
export async function addCharger(
  site: Site,
  options: SiteDeviceOptions & {
    readonly character?: string;
    /** Where it dials; default: the gateway itself. */
    readonly url?: string;
    /** 1.6 (default), 2.0.1 or 2.1. */
    readonly protocol?: string;
    /** Phases of its supply; default 1. */
    readonly phases?: 1 | 3;
    readonly isPlugged?: boolean;
    readonly socPercent?: number;
    /** Registered by `deviceRegistration`: it needs a test charge before it is live. */
    readonly isOnboarded?: boolean;
    /** The vehicle itself speaks OCPP, and says that it is here; `null` = it never says where. */
    readonly vehicleAt?: Location | null;
  } = {},
) {
  const { character = 'plain', isPlugged = true, socPercent = 40, vehicleAt } = options;
  const { url = site.gateway.ocpp, protocol = '1.6', phases = 1 } = options;
  const identity = `CP-${nextNumber(site)}`;
  const start: Start = (password, id, faults) =>
    startChargers({
      url,
      id,
      password,
      character,
      protocol,
      phases,
      isPlugged,
      socPercent,
      ...(vehicleAt && { location: vehicleAt }),
      ...toFleet(site, faults),
    });
  const deviceClass = vehicleAt === undefined ? 'CHARGER' : 'VEHICLE';
  const { isOnboarded = false } = options;
  const charger = await addDevice(site, options, {
    class: deviceClass,
    identity,
    start,
    isOnboarded,
  });
  // The gateway knows what is plugged in only once the charger has said so.
  if (options.isStarted !== false) {
    await isHeard(charger, 'StatusNotification', ({ connectorId }) => connectorId === 1);
  }
  return charger;
}

/** Waits until the gateway has answered a CALL of the charger with such a payload. */
export async function isHeard(
  charger: SiteDevice,
  action: string,
  holds: (payload: Readonly<Record<string, unknown>>) => boolean = () => true,
): Promise<void> {
  const answered = () => {
    const ids = new Set(charger.lines({ type: 'CALLRESULT', action }).map(({ id }) => id));
    const calls = charger.lines({ type: 'CALL', action, direction: 'out' });
    return calls.some(({ id, payload }) => ids.has(id) && holds(payload as LogLine));
  };
  await waitFor(answered, `a ${action} of ${charger.identity} to be answered`, patienceMs);
}

function toFleet(site: Site, rules: readonly object[]) {
  const faults = parseFaultPlan({ seed: 7, faults: rules }, 'test');
  return { speed: site.timeScale, seed: 7, faults };
}

function nextNumber(site: Site): string {
  const number = (counters.get(site) ?? 0) + 1;
  counters.set(site, number);
  return String(number).padStart(8, '0');
}

/** As an owner does it, who chooses what the device signs in with. */
async function onboard(site: Site, call: { account: string; class: string; identity: string }) {
  const isVehicle = call.class === 'VEHICLE';
  const accessToken = `the-password-of-${call.identity}`;
  const input = {
    ...{ accountNumber: call.account, propertyId: 1, deviceType: 'ELECTRIC_VEHICLES' },
    provider: isVehicle ? 'OCPP' : 'OCPP_WALLBOX',
    ...(isVehicle && { deviceDetails: { deviceVariantId: '1' } }),
    authentication: { providerDeviceId: call.identity, accessToken },
  };
  type Data = { deviceRegistration: { registeredDeviceIds: string[] } };
  const answer = await site.api.send<Data>(seedDocuments.deviceRegistration, { input });
  const [deviceId] = answer.data?.deviceRegistration.registeredDeviceIds ?? [];
  if (!deviceId) throw new Error(JSON.stringify(answer));
  return { deviceId, secret: accessToken };
}

async function addDevice(
  site: Site,
  options: SiteDeviceOptions,
  kind: { class: string; identity: string; start: Start; isOnboarded?: boolean },
): Promise<SiteDevice> {
  const { account = site.newAccount(), faults = [], isStarted = true } = options;
  const { identity } = kind;
  const call = { account, class: kind.class, identity };
  const { deviceId, secret } = await (kind.isOnboarded ? onboard(site, call) : site.register(call));
  let running: SimulatorHandle | null = null;
  let kept: readonly LogLine[] = [];
  const log = () => (running ? (running.log.after(identity, 0) as unknown as LogLine[]) : []);
  const lines = (wanted: LogLine) =>
    [...kept, ...log()].filter((line) =>
      Object.entries(wanted).every(([field, value]) => line[field] === value),
    );
  const find = () => {
    const [found] = running?.devices ?? [];
    if (!found) throw new Error(`${identity} is away`);
    return found;
  };
  const device: SiteDevice = {
    ...{ account, identity, deviceId, secret, lines },
    executed: () => lines({ event: 'execute' }).map(({ id }) => String(id)),
    fault: (rule) => void find().faults.add(rule),
    device: find,
    async goAway() {
      kept = [...kept, ...log()];
      const left = running;
      running = null;
      await left?.stop();
    },
    async comeBack() {
      running = await kind.start(secret, identity, faults);
    },
  };
  site.onStop(device.goAway);
  if (isStarted) await device.comeBack();
  return device;
}
