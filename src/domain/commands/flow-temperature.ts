import { Type } from 'typebox';
import type { CelsiusBounds } from '../description.ts';
import type { ConfigReport } from '../reports.ts';
import {
  isSameCelsius,
  judgeEquality,
  type Match,
  matches,
  matchesAll,
  matchesKnown,
} from './equality.ts';
import { toSettingPolicy } from './policies.ts';
import { toRangeFaults } from './ranges.ts';
import { type CommandSpec, type DeviceView, type InputFault, minutes, seconds } from './spec.ts';

const celsius = Type.Number({ minimum: 0, maximum: 100 });
const schema = Type.Object(
  {
    weatherCompensation: Type.Boolean(),
    flowC: Type.Optional(celsius),
    minC: Type.Optional(celsius),
    maxC: Type.Optional(celsius),
  },
  { additionalProperties: false },
);

/**
 * Parameters of {@link setFlowTemperature}, degrees Celsius: `flowC` without weather compensation,
 * `minC` and `maxC` with it.
 */
export type SetFlowTemperatureParams = {
  weatherCompensation: boolean;
  flowC?: number;
  minC?: number;
  maxC?: number;
};

/** The range when the device names none (safety.md, "Flow temperature"). */
const usualRange: CelsiusBounds = { minC: 30, maxC: 70 };
const gridC = 0.5;

/** Set how warm the water for heating is, fixed or by weather (mqtt.md `set_flow_temperature`). */
export const setFlowTemperature: CommandSpec<'set_flow_temperature', SetFlowTemperatureParams> = {
  kind: 'set_flow_temperature',
  schema,
  policy: toSettingPolicy({ expiresAfterMs: minutes(60), evidenceWindowMs: seconds(30) }),
  classes: ['heat_pump_controller'],
  supersedeKey: () => 'set_flow_temperature',
  aspects: ['config'],
  faults: (params, view) =>
    params.weatherCompensation ? toCompensationFaults(params, view) : toFixedFaults(params, view),
  refuse: () => null,
  judge: (params, input) =>
    judgeEquality(input, 'config', (value) => {
      const shown = (value as ConfigReport).flow;
      return { wanted: params, shown, equal: compare(params, shown ?? {}) };
    }),
};

function toFixedFaults(params: SetFlowTemperatureParams, view: DeviceView): readonly InputFault[] {
  const { flowC, minC, maxC } = params;
  if (flowC === undefined) return [required('flowC', 'without weather compensation')];
  const range = view.description?.flow ?? usualRange;
  return [
    ...toRangeFaults(flowC, { ...range, stepC: gridC }, ['flowC']),
    ...(minC === undefined ? [] : [unexpected('minC', 'without weather compensation')]),
    ...(maxC === undefined ? [] : [unexpected('maxC', 'without weather compensation')]),
  ];
}

function toCompensationFaults(
  params: SetFlowTemperatureParams,
  view: DeviceView,
): readonly InputFault[] {
  const { flowC, minC, maxC } = params;
  if (minC === undefined) return [required('minC', 'with weather compensation')];
  if (maxC === undefined) return [required('maxC', 'with weather compensation')];
  const flow = view.description?.flow ?? usualRange;
  const { compensationMin = flow, compensationMax = flow } = view.description?.flow ?? {};
  const faults = [
    ...toRangeFaults(minC, { ...compensationMin, stepC: gridC }, ['minC']),
    ...toRangeFaults(maxC, { ...compensationMax, stepC: gridC }, ['maxC']),
    ...(flowC === undefined ? [] : [unexpected('flowC', 'with weather compensation')]),
  ];
  if (minC <= maxC) return faults;
  const message = `the minimum of ${minC} C is above the maximum of ${maxC} C`;
  return [...faults, { code: 'invalid_parameters', path: ['minC'], message }];
}

function required(field: string, when: string): InputFault {
  return { code: 'invalid_parameters', path: [field], message: `it is required ${when}` };
}

function unexpected(field: string, when: string): InputFault {
  return { code: 'invalid_parameters', path: [field], message: `it means nothing ${when}` };
}

/**
 * With weather compensation the flow follows the weather: then only its bounds are compared.
 * Without it mqtt.md has one field, `currentC`, and does not say whether it is what was set or what
 * a sensor measures. So it proves the wish where it equals it, and never speaks against it: a pump
 * that still warms up has not failed. Where it keeps differing the outcome stays unknown.
 */
function compare(
  params: SetFlowTemperatureParams,
  shown: NonNullable<ConfigReport['flow']>,
): Match {
  const { weatherCompensation, flowC, minC, maxC } = params;
  const isSame = (left: number | null | undefined, right: number | undefined) =>
    right === undefined ? true : matchesKnown(left, (each) => isSameCelsius(each, right));
  return matchesAll([
    matches(shown.weatherCompensation, (each) => each === weatherCompensation),
    ...(weatherCompensation
      ? [isSame(shown.minC, minC), isSame(shown.maxC, maxC)]
      : [isSame(shown.currentC, flowC) || null]),
  ]);
}
