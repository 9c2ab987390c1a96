import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { Invalid } from './rpc-channel.ts';

/** Different deviations of one link that get a line; all are counted. */
const LINES_MAX = 20;

/**
 * Makes what is told of broken messages on one link: a bug of ours is an error each time; a
 * deviation of the charger is counted, and each kind said once, for whoever writes its leniency.
 */
export function makeInvalidReport(log: Log, metrics: Metrics): (invalid: Invalid) => void {
  const said = new Set<string>();
  return ({ from, action, fault }) => {
    const { code, path } = fault ?? { code: null, path: null };
    const fields = { action, code, path };
    if (from === 'gateway') {
      log.error(fields, 'a message of ours breaks its schema');
      return;
    }
    metrics.count('frames_invalid', { protocol: 'ocpp' });
    // Places in a list are one deviation.
    const kind = `${action} ${code} ${path?.replaceAll(/\d+/g, '0')}`;
    if (said.has(kind) || said.size >= LINES_MAX) return;
    said.add(kind);
    log.warn(fields, 'a message of a charger breaks its schema');
  };
}
