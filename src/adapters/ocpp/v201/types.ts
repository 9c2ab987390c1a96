/** An EVSE, and where it matters one of its connectors (OCPP 2.0.1 part 2, EVSEType). */
export type Evse = { readonly id: number; readonly connectorId?: number };

/** Who wants to charge (OCPP 2.0.1 part 2, IdTokenType); `type` is a closed list only in 2.0.1. */
export type IdToken = { readonly idToken: string; readonly type: string };

/** One metered value (OCPP 2.0.1 part 2, SampledValueType): a number, scaled by its multiplier. */
export type SampledValue = {
  readonly value: number;
  readonly context?: string;
  readonly measurand?: string;
  readonly phase?: string;
  readonly location?: string;
  readonly unitOfMeasure?: { readonly unit?: string; readonly multiplier?: number };
};

/** Values that were metered at one moment (OCPP 2.0.1 part 2, MeterValueType). */
export type MeterValue = {
  readonly timestamp: string;
  readonly sampledValue: readonly SampledValue[];
};

/** Names a part of the station in its device model (OCPP 2.0.1 part 2, ComponentType). */
export type Component = {
  readonly name: string;
  readonly instance?: string;
  readonly evse?: Evse;
};

/** Names a property of a component (OCPP 2.0.1 part 2, VariableType). */
export type Variable = { readonly name: string; readonly instance?: string };
