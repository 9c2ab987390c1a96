import type { SimClock } from '../clock.ts';
import type { Fault, FaultMoment } from '../fault-rules.ts';
import type { MqttConnection } from './connection.ts';
import type { Topics } from './topics.ts';

/** What a device announces itself with, once its link is up. */
export interface BootOptions {
  readonly connection: MqttConnection;
  readonly topics: Topics;
  /** What is subscribed to beside the requests, one call each. */
  readonly filters: readonly string[];
  readonly clock: SimClock;
  /** The fault that strikes this `connect`, if any. */
  readonly fault: Fault | null;
  /** Lets a fault of the line strike; false for any other fault. */
  readonly strikeLink: (fault: Fault) => boolean;
  readonly birth: () => string;
  readonly describe: () => string;
  readonly publishAspects: () => Promise<void>;
}

/**
 * SUBACK, then birth, then describe, then every aspect (mqtt.md, below the table of kinds).
 * Resolves to whether the device is announced; a fault may have ended it before.
 */
export async function announce(options: BootOptions): Promise<boolean> {
  const { connection, topics, fault } = options;
  const retained = { qos: 1, retain: true } as const;
  if (await isCut(options, 'before-execute')) return false;
  // mqtt.js refuses a whole call if one of its filters is denied (mqtt.md, "ACL").
  for (const filter of options.filters) await connection.subscribe(filter);
  await connection.subscribe(topics.requests);
  if (await isCut(options, 'after-execute')) return false;
  const births = fault?.do === 'answer-twice' ? 2 : 1;
  await Promise.all([
    ...Array.from({ length: births }, () =>
      connection.publish(topics.status, options.birth(), retained),
    ),
    connection.publish(topics.describe, options.describe(), retained),
    options.publishAspects(),
  ]);
  return !(await isCut(options, 'after-answer'));
}

/** Lets the fault strike if this is its moment; true when the boot goes no further. */
async function isCut(
  { connection, topics, clock, fault, strikeLink }: BootOptions,
  moment: FaultMoment,
): Promise<boolean> {
  if (fault === null || fault.when !== moment) return false;
  switch (fault.do) {
    case 'slow':
    case 'late':
      await new Promise<void>((resolve) => clock.after(fault.afterMs, resolve));
      return false;
    case 'garbage':
      await connection.publish(topics.status, 'not json', { qos: 1, retain: true });
      return false;
    case 'reject':
      connection.drop();
      return true;
    case 'silent':
      // Until somebody cuts the link, or for as long as the rule says.
      if (fault.afterMs > 0) clock.after(fault.afterMs, () => connection.drop());
      return true;
    default:
      return strikeLink(fault);
  }
}
