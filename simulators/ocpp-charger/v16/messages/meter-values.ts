import type { Evse } from '../../hardware/evse.ts';
import type { JsonObject } from '../../rpc/frame.ts';
import { MEASURANDS } from '../configuration.ts';
import type { Station16 } from '../station.ts';

/** A sample taken because its interval is over; kept and repeated like the transaction's own. */
export function sendPeriodicSample(station: Station16): void {
  const { session, connectorId } = station.evse;
  if (session === undefined) return;
  const meterValue = [takeSample(station, 'Sample.Periodic')];
  station.transactions.push({
    action: 'MeterValues',
    isExpendable: true,
    payload: () => ({ connectorId, ...idOf(session), meterValue }),
  });
}

/** A sample that TriggerMessage asked for, with or without a transaction (OCPP 1.6 5.17). */
export function sendTriggeredSample(station: Station16): void {
  const { session, connectorId } = station.evse;
  void station.outbox.call('MeterValues', {
    connectorId,
    ...idOf(session),
    meterValue: [takeSample(station, 'Trigger')],
  });
}

/** One MeterValue (OCPP 1.6 7.33) with the measurands of MeterValuesSampledData. */
function takeSample(station: Station16, context: 'Sample.Periodic' | 'Trigger'): JsonObject {
  station.advance();
  const wanted = station.own.configuration.items('MeterValuesSampledData');
  const measurands = MEASURANDS.filter((measurand) => wanted.includes(measurand));
  return {
    timestamp: station.clock.now().toISOString(),
    sampledValue: measurands
      .filter((measurand) => measurand !== 'SoC' || knowsSoc(station))
      .flatMap((measurand) =>
        read(station.evse, measurand).map((value) => ({ measurand, context, ...value })),
      ),
  };
}

/** Most AC chargers cannot ask the vehicle. */
function knowsSoc({ character, evse }: Station16): boolean {
  return character.reportsSoc && evse.isPlugged;
}

function read(evse: Evse, measurand: (typeof MEASURANDS)[number]): JsonObject[] {
  switch (measurand) {
    case 'Energy.Active.Import.Register':
      return [{ value: evse.meterWh.toFixed(1), unit: 'Wh' }];
    case 'Power.Active.Import':
      return [{ value: evse.powerWatts.toFixed(1), unit: 'W' }];
    case 'Current.Import':
      return evse.phaseAmps.map((amps, index) => ({
        value: amps.toFixed(2),
        unit: 'A',
        phase: `L${index + 1}`,
      }));
    case 'SoC':
      return [{ value: evse.vehicle.socPercent.toFixed(1), unit: 'Percent', location: 'EV' }];
  }
}

/** MeterValues outside a transaction, or before it is numbered, carries no id (OCPP 1.6 4.7). */
function idOf(session: Evse['session']): JsonObject {
  const id = session?.transactionId;
  return typeof id === 'number' && id >= 0 ? { transactionId: id } : {};
}
