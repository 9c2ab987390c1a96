import type { Variable } from '../device-model.ts';
import { ACCEPTED, makeCall2, REJECTED } from '../make-call.ts';
import { sendReport } from '../messages/notify-report.ts';

type ReportBase = 'ConfigurationInventory' | 'FullInventory' | 'SummaryInventory';
type Request = { readonly requestId: number; readonly reportBase: ReportBase };

/** B07: the report follows the answer, in parts. */
export const getBaseReport = makeCall2<Request>({
  action: 'GetBaseReport',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle: (station, { requestId, reportBase }) => ({
    kind: 'result',
    payload: ACCEPTED,
    afterwards() {
      const variables = station.own.model.list().filter((one) => belongs(one, reportBase));
      sendReport(station, requestId, variables);
    },
  }),
});

/** What a summary is about: what is there, and what is wrong. */
const SUMMED_UP = ['AvailabilityState', 'Available', 'Problem'];

function belongs({ mutability, variable }: Variable, reportBase: ReportBase): boolean {
  switch (reportBase) {
    case 'FullInventory':
      return true;
    case 'ConfigurationInventory':
      return mutability !== 'ReadOnly';
    case 'SummaryInventory':
      return SUMMED_UP.includes(variable.name);
  }
}
