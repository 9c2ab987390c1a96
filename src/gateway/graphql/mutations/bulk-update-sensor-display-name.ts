import { invalidInput } from '../../errors/api-error.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers, SensorDisplayNameUpdate } from '../generated.ts';
import { submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  listPath: ['updates'],
  inputPaths: { sensorCode: ['sensorCode'], displayName: ['newDisplayName'] },
};

/** Renames several sensors, all or none; serves the plain and the `octoHeatPump` spelling. */
export const bulkUpdateSensorDisplayName: MutationResolvers['bulkUpdateSensorDisplayName'] = async (
  _root,
  args,
  context,
  info,
) => {
  const target = await toControllerTarget(context, args);
  const updates = parseUpdates(args.updates, context.parts.settings.limits.bulkRenameSensors);
  const commands = updates.map(({ sensorCode, newDisplayName }) => {
    return { kind: 'rename_sensor', params: { sensorCode, displayName: newDisplayName } } as const;
  });
  const accepted = await submit(context, info, { target, commands, input: args }, words);
  return {
    possibleErrors: [],
    transactionIds: accepted.transactionIds.map((transactionId, index) => ({
      sensorCode: updates[index]?.sensorCode ?? '',
      transactionId,
    })),
  };
};

/** Two names for one sensor would leave open which of them it is to have. */
function parseUpdates(
  items: readonly (SensorDisplayNameUpdate | null)[],
  countMax: number,
): readonly SensorDisplayNameUpdate[] {
  if (items.length === 0 || items.length > countMax) {
    const message = `${items.length} sensors; 1 to ${countMax} can be renamed in one call`;
    throw invalidInput('KT-CT-4321', { message, inputPath: ['updates'] });
  }
  const codes = items.map((item) => item?.sensorCode);
  const faults = items.flatMap((item, index) => {
    const inputPath = ['updates', String(index)];
    if (item === null) return [{ message: 'it is required', inputPath }];
    if (codes.indexOf(item.sensorCode) === index) return [];
    const message = `${item.sensorCode} is named twice`;
    return [{ message, inputPath: [...inputPath, 'sensorCode'] }];
  });
  if (faults.length > 0) throw invalidInput('KT-CT-4321', ...faults);
  return items.filter((item) => item !== null);
}
