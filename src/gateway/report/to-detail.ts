/** A short word for an error, for logs and dead letters: a code, never an address. */
export function toDetail(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const { code } = error as NodeJS.ErrnoException;
  return code ?? error.message.slice(0, DETAIL_MAX);
}

const DETAIL_MAX = 200;
