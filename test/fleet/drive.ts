import type { SimulatedDevice } from '../../simulators/lib/device.ts';
import type { Site } from '../support/site.ts';
import type { Act } from './plan.ts';

/** A charger of the fleet, on both sides of the wire. */
export type FleetCharger = {
  readonly identity: string;
  readonly deviceId: string;
  readonly protocol: string;
  readonly character: string;
  readonly device: SimulatedDevice;
};

/** What came of driving: how many mutations were accepted or refused, and why refused. */
export type Driven = {
  readonly accepted: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Answers that are no business outcome: none is expected. */
  readonly unexpected: readonly string[];
};

const boostDocument = `mutation($id: String!, $action: UpdateBoostChargeAction!) {
  updateBoostCharge(input: { deviceId: $id, action: $action }) { id }
}`;
const controlDocument = `mutation($id: ID!, $action: SmartControlAction!) {
  updateDeviceSmartControl(input: { deviceId: $id, action: $action }) { id }
}`;
const preferencesDocument = `mutation($input: SmartFlexDevicePreferencesInput!) {
  setDevicePreferences(input: $input) { id }
}`;
const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

/** Codes with which the gateway may honestly refuse any of these mutations. */
const refusals = new Set(['KT-CT-4354', 'KT-CT-4356', 'KT-CT-4357', 'KT-CT-4358', 'KT-CT-4359']);

/** Lets the acts happen, each at its time; `onAct` is told after each. */
export async function drive(
  site: Site,
  chargers: readonly FleetCharger[],
  options: { readonly acts: readonly Act[]; readonly speed: number; onAct(): void },
): Promise<Driven> {
  const result = { accepted: 0, refused: {} as Record<string, number>, unexpected: [] as string[] };
  const startedAtMs = Date.now();
  const running: Promise<void>[] = [];
  for (const act of options.acts) {
    const waitMs = startedAtMs + act.atMs / options.speed - Date.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    const charger = chargers[act.charger];
    if (charger) running.push(perform(site, charger, act, result).finally(options.onAct));
  }
  await Promise.all(running);
  return result;
}

async function perform(
  site: Site,
  { deviceId, device }: FleetCharger,
  { what }: Act,
  result: { accepted: number; refused: Record<string, number>; unexpected: string[] },
): Promise<void> {
  switch (what) {
    case 'unplug':
    case 'plug':
    case 'reboot':
      await device.act(what, {});
      return;
    case 'drop-link':
      device.faults.add({ on: '*', do: 'drop-link', times: 1 });
      return;
    case 'half-open':
      device.faults.add({ on: '*', do: 'half-open', afterMs: 30_000, times: 1 });
      return;
    default:
      return ask(site, toMutation(what, deviceId), result);
  }
}

function toMutation(what: string, id: string): { document: string; variables: object } {
  switch (what) {
    case 'boost':
    case 'cancel':
      return {
        document: boostDocument,
        variables: { id, action: what === 'boost' ? 'BOOST' : 'CANCEL' },
      };
    case 'suspend':
    case 'resume':
      return {
        document: controlDocument,
        variables: { id, action: what === 'suspend' ? 'SUSPEND' : 'UNSUSPEND' },
      };
    default:
      return { document: preferencesDocument, variables: { input: toPreferences(id) } };
  }
}

function toPreferences(deviceId: string): object {
  const schedules = days.map((dayOfWeek) => ({ dayOfWeek, time: '07:00', max: 80 }));
  return { deviceId, mode: 'CHARGE', unit: 'PERCENTAGE', schedules };
}

async function ask(
  site: Site,
  { document, variables }: { document: string; variables: object },
  result: { accepted: number; refused: Record<string, number>; unexpected: string[] },
): Promise<void> {
  const { errors } = await site.api.send(document, variables);
  const extensions = errors[0]?.extensions as Record<string, unknown> | undefined;
  if (errors.length === 0) {
    result.accepted += 1;
    return;
  }
  const code = String(extensions?.['errorCode']);
  if (!refusals.has(code)) {
    result.unexpected.push(JSON.stringify(errors[0]));
    return;
  }
  const { reason } = extensions as { reason?: { code?: string } };
  const why = `${code} ${reason?.code ?? ''}`.trimEnd();
  result.refused[why] = (result.refused[why] ?? 0) + 1;
}
