/** Counters and timings, by stable names; labels are closed sets, never ids. */
export type Metrics = {
  count(name: MetricCounter, labels?: Readonly<Record<string, string>>, by?: number): void;
  observeSeconds(
    name: MetricTiming,
    seconds: number,
    labels?: Readonly<Record<string, string>>,
  ): void;
};

/** What is counted. */
export type MetricCounter =
  | 'transactions_accepted'
  | 'transactions_settled'
  | 'commands_sent'
  | 'inbound_frames'
  | 'frames_denied'
  | 'frames_invalid'
  | 'frames_repaired'
  | 'security_events'
  | 'connections_opened'
  | 'connections_closed'
  | 'credentials_refused'
  | 'reports_sent'
  | 'reports_failed'
  | 'store_retries'
  | 'claims_ended'
  | 'telemetry_dropped'
  | 'frames_dropped';

/** What is timed. */
export type MetricTiming = 'accept_to_sent' | 'sent_to_outcome' | 'graphql_request';
