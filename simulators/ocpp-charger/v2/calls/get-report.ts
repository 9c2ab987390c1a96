import type { Variable, VariablePlace } from '../device-model.ts';
import { ACCEPTED, makeCall2, REJECTED, refuse } from '../make-call.ts';
import { sendReport } from '../messages/notify-report.ts';

type Wanted = Pick<VariablePlace, 'component'> & Partial<VariablePlace>;
type Request = {
  readonly requestId: number;
  readonly componentVariable?: readonly Wanted[];
  readonly componentCriteria?: readonly string[];
};

/** B08: the variables that are named; which components have a problem is not kept apart. */
export const getReport = makeCall2<Request>({
  action: 'GetReport',
  accepted: ACCEPTED,
  refused: REJECTED,
  handle(station, { requestId, componentVariable, componentCriteria }) {
    if (componentCriteria !== undefined) {
      return refuse('UnsupportedParam', 'no criteria', 'NotSupported');
    }
    const variables = station.own.model
      .list()
      .filter((one) => componentVariable?.some((wanted) => isMeant(one, wanted)) ?? true);
    if (variables.length === 0) return refuse('NotFound', 'no such variable', 'EmptyResultSet');
    return {
      kind: 'result',
      payload: ACCEPTED,
      afterwards: () => sendReport(station, requestId, variables),
    };
  },
});

/** What is left out matches everything (B08.FR.20 to FR.22). */
function isMeant(known: Variable, { component, variable }: Wanted): boolean {
  const { evse } = component;
  const at = known.component.evse;
  return (
    isSame(component.name, known.component.name) &&
    (component.instance === undefined || isSame(component.instance, known.component.instance)) &&
    (evse === undefined || evse.id === at?.id) &&
    (evse?.connectorId === undefined || evse.connectorId === at?.connectorId) &&
    (variable === undefined || isSame(variable.name, known.variable.name)) &&
    (variable?.instance === undefined || isSame(variable.instance, known.variable.instance))
  );
}

function isSame(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
