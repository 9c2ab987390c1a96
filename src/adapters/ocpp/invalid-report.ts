import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Invalid } from './rpc-channel.ts';

/** Different deviations of one link that get a line; all are counted. */
const LINES_MAX = 20;

/**
 * Tells of broken messages on one link: a bug of ours is an error each time; a deviation of the
 * charger is counted, and each kind said once, for whoever writes its leniency.
 */
export class InvalidReport {
  readonly #log: Log;
  readonly #metrics: Metrics;
  /** Kinds that have their line; `null` = none was found. */
  #said: Set<string> | null = null;

  constructor(log: Log, metrics: Metrics) {
    this.#log = log;
    this.#metrics = metrics;
  }

  tell({ from, action, fault }: Invalid): void {
    const { code, path } = fault ?? { code: null, path: null };
    const fields = { action, code, path };
    if (from === 'gateway') {
      this.#log.error(fields, 'a message of ours breaks its schema');
      return;
    }
    this.#metrics.count('frames_invalid', { protocol: 'ocpp' });
    // Places in a list are one deviation.
    const kind = `${action} ${code} ${path?.replaceAll(/\d+/g, '0')}`;
    this.#said ??= new Set();
    if (this.#said.has(kind) || this.#said.size >= LINES_MAX) return;
    this.#said.add(kind);
    this.#log.warn(fields, 'a message of a charger breaks its schema');
  }
}
