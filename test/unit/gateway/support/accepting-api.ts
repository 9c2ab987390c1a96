import type { DeviceId } from '../../../../src/domain/device.ts';
import type { AcceptEntry } from '../../../../src/domain/ports/transactions.ts';
import { makeSubmitCommand } from '../../../../src/domain/submit-command.ts';
import { startTestApi, type TestApi } from './api.ts';
import { aDescription, aDevice } from './builders.ts';

/** An API with the real use case of acceptance, so that each kind of command decides itself. */
export type AcceptingApi = TestApi & {
  /** What was accepted last, in the order of the commands. */
  readonly accepted: () => readonly AcceptEntry[];
};

/** Account A-1 has a charger that was never connected, a battery, and a heat pump. */
export async function startAcceptingApi(): Promise<AcceptingApi> {
  let accepted: readonly AcceptEntry[] = [];
  const intake = {
    findByKeys: async () => null,
    refuse: async () => undefined,
    accept: async (entries: readonly AcceptEntry[]) => {
      accepted = entries;
      const ids = entries.map(({ wish }) => wish.id);
      return { kind: 'accepted' as const, ids, replayed: false };
    },
  };
  const wake = { wake: () => undefined };
  const api = await startTestApi((deps) => {
    Object.assign(deps, {
      submitCommand: makeSubmitCommand({ ...deps, intake, wake, startedAtMs: 0 }),
    });
    return {};
  });
  api.world.devices.push(
    aDevice({ id: 'charger' as DeviceId }),
    aDevice(
      { id: 'battery' as DeviceId, class: 'battery' },
      { description: aDescription({ class: 'battery', kinds: ['set_reserve'] }) },
    ),
    aDevice({ id: 'pump' as DeviceId, class: 'heat_pump_unit' }),
  );
  return { ...api, accepted: () => accepted };
}
