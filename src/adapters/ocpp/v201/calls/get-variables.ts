import { callInBackground } from '../../background.ts';
import type { Charger } from '../../charger.ts';
import type { CallAnswer } from '../../outbound-lane.ts';
import type { Component, Variable } from '../types.ts';

/** One variable of the device model, by the names of its component and its own. */
export type VariableName = { readonly component: Component; readonly variable: Variable };

/** Values as far as they were given, by {@link toKey}. */
export type Variables = ReadonlyMap<string, string>;

/** How many variables one message may name (OCPP 2.0.1 B06.FR.16). */
const itemsPerMessage: VariableName = {
  component: { name: 'DeviceDataCtrlr' },
  variable: { name: 'ItemsPerMessage', instance: 'GetVariables' },
};

/**
 * OCPP 2.0.1 B06: asks for the actual values, in as many messages as the station wants; one at a
 * time where it refuses several without naming a number. `mute` when nothing was heard. What it
 * does not know is left out: many stations take profiles and know no SmartChargingCtrlr.
 */
export async function getVariables(
  charger: Charger,
  names: readonly VariableName[],
): Promise<Variables | 'mute'> {
  const limit = await ask(charger, [itemsPerMessage]);
  if (limit === 'mute') return 'mute';
  const items = limit === 'refused' ? null : toCount(limit.get(toKey(itemsPerMessage)));
  const values = new Map<string, string>();
  let size = items ?? names.length;
  for (let from = 0; from < names.length; ) {
    const answer = await ask(charger, names.slice(from, from + size));
    if (answer === 'mute') return values.size > 0 ? values : 'mute';
    if (answer === 'refused' && size > 1) {
      size = 1;
      continue;
    }
    // Refused one by one too: it does not offer the message at all.
    if (answer === 'refused') return values;
    for (const [key, value] of answer) values.set(key, value);
    from += size;
  }
  return values;
}

/** Names a variable in {@link Variables}; names are compared without regard to case (1, 4.3). */
export function toKey({ component, variable }: VariableName): string {
  const evse = component.evse ? `[${component.evse.id}]` : '';
  const instance = variable.instance === undefined ? '' : `[${variable.instance}]`;
  return `${component.name}${evse}.${variable.name}${instance}`.toLowerCase();
}

type Result = VariableName & {
  readonly attributeStatus: string;
  readonly attributeValue?: string;
};

async function ask(
  charger: Charger,
  names: readonly VariableName[],
): Promise<Map<string, string> | 'mute' | 'refused'> {
  const params = { getVariableData: names };
  const answer = await callInBackground(charger, { action: 'GetVariables', params });
  if (isMute(answer)) return 'mute';
  if (answer.kind !== 'result') return 'refused';
  const results = answer.payload['getVariableResult'] as readonly Result[];
  return new Map(
    results
      .filter(({ attributeStatus }) => attributeStatus === 'Accepted')
      .map((result) => [toKey(result), result.attributeValue?.trim() ?? '']),
  );
}

function toCount(text: string | undefined): number | null {
  const count = Number(text);
  return text !== undefined && /^\d+$/.test(text) && count > 0 ? count : null;
}

function isMute({ kind }: CallAnswer): boolean {
  return kind === 'silent' || kind === 'cut' || kind === 'not-sent';
}
