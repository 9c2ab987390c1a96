import type { Model } from './validation/leniency.ts';

type Row = {
  readonly make: RegExp;
  readonly model: RegExp;
  /** Where it was seen. */
  readonly evidence: string;
};

/**
 * Chargers that no WebSocket ping may be sent to: they drop the link over one, or never pong. Their
 * links are probed by a CALL alone (lifecycle rule 14). One that merely never pongs need not stand
 * here: it is found out by itself, one probe later.
 */
export const pinglessTable: readonly Row[] = [
  { make: /^en\+|^en-?plus/i, model: /^/, evidence: 'lbbrhzn/ocpp#211 (AC7000: no ping at all)' },
];

/** Whether a charger of this model may be pinged; one that is not known yet may. */
export function mayPing(model: Model | null, table: readonly Row[] = pinglessTable): boolean {
  return !table.some((row) => model && row.make.test(model.make) && row.model.test(model.model));
}
