/** Exit codes of every command; 75 and 78 are those of sysexits.h. */
export const EXIT = {
  done: 0,
  /** An outcome is not SUCCEEDED, or a check failed. */
  failed: 1,
  usage: 2,
  unreachable: 3,
  notAllowed: 4,
  refused: 5,
  /** Timed out while UNCONFIRMED. */
  unconfirmed: 6,
  /** Ended by Ctrl-C or SIGTERM before its work was done; 128 + SIGINT, as shells do. */
  interrupted: 130,
  tryLater: 75,
  configuration: 78,
} as const;

/** What a person needs who sees a command fail: what happened, why, and what to type. */
export interface Failure {
  readonly what: string;
  readonly why: string;
  readonly remedy: string;
  readonly exitCode: number;
}

/** A failure that a command knows how to explain. */
export class CliFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.what, options);
    this.name = 'CliFailure';
    this.failure = failure;
  }
}

/**
 * Explains any error. Errors of the gateway's start carry `exitCode`, `why` and `remedy` of their
 * own and are read by shape; an unknown one is a bug, and its stack is the reason.
 */
export function toFailure(error: unknown): Failure {
  if (error instanceof CliFailure) return error.failure;
  if (explainsItself(error)) {
    return { what: error.message, why: error.why, remedy: error.remedy, exitCode: error.exitCode };
  }
  return {
    what: 'joulegate met an error that it does not know',
    why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    remedy: 'run it again with LOG_LEVEL=debug, and report what it prints',
    exitCode: EXIT.failed,
  };
}

/** The three lines on stderr; a list of reasons takes a line each. */
export function formatFailure(failure: Failure): string {
  return `${failure.what}\n${failure.why}\n${failure.remedy}\n`;
}

type SelfExplaining = Error & { exitCode: number; why: string; remedy: string };

function explainsItself(error: unknown): error is SelfExplaining {
  if (!(error instanceof Error)) return false;
  const { exitCode, why, remedy } = error as Partial<SelfExplaining>;
  return typeof exitCode === 'number' && typeof why === 'string' && typeof remedy === 'string';
}
