import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../domain/ports/clock.ts';
import type { ReportSender } from '../../domain/ports/report-sender.ts';
import type { TransactionReport } from '../../domain/reporting.ts';
import { toAnswer } from './answer.ts';
import type { Outbound } from './outbound.ts';
import { toReportData } from './payload.ts';
import { toDetail } from './to-detail.ts';

/** What a webhook needs. The secrets are Standard Webhooks secrets (`whsec_...`), newest first. */
export type WebhookParts = {
  readonly url: string;
  readonly secrets: readonly string[];
  readonly outbound: Outbound;
  readonly clock: Clock;
};

const TYPE = 'joulegate.transaction.updated.v1';
/** Every node reports under one source, so that source and id name an event exactly once. */
const SOURCE = 'urn:joulegate';

/**
 * Reports as CloudEvents 1.0 (structured JSON) in a Standard Webhooks envelope. The first secret
 * signs; while one is rotated the others sign too, and their signatures follow in the same header,
 * so that a receiver may change over at any moment.
 */
export function makeWebhookSender(parts: WebhookParts): ReportSender {
  const url = new URL(parts.url);
  const signers = parts.secrets.map((secret) => new Webhook(secret));
  if (signers.length === 0) throw new Error('a webhook needs at least one secret');
  return {
    target: 'webhook',
    async send(report, signal) {
      const { contentType, body } = toEnvelope(report);
      const sentAt = new Date(parts.clock.nowMs());
      const signatures = signers.map((signer) => signer.sign(report.eventId, sentAt, body));
      const headers = {
        'content-type': contentType,
        'webhook-id': report.eventId,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
        'webhook-signature': signatures.join(' '),
      };
      try {
        const posted = await parts.outbound.post({ url, headers, body, signal });
        return toAnswer(posted.status, posted.headers, parts.clock.nowMs());
      } catch (error) {
        return { kind: 'failed', detail: toDetail(error) };
      }
    },
  };
}

function toEnvelope(report: TransactionReport): { contentType: string; body: string } {
  const { transaction } = report;
  const event = new CloudEvent({
    id: report.eventId,
    type: TYPE,
    source: SOURCE,
    subject: transaction.id,
    time: new Date(transaction.updatedAtMs).toISOString(),
    datacontenttype: 'application/json',
    data: toReportData(report),
    ...(transaction.traceparent === null ? {} : { traceparent: transaction.traceparent }),
  });
  const { headers, body } = HTTP.structured(event);
  return { contentType: String(headers['content-type']), body: body as string };
}
