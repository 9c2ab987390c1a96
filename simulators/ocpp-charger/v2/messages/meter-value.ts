import type { Evse } from '../../hardware/evse.ts';
import type { JsonObject } from '../../rpc/frame.ts';
import type { Station2 } from '../station.ts';
import { MEASURANDS } from '../variables.ts';

/** Why a sample was taken (ReadingContextEnumType). */
export type ReadingContext =
  | 'Other'
  | 'Sample.Periodic'
  | 'Transaction.Begin'
  | 'Transaction.End'
  | 'Trigger';

/** The variable that lists what a sample of each kind holds (J02). */
const LISTED_IN: Readonly<Record<ReadingContext, string>> = {
  Other: 'SampledDataCtrlr.TxUpdatedMeasurands',
  'Sample.Periodic': 'SampledDataCtrlr.TxUpdatedMeasurands',
  'Transaction.Begin': 'SampledDataCtrlr.TxStartedMeasurands',
  'Transaction.End': 'SampledDataCtrlr.TxEndedMeasurands',
  Trigger: 'AlignedDataCtrlr.Measurands',
};

/** MeterValueType entries, one or none: a station without a meter has nothing to tell. */
export function takeSample(station: Station2, context: ReadingContext): JsonObject[] {
  if (!station.character.sendsMeterValues) return [];
  const wanted = station.own.model.items(LISTED_IN[context]);
  const sampledValue = MEASURANDS.filter((measurand) => wanted.includes(measurand))
    .filter((measurand) => measurand !== 'SoC' || knowsSoc(station))
    .flatMap((measurand) =>
      read(station.evse, measurand).map((value) => ({ measurand, context, ...value })),
    );
  if (sampledValue.length === 0) return [];
  return [{ timestamp: station.clock.now().toISOString(), sampledValue }];
}

/** A sample that TriggerMessage asked for, outside the transaction's own events (F06). */
export function sendTriggeredSample(station: Station2): void {
  station.advance();
  const meterValue = takeSample(station, 'Trigger');
  if (meterValue.length === 0) return;
  const { connectorId: evseId } = station.evse;
  void station.outbox.call('MeterValues', { evseId, meterValue });
}

function knowsSoc({ character, evse }: Station2): boolean {
  return character.reportsSoc && evse.isPlugged;
}

const PHASES = ['L1', 'L2', 'L3'];

function read(evse: Evse, measurand: (typeof MEASURANDS)[number]): JsonObject[] {
  switch (measurand) {
    case 'Energy.Active.Import.Register':
      return [{ value: round(evse.meterWh), unitOfMeasure: { unit: 'Wh' } }];
    case 'Power.Active.Import':
      return [{ value: round(evse.powerWatts), unitOfMeasure: { unit: 'W' } }];
    case 'Current.Import':
      return PHASES.slice(0, evse.present.phases).map((phase) => ({
        value: round(evse.currentAmps),
        phase,
        unitOfMeasure: { unit: 'A' },
      }));
    case 'SoC':
      return [
        {
          value: round(evse.vehicle.socPercent),
          location: 'EV',
          unitOfMeasure: { unit: 'Percent' },
        },
      ];
  }
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
