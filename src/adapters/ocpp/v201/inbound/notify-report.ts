import type { ReportedVariable } from '../../evses/report-collector.ts';
import type { InboundHandler } from '../../version.ts';
import type { Component, Variable } from '../types.ts';

type ReportData = {
  readonly component: Component;
  readonly variable: Variable;
  readonly variableAttribute: readonly {
    readonly type?: string;
    readonly value?: string;
    readonly mutability?: string;
  }[];
  readonly variableCharacteristics?: { readonly maxLimit?: number };
};

type NotifyReportRequest = {
  readonly requestId: number;
  readonly reportData?: readonly ReportData[];
  readonly tbc?: boolean;
};

/** OCPP 2.0.1 B07 and B08: a part of a report; one that nobody here asked for is only noted. */
export const notifyReport: InboundHandler = async (params, { memory, log }) => {
  const { requestId, reportData = [], tbc = false } = params as NotifyReportRequest;
  const items = reportData.map(toReported);
  if (!memory.station.reports.take({ requestId, items, isLast: !tbc })) {
    log.info({ requestId, variables: items.length }, 'a report came that nobody waits for');
  }
  return { payload: {} };
};

function toReported(data: ReportData): ReportedVariable {
  const { component, variable, variableAttribute, variableCharacteristics } = data;
  // An attribute without a type is the actual value.
  const actual = variableAttribute.find(({ type = 'Actual' }) => type === 'Actual');
  const mutability = actual?.mutability ?? null;
  return {
    component: component.name,
    evseId: component.evse?.id ?? null,
    variable: variable.name,
    value: actual?.value ?? null,
    maxLimit: variableCharacteristics?.maxLimit ?? null,
    isWritable: mutability === null ? null : mutability !== 'ReadOnly',
  };
}
