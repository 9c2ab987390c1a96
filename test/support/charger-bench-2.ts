import type { ChargersOptions } from '../../simulators/ocpp-charger/start-chargers.ts';
import type { ChargerBench } from './charger-bench.ts';
import { waitFor } from './wait-for.ts';

type Sample = { readonly measurand: string; readonly value: number };

/** A TransactionEvent as far as tests look at it. */
export type TransactionEvent = {
  readonly eventType: 'Started' | 'Updated' | 'Ended';
  readonly triggerReason: string;
  readonly seqNo: number;
  readonly offline?: boolean;
  readonly transactionInfo: {
    readonly transactionId: string;
    readonly chargingState: string;
    readonly remoteStartId?: number;
    readonly stoppedReason?: string;
  };
  readonly idToken?: { readonly idToken: string; readonly type: string };
  readonly evse?: { readonly id: number; readonly connectorId: number };
  readonly meterValue?: readonly { readonly sampledValue: readonly Sample[] }[];
};

/** The token and id of every remote start of these tests. */
export const START = {
  idToken: { idToken: 'joulegate', type: 'Central' },
  remoteStartId: 77,
  evseId: 1,
};

/** Every TransactionEvent that the central system has had, oldest first. */
export function eventsOf(bench: ChargerBench): TransactionEvent[] {
  // The schemas of the central system have let them through.
  return bench.csms.all('TransactionEvent') as unknown as TransactionEvent[];
}

/** `eventType triggerReason chargingState` of each. */
export function toldOf(events: readonly TransactionEvent[]): string[] {
  return events.map(
    ({ eventType, triggerReason, transactionInfo }) =>
      `${eventType} ${triggerReason} ${transactionInfo.chargingState}`,
  );
}

/** The newest value of a measurand in any event; NaN for none. */
export function meteredIn(events: readonly TransactionEvent[], measurand: string): number {
  const samples = events.flatMap(({ meterValue }) => meterValue?.[0]?.sampledValue ?? []);
  return samples.findLast((sample) => sample.measurand === measurand)?.value ?? Number.NaN;
}

/** One entry for SetVariables or GetVariables. */
export function variable(component: string, name: string, attributeValue?: string): object {
  return {
    component: { name: component },
    variable: { name },
    ...(attributeValue !== undefined && { attributeValue }),
  };
}

/** Starts a charger and a transaction, waits until power flows, gives the transaction's id. */
export async function startCharging2(
  bench: ChargerBench,
  options: Partial<ChargersOptions>,
): Promise<string> {
  await bench.start(options);
  const setVariableData = [variable('SampledDataCtrlr', 'TxUpdatedInterval', '1')];
  await bench.csms.call('SetVariables', { setVariableData });
  await bench.csms.call('RequestStartTransaction', START);
  await waitFor(() => meteredIn(eventsOf(bench), 'Power.Active.Import') > 7_000, 'full power');
  return eventsOf(bench)[0]?.transactionInfo.transactionId ?? '';
}

/** A profile of one limit without end. */
export function makeWireProfile2(limit: number, more: object = {}): object {
  return {
    id: 7,
    stackLevel: 1,
    chargingProfilePurpose: 'TxProfile',
    chargingProfileKind: 'Relative',
    chargingSchedule: [
      { id: 1, chargingRateUnit: 'A', chargingSchedulePeriod: [{ startPeriod: 0, limit }] },
    ],
    ...more,
  };
}
