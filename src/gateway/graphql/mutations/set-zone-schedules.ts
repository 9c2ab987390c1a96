import type { CommandParams } from '../../../domain/command.ts';
import { toScheduleAction, toTimeOfDay } from '../../../domain/commands/schedule-words.ts';
import { invalidInput } from '../../errors/api-error.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers, ScheduleSettings, ZoneSchedule } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

type Schedule = CommandParams<'set_zone_schedules'>['schedules'][number];

const input = 'zoneScheduleParameters';
const words: ErrorWords = {
  codes: {
    invalid_parameters: 'KT-CT-4334',
    refused: 'KT-CT-4308',
    unsupported: 'KT-CT-4308',
    device_queue_full: 'KT-CT-4308',
  },
  inputPaths: { zone: [input, 'zone'], schedules: [input, 'schedules'] },
  innerNames: { setpointC: 'setpointInCelsius' },
};

/** Sets what a zone does over the week; serves the plain and the `octoHeatPump` spelling. */
export const setZoneSchedules: MutationResolvers['setZoneSchedules'] = async (
  _root,
  args,
  context,
  info,
) => {
  const target = await toControllerTarget(context, args);
  const { zone } = args.zoneScheduleParameters;
  const schedules = args.zoneScheduleParameters.schedules.map(toSchedule);
  const order = {
    target,
    commands: [{ kind: 'set_zone_schedules', params: { zone, schedules } }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, words);
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};

function toSchedule(schedule: ZoneSchedule | null, index: number): Schedule {
  const path = [input, 'schedules', String(index)];
  const { days, settings } = present(schedule, path);
  return {
    days,
    settings: settings.map((setting, slot) =>
      toSetting(present(setting, [...path, 'settings', String(slot)])),
    ),
  };
}

/** The schema refuses an action that is in neither vocabulary, so the cast claims nothing. */
function toSetting(setting: ScheduleSettings): Schedule['settings'][number] {
  const { time, action, setpointInCelsius } = setting;
  return {
    time: toTimeOfDay(time) ?? time,
    action: toScheduleAction(action) as Schedule['settings'][number]['action'],
    ...(typeof setpointInCelsius === 'number' && { setpointC: setpointInCelsius }),
  };
}

/** The published schema lets items of its lists be null; nothing can be done with one. */
function present<T>(item: T | null, inputPath: readonly string[]): T {
  if (item !== null) return item;
  throw invalidInput('KT-CT-4334', { message: 'it is required', inputPath });
}
