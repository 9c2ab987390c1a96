import type { DayPreference } from '../../../domain/device-settings.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import { isWeekend } from '../day-names.ts';
import type { MutationResolvers, VehicleChargingPreferencesInput } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { requireRight } from '../rights.ts';
import { showKrakenflexDevice } from '../show-device.ts';
import { submit } from '../submit.ts';

const inputNames: Readonly<Record<string, string>> = {
  readyBy: 'TargetTime',
  targetSocPercent: 'TargetSoc',
};

const words: ErrorWords = {
  codes: { refused: 'KT-CT-4353', unsupported: 'KT-CT-4353', device_queue_full: 'KT-CT-4353' },
  toInputPath: ([_days, day, name]) => {
    const part = isWeekend(Number(day)) ? 'weekend' : 'weekday';
    return ['input', `${part}${inputNames[name ?? ''] ?? ''}`];
  },
};

/** Says by when "the" charge point or vehicle of an account is wanted how full. */
export const setVehicleChargePreferences: MutationResolvers['setVehicleChargePreferences'] = async (
  _root,
  args,
  context,
  info,
) => {
  const input = requireInput(args.input);
  const { accountNumber } = input;
  await requireRight(context, 'command', accountNumber);
  assertAbsolute(input);
  const order = {
    target: { by: 'newest', accountNumber, classes: ['charger', 'vehicle'] },
    commands: [{ kind: 'set_charging_preferences', params: { days: toDays(input) } }],
    input,
  } as const;
  const { device } = await submit(context, info, order, words);
  return { possibleErrors: [], krakenflexDevice: showKrakenflexDevice(context, device) };
};

/** A target relative to what a vehicle holds when it is plugged in has no meaning days ahead. */
function assertAbsolute({ targetType }: VehicleChargingPreferencesInput): void {
  const allowed = 'ABSOLUTE_STATE_OF_CHARGE';
  if (targetType === null || targetType === undefined || targetType === allowed) return;
  const message = `must be ${allowed}, or left out`;
  throw invalidInput('KT-CT-4321', { message, inputPath: ['input', 'targetType'] });
}

function toDays(input: VehicleChargingPreferencesInput): DayPreference[] {
  return Array.from({ length: 7 }, (_each, day) => {
    const wish = isWeekend(day)
      ? { readyBy: input.weekendTargetTime, targetSocPercent: input.weekendTargetSoc }
      : { readyBy: input.weekdayTargetTime, targetSocPercent: input.weekdayTargetSoc };
    return { day, ...wish, minSocPercent: null };
  });
}
