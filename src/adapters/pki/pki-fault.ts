/** Why the certificate authorities cannot be used, in the words of a refused start. */
export class PkiFault extends Error {
  readonly file: string;
  /** What a person can do. */
  readonly remedy: string;

  constructor(fault: { file: string; why: string; remedy: string; cause?: unknown }) {
    super(fault.why, { cause: fault.cause });
    this.name = 'PkiFault';
    this.file = fault.file;
    this.remedy = fault.remedy;
  }
}

/** Runs what reads a file; whatever goes wrong is a PkiFault in plain words. */
export function guardFile<T>(file: string, remedy: string, run: () => T): T {
  try {
    return run();
  } catch (cause) {
    throw new PkiFault({ file, remedy, why: toWhy(cause, file), cause });
  }
}

function toWhy(error: unknown, file: string): string {
  const { code, path = file } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return `there is no file ${path}`;
    case 'EISDIR':
      return `${path} is a folder`;
    case 'ENOTDIR':
      return `${path} is below a file`;
    case 'ENOTEMPTY':
      return `${file} holds other files, and no CA`;
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be used by the user of this process (${code})`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
