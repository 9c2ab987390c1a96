import type { Command } from '../../../domain/command.ts';
import { isTargetSoc, targetSocSentence } from '../../../domain/commands/charging-preferences.ts';
import type { DeviceSettings } from '../../../domain/device-settings.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import { findDevices } from '../find-devices.ts';
import type { MutationResolvers } from '../generated.ts';
import { requireInput } from '../require-input.ts';
import { requireRight } from '../rights.ts';
import { submit } from '../submit.ts';
import { toBatteryDevice } from '../views/battery-device.ts';

const inputPath = ['input', 'minimumSocPercentage'];
const words: ErrorWords = {
  codes: { refused: 'KT-CT-4353', unsupported: 'KT-CT-4353', device_queue_full: 'KT-CT-4353' },
  inputPaths: { minSocPercent: inputPath },
};

/**
 * Keeps a share of the charge of "the" battery of an account. Where it has preferences, that is
 * their least share from then on: both commands, or none.
 */
export const setBatteryChargingPreferences: MutationResolvers['setBatteryChargingPreferences'] =
  async (_root, args, context, info) => {
    const { accountNumber, minimumSocPercentage } = requireInput(args.input);
    await requireRight(context, 'command', accountNumber);
    if (!isTargetSoc(minimumSocPercentage)) {
      throw invalidInput('KT-CT-4321', { message: targetSocSentence, inputPath });
    }
    const [newest] = await findDevices(context, accountNumber, ['battery']);
    const order = {
      target: { by: 'newest', accountNumber, classes: ['battery'] },
      commands: [
        ...toPreferences(newest?.settings, minimumSocPercentage),
        { kind: 'set_reserve', params: { minSocPercent: minimumSocPercentage } },
      ],
      input: args.input,
    } as const;
    const { device } = await submit(context, info, order, words);
    const sample = await context.parts.telemetry.latest(device.device.id, 'battery');
    return { possibleErrors: [], krakenflexDevice: toBatteryDevice(device, sample) };
  };

/** No day's least share is above its target. */
function toPreferences(
  settings: DeviceSettings | undefined,
  leastPercent: number,
): readonly Command[] {
  if (!settings?.preferences) return [];
  const days = settings.preferences.days.map((day) => {
    return { ...day, minSocPercent: Math.min(leastPercent, day.targetSocPercent) };
  });
  return [{ kind: 'set_charging_preferences', params: { days } }];
}
