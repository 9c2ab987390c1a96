import type { JsonObject } from '../../rpc/frame.ts';
import { isGoodValue, type VariablePlace } from '../device-model.ts';
import { makeCall2 } from '../make-call.ts';
import type { Station2 } from '../station.ts';

type Wish = VariablePlace & { readonly attributeType?: string; readonly attributeValue: string };
type Request = { readonly setVariableData: readonly Wish[] };

const LIMIT = 'DeviceDataCtrlr.ItemsPerMessage[SetVariables]';

/** B05: each wish is judged by itself. */
export const setVariables = makeCall2<Request>({
  action: 'SetVariables',
  handle(station, { setVariableData }) {
    const { model } = station.own;
    if (setVariableData.length > model.count(LIMIT)) {
      const description = 'more variables than ItemsPerMessage';
      return { kind: 'error', code: 'OccurrenceConstraintViolation', description };
    }
    const results = setVariableData.map((wish) => ({ wish, ...judge(station, wish) }));
    return {
      kind: 'result',
      payload: { setVariableResult: results.map(({ wish, result }) => told(wish, result)) },
      effect() {
        const good = results.filter(({ result }) => result['attributeStatus'] === 'Accepted');
        for (const { wish } of good) apply(station, wish);
        // Intervals run anew; nothing else of what can be set is armed.
        station.restartHeartbeat();
        station.restartSampling();
      },
    };
  },
});

function apply(station: Station2, wish: Wish): void {
  if (isProfileSwitch(wish)) station.allowProfiles(/^true$/i.test(wish.attributeValue));
  if (!isPassword(wish)) {
    station.own.model.store(wish, wish.attributeValue);
    return;
  }
  // A01.FR.11: the new password counts from the next connection on, which comes at once.
  station.keyring.takePassword(wish.attributeValue);
  station.reconnect();
}

function told({ component, variable, attributeType }: Wish, result: JsonObject): object {
  return { component, variable, ...(attributeType !== undefined && { attributeType }), ...result };
}

function judge({ own }: Station2, wish: Wish): { readonly result: JsonObject } {
  const found = own.model.find(wish);
  if (found.kind !== 'found') return { result: { attributeStatus: found.kind } };
  if ((wish.attributeType ?? 'Actual') !== 'Actual') {
    return { result: { attributeStatus: 'NotSupportedAttributeType' } };
  }
  if (found.variable.mutability === 'ReadOnly') return rejected('ReadOnly');
  const isGood = isPassword(wish)
    ? PASSWORD.test(wish.attributeValue)
    : isGoodValue(found.variable, wish.attributeValue);
  if (!isGood) return rejected('InvalidValue');
  return { result: { attributeStatus: 'Accepted' } };
}

/** A00.FR.205: 16 to 40 characters of identifierString and some more. */
const PASSWORD = /^[\x21-\x7e]{16,40}$/;

function isPassword(place: VariablePlace): boolean {
  return nameOf(place) === 'securityctrlr.basicauthpassword';
}

/** K01: whether the station takes charging profiles. */
function isProfileSwitch(place: VariablePlace): boolean {
  return nameOf(place) === 'smartchargingctrlr.enabled';
}

function nameOf({ component, variable }: VariablePlace): string {
  return `${component.name}.${variable.name}`.toLowerCase();
}

function rejected(reasonCode: string): { readonly result: JsonObject } {
  return { result: { attributeStatus: 'Rejected', attributeStatusInfo: { reasonCode } } };
}
