/** Who made a charger, as it says itself; every text is the charger's own. */
export type Model = { readonly make: string; readonly model: string };

/**
 * A deviation that is put right before a payload is judged:
 * `extra_field` is dropped; `number_as_text` ("5" for 5) and `text_as_number` (5 for "5") change
 * their type; `fraction` (1.5 for a whole number) is rounded; `long_text` is cut; `word_case` gets
 * the spelling of the standard; `missing_time` is now; `time_form` (no zone) is read as UTC;
 * `empty_field` (an optional null) is dropped.
 */
export type Repair =
  | 'extra_field'
  | 'number_as_text'
  | 'text_as_number'
  | 'fraction'
  | 'long_text'
  | 'word_case'
  | 'missing_time'
  | 'time_form'
  | 'empty_field'
  | 'word';

/** What is put right for the chargers of one make and model. */
export type Leniency = {
  readonly repairs: readonly Repair[];
  /** Words that no version has, and those to read for them; `null` drops an optional field. */
  readonly words?: Readonly<Record<string, string | null>>;
};

type Row = Leniency & {
  readonly make: RegExp;
  readonly model: RegExp;
  /** Where it was seen. */
  readonly evidence: string;
};

const everything = /^/;

/**
 * Which models are forgiven what. A row is written from evidence; an unknown model is held to the
 * schemas (ocpp.md 3.4: strict, with a list for each model).
 */
export const leniencyTable: readonly Row[] = [
  {
    make: /^schneider electric/i,
    model: /evlink/i,
    // Serial numbers of 26 and 34 characters where 25 are allowed.
    repairs: ['long_text'],
    evidence: 'lbbrhzn/ocpp#213, #1155; mobilityhouse/ocpp#122',
  },
  {
    make: /^wall ?box/i,
    model: everything,
    // NumberOfConnectors comes as a number in GetConfiguration.conf.
    repairs: ['text_as_number'],
    evidence: 'mobilityhouse/ocpp#707',
  },
  {
    make: /^legrand/i,
    model: everything,
    repairs: ['word'],
    words: { Error: 'OtherError' },
    evidence: 'lbbrhzn/ocpp#1248',
  },
  {
    make: /^charge ?amps/i,
    model: everything,
    // The unit of a frequency, which OCPP 1.6 does not name.
    repairs: ['word'],
    words: { Hz: null },
    evidence: 'lbbrhzn/ocpp#1576',
  },
];

/** What the rows that name this model forgive together; `null` = nothing. */
export function findLeniency(
  model: Model | null,
  table: readonly Row[] = leniencyTable,
): Leniency | null {
  if (!model) return null;
  const rows = table.filter((row) => row.make.test(model.make) && row.model.test(model.model));
  if (rows.length === 0) return null;
  return {
    repairs: rows.flatMap(({ repairs }) => repairs),
    words: Object.assign({}, ...rows.map(({ words }) => words)) as Record<string, string | null>,
  };
}
