import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { MetricCounter, Metrics, MetricTiming } from '../domain/ports/metrics.ts';

/** A number that is asked for when metrics are read. */
export type MetricGauge = {
  /** Without the prefix, unit last: `due_lag_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly read: () => number | Promise<number>;
};

/** The domain's metrics with what `/metrics` needs. */
export type GatewayMetrics = Metrics & {
  /** Adds a gauge; for what only the composition root can see (connections, lag, backlog). */
  addGauge(gauge: MetricGauge): void;
  /** Prometheus text. */
  render(): Promise<string>;
};

const prefix = 'joulegate_';

/** All labels there are; a label outside this list is dropped, so that no id becomes one. */
const labelNames = [
  'action',
  'aspect',
  'code',
  'direction',
  'kind',
  'listener',
  'outcome',
  'protocol',
  'reason',
  'script',
  'status',
  'target',
] as const;

const counters: Readonly<Record<MetricCounter, string>> = {
  transactions_accepted: 'Transactions accepted.',
  transactions_settled: 'Changes of state of transactions.',
  commands_sent: 'Attempts put on a wire.',
  inbound_frames: 'Frames and messages from devices.',
  frames_denied: 'Frames and messages that their sender may not send.',
  frames_invalid: 'Frames and messages that break their schema.',
  security_events: 'Security events that chargers told of, by type.',
  frames_repaired: 'Deviations of known models that were put right, by kind.',
  connections_opened: 'Device connections opened.',
  connections_closed: 'Device connections closed.',
  credentials_refused: 'Devices and callers that were not let in, by reason.',
  reports_sent: 'Reports taken by their target.',
  reports_failed: 'Reports that their target did not take.',
  claims_ended: 'Provisioning claims that were used, or whose time ran out unused.',
  store_retries: 'Store calls repeated after a lost answer.',
  frames_dropped: 'Frames that were not logged: memory ran short, or the store is behind.',
  telemetry_dropped: 'Samples dropped: memory ran short, or over a bound of rate or size.',
};

const timings: Readonly<Record<MetricTiming, string>> = {
  accept_to_sent: 'From the acceptance of a command to its first frame.',
  sent_to_outcome: 'From the first frame of a command to its outcome.',
  graphql_request: 'GraphQL requests.',
};

/** Seconds: from a quick store call to a slow device. */
const buckets = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300,
];

/** Makes the metrics of one process, those of Node itself included. */
export function makeGatewayMetrics(): GatewayMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix });
  const counting = makeCounters(registry);
  const timing = makeHistograms(registry);
  return {
    count: (name, labels, by = 1) => counting[name].inc(toKnownLabels(labels), by),
    observeSeconds: (name, seconds, labels) => timing[name].observe(toKnownLabels(labels), seconds),
    addGauge({ name, help, read }) {
      const gauge: Gauge = new Gauge({
        name: `${prefix}${name}`,
        help,
        registers: [registry],
        collect: async () => gauge.set(await read()),
      });
    },
    render: () => registry.metrics(),
  };
}

function makeCounters(registry: Registry): Record<MetricCounter, Counter> {
  const entries = Object.entries(counters).map(([name, help]) => [
    name,
    new Counter({ name: `${prefix}${name}_total`, help, labelNames, registers: [registry] }),
  ]);
  return Object.fromEntries(entries);
}

function makeHistograms(registry: Registry): Record<MetricTiming, Histogram> {
  const entries = Object.entries(timings).map(([name, help]) => [
    name,
    new Histogram({
      name: `${prefix}${name}_seconds`,
      help,
      labelNames,
      buckets,
      registers: [registry],
    }),
  ]);
  return Object.fromEntries(entries);
}

function toKnownLabels(labels: Readonly<Record<string, string>> = {}): Record<string, string> {
  const known: Record<string, string> = {};
  for (const name of labelNames) {
    const value = labels[name];
    if (value !== undefined) known[name] = value;
  }
  return known;
}
