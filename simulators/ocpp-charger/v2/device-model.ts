/** Where a variable lives (OCPP 2.0.1 ComponentType, VariableType). */
export type VariablePlace = {
  readonly component: {
    readonly name: string;
    readonly instance?: string;
    readonly evse?: { readonly id: number; readonly connectorId?: number };
  };
  readonly variable: { readonly name: string; readonly instance?: string };
};

/** Who may do what with a value (MutabilityEnumType). */
export type Mutability = 'ReadOnly' | 'ReadWrite' | 'WriteOnly';

/** DataEnumType, as far as this station has such values. */
export type DataType =
  | 'boolean'
  | 'decimal'
  | 'integer'
  | 'string'
  | 'MemberList'
  | 'OptionList'
  | 'SequenceList';

/** One variable of the station, with its Actual attribute, the only one that it has. */
export type Variable = VariablePlace & {
  readonly dataType: DataType;
  readonly mutability: Mutability;
  readonly unit?: string;
  /** What a list may hold, or an option may be. */
  readonly values?: readonly string[];
  readonly value: string;
};

/** What a lookup found (GetVariableStatusEnumType without the attribute's own answers). */
export type Lookup =
  | { readonly kind: 'found'; readonly variable: Variable }
  | { readonly kind: 'UnknownComponent' | 'UnknownVariable' };

const INTEGER_MAX = 2_147_483_647;
const TEXT_MAX = 1_000;

/** A station's device model (OCPP 2.0.1 part 1, chapter 4); survives a reboot. */
export class DeviceModel {
  readonly #variables = new Map<string, Variable>();

  constructor(variables: readonly Variable[]) {
    for (const variable of variables) this.#variables.set(keyOf(variable), variable);
  }

  /** Everything, in the order in which it was declared. */
  list(): Variable[] {
    return [...this.#variables.values()];
  }

  /** Names are compared without regard to case (part 1, 4.6). */
  find(place: VariablePlace): Lookup {
    const variable = this.#variables.get(keyOf(place));
    if (variable !== undefined) return { kind: 'found', variable };
    const component = componentKeyOf(place);
    const isKnown = this.list().some((known) => componentKeyOf(known) === component);
    return { kind: isKnown ? 'UnknownVariable' : 'UnknownComponent' };
  }

  /** Stores a value of the station itself, whatever its mutability. */
  store(place: VariablePlace, value: string): void {
    const known = this.#variables.get(keyOf(place));
    if (known !== undefined) this.#variables.set(keyOf(place), { ...known, value });
  }

  /** The value of a variable of a controller, `Component.Variable` or `Component.Variable[x]`. */
  text(name: string): string {
    return this.#variables.get(name.toLowerCase())?.value ?? '';
  }

  count(name: string): number {
    return Number(this.text(name));
  }

  flag(name: string): boolean {
    return this.text(name).toLowerCase() === 'true';
  }

  items(name: string): string[] {
    return this.text(name)
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
  }
}

/** Whether a variable can hold this value. */
export function isGoodValue({ dataType, values }: Variable, value: string): boolean {
  switch (dataType) {
    case 'boolean':
      return /^(true|false)$/i.test(value);
    case 'integer':
      return /^\d{1,10}$/.test(value) && Number(value) <= INTEGER_MAX;
    case 'decimal':
      return value !== '' && Number.isFinite(Number(value));
    case 'OptionList':
      return values === undefined || values.includes(value);
    case 'MemberList':
    case 'SequenceList':
      return values === undefined || areMembers(value, values);
    case 'string':
      return value.length <= TEXT_MAX;
  }
}

/** The place of a variable from its written form, for `store`. */
export function placeOf(component: string, variable: string, instance?: string): VariablePlace {
  return {
    component: { name: component },
    variable: { name: variable, ...(instance !== undefined && { instance }) },
  };
}

function areMembers(value: string, values: readonly string[]): boolean {
  if (value === '') return true;
  const items = value.split(',').map((item) => item.trim());
  return new Set(items).size === items.length && items.every((item) => values.includes(item));
}

function keyOf(place: VariablePlace): string {
  const { name, instance } = place.variable;
  const variable = instance === undefined ? name : `${name}[${instance}]`;
  return `${componentKeyOf(place)}.${variable}`.toLowerCase();
}

function componentKeyOf({ component }: VariablePlace): string {
  const { name, instance, evse } = component;
  const where = evse === undefined ? '' : `@${evse.id}/${evse.connectorId ?? ''}`;
  return `${name}${instance === undefined ? '' : `[${instance}]`}${where}`.toLowerCase();
}
