import { type DocumentNode, Kind, parse } from 'graphql';
import { ClientError, GraphQLClient } from 'graphql-request';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ReportAnswer, ReportSender } from '../../domain/ports/report-sender.ts';
import { toAnswer } from './answer.ts';
import type { Outbound } from './outbound.ts';
import { toReportData } from './payload.ts';
import { toDetail } from './to-detail.ts';

/** What the upstream API is told unless a document of its own is given. */
export const defaultReportDocument = `
mutation ReportDeviceTransaction($input: DeviceTransactionReport!) {
  reportDeviceTransaction(input: $input) { ok }
}`;

/** What the GraphQL report needs. */
export type GraphqlReportParts = {
  readonly url: string;
  /** Sent as `Authorization: Bearer`; `null` for none. */
  readonly token: string | null;
  /** One mutation with the variable `$input`. */
  readonly document: string;
  readonly outbound: Outbound;
  readonly clock: Clock;
};

const ERROR_TEXT_MAX = 200;

/**
 * Reports by a mutation of the upstream API. Its input is the webhook's data and the `eventId`.
 * GraphQL errors, a field that is null and `ok: false` all mean: again later.
 *
 * @throws Error when the document is not one mutation with the variable `$input`.
 */
export function makeGraphqlSender(parts: GraphqlReportParts): ReportSender {
  const document = parseReportDocument(parts.document);
  const client = new GraphQLClient(new URL(parts.url).href, {
    fetch: makeFetch(parts.outbound),
    ...(parts.token === null ? {} : { headers: { authorization: `Bearer ${parts.token}` } }),
  });
  return {
    target: 'graphql',
    async send(report, signal) {
      const variables = { input: { eventId: report.eventId, ...toReportData(report) } };
      try {
        return toDataAnswer(await client.request<unknown>({ document, variables, signal }));
      } catch (error) {
        return toErrorAnswer(error, parts.clock.nowMs());
      }
    },
  };
}

/**
 * Checks a report document at start, where an operator sees the fault at once.
 * @throws Error in words when it is not one mutation with the variable `$input`.
 */
export function checkReportDocument(text: string): void {
  parseReportDocument(text);
}

function parseReportDocument(text: string): DocumentNode {
  const document = parse(text, { noLocation: true });
  const operations = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  const [operation] = operations;
  const takesInput = operation?.variableDefinitions?.some(
    ({ variable }) => variable.name.value === 'input',
  );
  if (operations.length !== 1 || operation?.operation !== 'mutation' || !takesInput) {
    throw new Error('the report document must be one mutation with the variable $input');
  }
  return document;
}

/** A document without `ok` counts its fields: none may be null. */
function toDataAnswer(data: unknown): ReportAnswer {
  const fields = typeof data === 'object' && data !== null ? Object.values(data) : [];
  const isTaken = fields.length > 0 && fields.every((field) => field !== null && !isNotOk(field));
  return isTaken ? { kind: 'delivered' } : { kind: 'failed', detail: 'the API did not take it' };
}

function isNotOk(field: unknown): boolean {
  if (field === false) return true;
  return typeof field === 'object' && field !== null && 'ok' in field && field.ok !== true;
}

/** The message of a ClientError holds the whole exchange, so only its parts are used. */
function toErrorAnswer(error: unknown, nowMs: number): ReportAnswer {
  if (!(error instanceof ClientError)) return { kind: 'failed', detail: toDetail(error) };
  const { status, errors, headers } = error.response;
  if (status < 200 || status >= 300) {
    return toAnswer(status, Object.fromEntries(headers as unknown as Headers), nowMs);
  }
  const text = errors?.[0]?.message ?? 'no message';
  return { kind: 'failed', detail: `GraphQL error: ${text.slice(0, ERROR_TEXT_MAX)}` };
}

/** graphql-request on our own way out: the same guard, bounds and connections as the webhook. */
function makeFetch(outbound: Outbound): typeof fetch {
  return async (input, init) => {
    const posted = await outbound.post({
      url: new URL(String(input)),
      headers: Object.fromEntries(new Headers(init?.headers)),
      body: String(init?.body),
      signal: init?.signal ?? new AbortController().signal,
    });
    const { status, headers } = posted;
    // These may not carry a body, and Response throws if one is given (Fetch standard 2.2.3).
    const isBodiless = status === 204 || status === 205 || status === 304;
    return new Response(isBodiless ? null : posted.body, { status, headers });
  };
}
