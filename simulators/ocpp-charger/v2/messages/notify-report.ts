import type { Variable } from '../device-model.ts';
import type { Station2 } from '../station.ts';

const LIMIT = 'DeviceDataCtrlr.ItemsPerMessage[GetReport]';

/** NotifyReport (B07, B08): in parts, numbered, the last one without `tbc`. */
export function sendReport(
  station: Station2,
  requestId: number,
  variables: readonly Variable[],
): void {
  const size = station.own.model.count(LIMIT);
  const generatedAt = station.clock.now().toISOString();
  for (let start = 0; start < variables.length; start += size) {
    const part = variables.slice(start, start + size);
    void station.outbox.call('NotifyReport', {
      requestId,
      generatedAt,
      seqNo: start / size,
      tbc: start + size < variables.length,
      reportData: part.map(toReportData),
    });
  }
}

function toReportData(known: Variable): object {
  const { component, variable, dataType, mutability, unit, value, values } = known;
  return {
    component,
    variable,
    variableAttribute: [
      {
        type: 'Actual',
        // B07.FR.08: what may only be written is not told.
        ...(mutability !== 'WriteOnly' && { value }),
        mutability,
        persistent: true,
        constant: false,
      },
    ],
    variableCharacteristics: {
      dataType,
      supportsMonitoring: false,
      ...(unit !== undefined && { unit }),
      ...(values !== undefined && { valuesList: values.join() }),
    },
  };
}
