import { say } from '../../rpc/inbound-call.ts';
import type { DeviceModel, VariablePlace } from '../device-model.ts';
import { makeCall2 } from '../make-call.ts';

type Wanted = VariablePlace & { readonly attributeType?: string };
type Request = { readonly getVariableData: readonly Wanted[] };

const LIMIT = 'DeviceDataCtrlr.ItemsPerMessage[GetVariables]';

/** B06: each variable with its value, or why there is none. */
export const getVariables = makeCall2<Request>({
  action: 'GetVariables',
  handle({ own }, { getVariableData }) {
    if (getVariableData.length > own.model.count(LIMIT)) {
      const description = 'more variables than ItemsPerMessage';
      return { kind: 'error', code: 'OccurrenceConstraintViolation', description };
    }
    return say({ getVariableResult: getVariableData.map((wanted) => read(own.model, wanted)) });
  },
});

function read(model: DeviceModel, { component, variable, attributeType }: Wanted): object {
  const about = { component, variable, ...(attributeType !== undefined && { attributeType }) };
  const found = model.find({ component, variable });
  if (found.kind !== 'found') return { ...about, attributeStatus: found.kind };
  if ((attributeType ?? 'Actual') !== 'Actual') {
    return { ...about, attributeStatus: 'NotSupportedAttributeType' };
  }
  if (found.variable.mutability === 'WriteOnly') {
    const attributeStatusInfo = { reasonCode: 'WriteOnly' };
    return { ...about, attributeStatus: 'Rejected', attributeStatusInfo };
  }
  return { ...about, attributeStatus: 'Accepted', attributeValue: found.variable.value };
}
