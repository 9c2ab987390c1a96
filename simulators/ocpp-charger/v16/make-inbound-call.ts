import type { JsonObject } from '../rpc/frame.ts';
import {
  type Answer,
  bySchema,
  type InboundCall,
  makeCall,
  type ViolationCodes,
} from '../rpc/inbound-call.ts';
import type { Station16 } from './station.ts';

/** OCPP-J 1.6 4.2.3, with its own spelling. */
const CODES: ViolationCodes = {
  format: 'FormationViolation',
  occurrence: 'OccurenceConstraintViolation',
  property: 'PropertyConstraintViolation',
  type: 'TypeConstraintViolation',
};

/** Makes a call whose payload is checked by `schema`, which `Request` must agree with. */
export function makeInboundCall<Request>(definition: {
  readonly action: string;
  readonly schema: object;
  readonly accepted?: JsonObject;
  readonly refused?: JsonObject;
  readonly handle: (station: Station16, request: Request) => Answer;
  readonly askFirst?: (station: Station16, request: Request) => Promise<boolean>;
}): InboundCall<Station16> {
  const { schema, ...rest } = definition;
  return makeCall<Station16, Request>({ ...rest, check: bySchema<Request>(schema), codes: CODES });
}
