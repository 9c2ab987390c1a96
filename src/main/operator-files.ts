import type { KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { readSigningKey } from '../gateway/auth/signing-key.ts';
import { checkReportDocument, defaultReportDocument } from '../gateway/report/graphql.ts';
import { StartRefusal } from '../store/redis/start-refusal.ts';

/** The files that variables name, read and checked before anything is started. */
export type OperatorFiles = {
  readonly signingKey: KeyObject;
  /** The mutation that reports over GraphQL. */
  readonly reportDocument: string;
};

/** Reads them; DATA_DIR is there. @throws StartRefusal 78 naming the variable. */
export function readOperatorFiles(config: Config): OperatorFiles {
  return {
    signingKey: readKey(config),
    reportDocument: readDocument(config.report.graphql?.documentFile),
  };
}

function readKey({ auth, dataDir }: Config): KeyObject {
  if (auth.signingKeyFile === undefined) {
    const file = join(dataDir, 'signing-key.pem');
    const remedy = 'restore that file, or remove it: then a new key is made and tokens end';
    return attempt({ what: `the signing key in DATA_DIR=${dataDir}`, file, remedy }, () =>
      readSigningKey(file, { make: true }),
    );
  }
  const file = auth.signingKeyFile;
  const remedy =
    'make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem';
  return attempt({ what: `JWT_SIGNING_KEY_FILE=${file}`, file, remedy }, () =>
    readSigningKey(file, { make: false }),
  );
}

function readDocument(file: string | undefined): string {
  if (file === undefined) return defaultReportDocument;
  const form = 'it must be one mutation with the variable $input, for example:';
  const remedy = `${form}${defaultReportDocument}`;
  return attempt({ what: `REPORT_GRAPHQL_DOCUMENT_FILE=${file}`, file, remedy }, () => {
    const document = readFileSync(file, 'utf8');
    checkReportDocument(document);
    return document;
  });
}

function attempt<T>(words: { what: string; file: string; remedy: string }, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new StartRefusal({
      exitCode: 78,
      what: `${words.what} cannot be used, nothing was started`,
      why: whyNot(cause, words.file),
      remedy: words.remedy,
    });
  }
}

function whyNot(error: unknown, file: string): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return `there is no file ${file}`;
  if (code === 'EISDIR') return `${file} is a folder`;
  if (code === 'EACCES') return `${file} cannot be read by the user of this process`;
  return error instanceof Error ? error.message : String(error);
}
