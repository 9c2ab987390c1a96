import { readFile } from 'node:fs/promises';
import { messageOf, UsageError } from './errors.ts';

/** PEM contents for a TLS connection. */
export interface TlsFiles {
  readonly ca?: Buffer;
  readonly cert?: Buffer;
  readonly key?: Buffer;
}

/** Names of the files behind `--ca`, `--cert` and `--key`. */
export interface TlsArguments {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

/** Reads `--secrets`: a JSON object of identity and secret. */
export async function readSecrets(file: string): Promise<ReadonlyMap<string, string>> {
  const text = (await readNamed('--secrets', file)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`--secrets ${file}: not JSON`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`--secrets ${file}: must be an object of identity and secret`);
  }
  const entries: [string, string][] = [];
  for (const [id, secret] of Object.entries(value)) {
    if (typeof secret !== 'string') throw new UsageError(`--secrets ${file}: ${id} is not a text`);
    entries.push([id, secret]);
  }
  return new Map(entries);
}

/** Reads the PEM files of a TLS connection; a certificate needs its key. */
export async function readTls(raw: TlsArguments): Promise<TlsFiles> {
  if ((raw.cert === undefined) !== (raw.key === undefined)) {
    throw new UsageError('--cert and --key belong together');
  }
  return {
    ...(raw.ca === undefined ? {} : { ca: await readNamed('--ca', raw.ca) }),
    ...(raw.cert === undefined ? {} : { cert: await readNamed('--cert', raw.cert) }),
    ...(raw.key === undefined ? {} : { key: await readNamed('--key', raw.key) }),
  };
}

async function readNamed(option: string, file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    throw new UsageError(`${option} ${file}: ${messageOf(cause)}`, { cause });
  }
}
