import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { startBatteries } from '../../simulators/mqtt-battery/start-batteries.ts';
import { HEAT_PUMP_ID, startHeatPumps } from '../../simulators/mqtt-heat-pump/start-heat-pumps.ts';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { waitFor } from './wait-for.ts';
import { type World, worldAccount } from './world.ts';

type Line = Readonly<Record<string, unknown>>;

/** A device of a world, as its own wire log tells of it. */
export type WorldDevice = {
  readonly identity: string;
  readonly deviceId: string;
  /** Ids of what took effect, in order: of transactions, or of the CALLs to a charger. */
  executed(): readonly string[];
  /** Lines of its wire log that hold these values. */
  lines(wanted: Line): readonly Line[];
  readonly simulator: SimulatorHandle;
  stop(): Promise<void>;
};

/** How a device of a world may differ. */
export type DeviceOptions = {
  readonly speed: number;
  readonly identity?: string;
  readonly faults?: readonly object[];
  readonly seed?: number;
};

/** Registers a heat pump controller and brings it up behind the world's MQTT proxy. */
export async function addHeatPump(
  world: World,
  options: DeviceOptions & { readonly sensors?: number },
): Promise<WorldDevice> {
  const { speed, identity = HEAT_PUMP_ID, faults = [], seed = 1, sensors = 40 } = options;
  const { deviceId, secret } = await world.register('HEAT_PUMP_CONTROLLER', identity);
  const simulator = await startHeatPumps({
    url: world.mqttUrl,
    id: identity,
    secret,
    sensors,
    speed,
    seed,
    faults: parseFaultPlan({ seed, faults }, 'test'),
  });
  return toDevice(simulator, identity, deviceId);
}

/** Registers a home battery and brings it up behind the world's MQTT proxy. */
export async function addBattery(
  world: World,
  options: DeviceOptions & { readonly identity: string },
): Promise<WorldDevice> {
  const { speed, identity, seed = 1 } = options;
  const { deviceId, secret } = await world.register('BATTERY', identity);
  const simulator = await startBatteries({ url: world.mqttUrl, id: identity, secret, speed, seed });
  return toDevice(simulator, identity, deviceId);
}

/** Registers a charger with a vehicle at it and brings it up behind the world's OCPP proxy. */
export async function addCharger(
  world: World,
  options: DeviceOptions & { readonly identity: string; readonly protocol?: string },
): Promise<WorldDevice> {
  const { speed, identity, faults = [], seed = 1, protocol = '1.6' } = options;
  const { deviceId, secret } = await world.register('CHARGER', identity);
  const simulator = await startChargers({
    url: world.ocppUrl,
    id: identity,
    password: secret,
    protocol,
    isPlugged: true,
    speed,
    seed,
    faults: parseFaultPlan({ seed, faults }, 'test'),
  });
  const charger = toDevice(simulator, identity, deviceId);
  // From its first boot on the gateway knows what it is; until then it is no live device.
  const booted = { direction: 'in', type: 'CALLRESULT', action: 'BootNotification' };
  await waitFor(() => charger.lines(booted).length > 0, `${identity} to have booted`, 15_000);
  return charger;
}

function toDevice(simulator: SimulatorHandle, identity: string, deviceId: string): WorldDevice {
  const lines = (wanted: Line) =>
    (simulator.log.after(identity, 0) as unknown as Line[]).filter((line) =>
      Object.entries(wanted).every(([field, value]) => line[field] === value),
    );
  return {
    identity,
    deviceId,
    simulator,
    lines,
    executed: () => lines({ event: 'execute' }).map(({ id }) => String(id)),
    stop: () => simulator.stop(),
  };
}

/** A mutation with its variables, as a client would send it. */
export type Mutation = readonly [document: string, variables: object];

/** Renames a sensor. */
export function rename(device: WorldDevice, sensorCode: string, displayName: string): Mutation {
  const document = `mutation($account: String!, $euid: ID!, $code: String!, $name: String!) {
    updateSensorDisplayName(
      accountNumber: $account, euid: $euid, sensorCode: $code, displayName: $name
    ) { transactionId }
  }`;
  const { identity: euid } = device;
  return [document, { account: worldAccount, euid, code: sensorCode, name: displayName }];
}

/** Sets the hot water temperature. */
export function setWater(device: WorldDevice, setpoint: number): Mutation {
  const document = `mutation($account: String!, $euid: ID!, $setpoint: Int!) {
    updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: $setpoint) {
      transactionId
    }
  }`;
  return [document, { account: worldAccount, euid: device.identity, setpoint }];
}

/** Begins or ends a boost charge. */
export function boost(device: WorldDevice, action: 'BOOST' | 'CANCEL' = 'BOOST'): Mutation {
  const document = `mutation($id: String!, $action: UpdateBoostChargeAction!) {
    updateBoostCharge(input: { deviceId: $id, action: $action }) { id }
  }`;
  return [document, { id: device.deviceId, action }];
}

/** Keeps a share of the newest battery of the account, percent. */
export function setReserve(minimumSocPercentage: number): Mutation {
  const document = `mutation($input: BatteryChargingPreferencesInput) {
    setBatteryChargingPreferences(input: $input) { krakenflexDevice { krakenflexDeviceId } }
  }`;
  return [document, { input: { accountNumber: worldAccount, minimumSocPercentage } }];
}

/** Stops controlling a charger or a battery, or begins again. */
export function control(device: WorldDevice, action: 'SUSPEND' | 'UNSUSPEND'): Mutation {
  const document = `mutation($input: SmartControlInput!) {
    updateDeviceSmartControl(input: $input) { id }
  }`;
  return [document, { input: { deviceId: device.deviceId, action } }];
}
