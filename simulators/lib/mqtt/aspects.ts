/** Sends a retained aspect; resolves when it is acknowledged, or lost with its link. */
export type SendAspect = (aspect: string, text: string) => Promise<void>;

/** The reported state of a device, cut into aspects with a `rev` each (mqtt.md, "Scheme"). */
export interface Aspects {
  /** Publishes one aspect, also when it did not change; returns its new `rev`. */
  publish(name: string): number;
  /** Publishes all, as after each birth; resolves when all are acknowledged. */
  publishAll(): Promise<void>;
  /** Publishes those whose content changed since they were last published. */
  publishChanged(except?: string): void;
}

/** What an aspect store reads from. */
export interface AspectsOptions {
  readonly names: readonly string[];
  /** The content of an aspect, without `at` and `rev`. */
  readonly read: (name: string, at: string) => object;
  readonly now: () => Date;
  readonly send: SendAspect;
}

/** A time stamp that stands in for all others when contents are compared. */
const NO_TIME = '';

/**
 * Keeps `rev` and the last content of each aspect. `rev` rises by one at each publication, also
 * of one that was lost with its link, and outlives a reboot.
 */
export function makeAspects(options: AspectsOptions): Aspects {
  const revs = new Map<string, number>();
  const published = new Map<string, string>();
  const content = (name: string) => JSON.stringify(options.read(name, NO_TIME));
  const send = (name: string) => {
    const at = options.now().toISOString();
    const rev = (revs.get(name) ?? 0) + 1;
    revs.set(name, rev);
    published.set(name, content(name));
    return {
      rev,
      sent: options.send(name, JSON.stringify({ at, rev, ...options.read(name, at) })),
    };
  };
  return {
    publish: (name) => send(name).rev,
    async publishAll() {
      await Promise.all(options.names.map((name) => send(name).sent));
    },
    publishChanged(except) {
      for (const name of options.names) {
        if (name !== except && published.get(name) !== content(name)) send(name);
      }
    },
  };
}
