import { describe, expect, it } from 'vitest';
import type { Charger } from '../../../../../src/adapters/ocpp/charger.ts';
import type { CallAnswer } from '../../../../../src/adapters/ocpp/outbound-lane.ts';
import {
  getVariables,
  toKey,
  type VariableName,
} from '../../../../../src/adapters/ocpp/v201/calls/get-variables.ts';
import { makeFakeClock } from '../../../../support/fake-clock.ts';

const name = (variable: string): VariableName => ({
  component: { name: 'SmartChargingCtrlr' },
  variable: { name: variable },
});
const names = ['A', 'B', 'C', 'D', 'E'].map(name);

/** A station that knows these variables and answers messages of so many. */
function makeStation(options: {
  readonly items?: number;
  readonly known?: readonly string[];
  readonly answers?: (call: number) => CallAnswer | null;
}) {
  const { items, known = ['A', 'B', 'C', 'D', 'E'], answers = () => null } = options;
  const sizes: number[] = [];
  const call = async ({ params }: { params: object }): Promise<CallAnswer> => {
    const asked = (params as { getVariableData: VariableName[] }).getVariableData;
    sizes.push(asked.length);
    const scripted = answers(sizes.length);
    if (scripted) return scripted;
    const getVariableResult = asked.map((each) => {
      const isLimit = each.variable.name === 'ItemsPerMessage';
      const isKnown = isLimit ? items !== undefined : known.includes(each.variable.name);
      const component = { name: each.component.name.toUpperCase() };
      if (!isKnown) return { ...each, attributeStatus: 'UnknownVariable' };
      const attributeValue = isLimit ? String(items) : ` ${each.variable.name}1 `;
      return { ...each, component, attributeStatus: 'Accepted', attributeValue };
    });
    return { kind: 'result', payload: { getVariableResult } };
  };
  return { sizes, charger: { call, clock: makeFakeClock() } as unknown as Charger };
}

const refusal: CallAnswer = {
  kind: 'error',
  code: 'OccurrenceConstraintViolation',
  description: '',
};
const silence: CallAnswer = { kind: 'silent', late: new Promise(() => undefined) };

describe('variables of a station', () => {
  it.each([
    ['as many at once as it names', 2, [1, 2, 2, 1]],
    ['all at once where it names none', undefined, [1, 5]],
    ['one by one where it wants that', 1, [1, 1, 1, 1, 1, 1]],
  ])('are asked for, %s', async (_how, items, sizes) => {
    const station = makeStation(items === undefined ? {} : { items });
    const values = await getVariables(station.charger, names);
    expect(values).toEqual(new Map(names.map((each) => [toKey(each), `${each.variable.name}1`])));
    expect(station.sizes).toEqual(sizes);
  });

  it('are asked for one by one when several are refused', async () => {
    const station = makeStation({ answers: (call) => (call === 2 ? refusal : null) });
    const values = await getVariables(station.charger, names);
    expect(values).toHaveProperty('size', 5);
    expect(station.sizes).toEqual([1, 5, 1, 1, 1, 1, 1]);
  });

  it('are not asked for again and again when each message is refused', async () => {
    const station = makeStation({ answers: () => refusal });
    expect(await getVariables(station.charger, names)).toEqual(new Map());
    expect(station.sizes).toEqual([1, 5, 1]);
  });

  it('are left out where it does not know them', async () => {
    const station = makeStation({ known: ['C'] });
    const values = await getVariables(station.charger, names);
    expect(values).toEqual(new Map([[toKey(name('C')), 'C1']]));
  });

  it('are mute when nothing is heard, and kept as far as they came', async () => {
    expect(await getVariables(makeStation({ answers: () => silence }).charger, names)).toBe('mute');
    const half = makeStation({ items: 2, answers: (call) => (call === 3 ? silence : null) });
    expect(await getVariables(half.charger, names)).toHaveProperty('size', 2);
  });
});
