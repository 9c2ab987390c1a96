import { EXIT } from './failure.ts';

/** What `start` needs to know of a running gateway; main.ts makes it. */
export interface RunningGateway {
  /** The real addresses, as URLs, also when a port of 0 was asked for. */
  readonly addresses: {
    readonly http: string;
    readonly ocpp: string;
    readonly mqtt: string;
    readonly ocpps?: string;
    readonly mqtts?: string;
  };
  stop(): Promise<void>;
  /** Resolves with an exit code when the gateway ends by itself. */
  readonly closed: Promise<number>;
}

/** The life of one daemon. */
export interface ServeOptions {
  readonly start: () => Promise<RunningGateway>;
  readonly onReady: (gateway: RunningGateway) => void;
  readonly onStopping: (signal: string) => void;
  /** Where signals arrive: the process, or a stand-in. */
  readonly signals: {
    on(name: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
    off(name: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  };
  readonly stopTimeoutMs: number;
}

/**
 * Runs a gateway until SIGTERM, SIGINT or its own end, and returns the exit code: 0 after an
 * orderly stop, 75 when the stop did not end in time (nothing accepted is lost then either: it is
 * on disk). A signal during the start is obeyed as soon as the start has ended; further signals
 * change nothing.
 */
export async function serveUntilSignal(options: ServeOptions): Promise<number> {
  const { signals } = options;
  const signalled = Promise.withResolvers<'SIGTERM' | 'SIGINT'>();
  const onTerm = () => signalled.resolve('SIGTERM');
  const onInt = () => signalled.resolve('SIGINT');
  signals.on('SIGTERM', onTerm);
  signals.on('SIGINT', onInt);
  try {
    const gateway = await options.start();
    options.onReady(gateway);
    const end = await Promise.race([signalled.promise, gateway.closed]);
    if (typeof end === 'number') return end;
    options.onStopping(end);
    return (await endsWithin(gateway.stop(), options.stopTimeoutMs)) ? EXIT.done : EXIT.tryLater;
  } finally {
    signals.off('SIGTERM', onTerm);
    signals.off('SIGINT', onInt);
  }
}

async function endsWithin(work: Promise<void>, timeoutMs: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), timeoutMs);
  try {
    return await Promise.race([work.then(() => true as const), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
