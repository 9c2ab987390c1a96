/** Ctrl-C and SIGTERM for a command that has something to clean up. */
export type Interruption = {
  /** Resolves at the first signal. One more than a second later ends the process at once. */
  readonly asked: Promise<void>;
  wasAsked(): boolean;
  close(): void;
};

const hardExitCode = 130;
/** npm passes on the Ctrl-C that the terminal has sent already: that is no second wish, ms. */
const echoMs = 1_000;

/** Catches both signals until `close`. */
export function catchSignals(): Interruption {
  const { promise: asked, resolve } = Promise.withResolvers<void>();
  let askedAtMs = 0;
  const onSignal = () => {
    if (askedAtMs > 0 && Date.now() - askedAtMs > echoMs) process.exit(hardExitCode);
    askedAtMs ||= Date.now();
    resolve();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    asked,
    wasAsked: () => askedAtMs > 0,
    close() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
