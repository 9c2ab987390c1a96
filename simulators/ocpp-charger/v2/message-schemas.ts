import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type CheckResult, type JsonCheck, makeJsonCheck } from '../json-check.ts';
import type { JsonObject } from '../rpc/frame.ts';

/** The versions that share this folder. */
export type Version2 = '2.0.1' | '2.1';

/** The JSON schemas of one version, as the Open Charge Alliance publishes them. */
export type MessageSchemas = {
  /** True for an action of this version, whoever may send it. */
  has(action: string): boolean;
  /** Checks the payload of a CALL; an action without a schema is always wrong. */
  check<Request>(action: string, payload: JsonObject): CheckResult<Request>;
};

type Schema = { readonly $id: string };

/** File in the ocpp-rpc package, and how a request is named in it. */
const SOURCES: Readonly<Record<Version2, { readonly file: string; readonly ending: string }>> = {
  '2.0.1': { file: 'ocpp2_0_1.json', ending: '.req' },
  '2.1': { file: 'ocpp2_1.json', ending: 'Request' },
};

/** Reads the schemas of a version; each is compiled when its action comes for the first time. */
export function loadSchemas(version: Version2): MessageSchemas {
  const { file, ending } = SOURCES[version];
  const path = createRequire(import.meta.url).resolve(`ocpp-rpc/lib/schemas/${file}`);
  // The file is that of the package, and every entry of it has its URN.
  const schemas = JSON.parse(readFileSync(path, 'utf8')) as readonly Schema[];
  const checks = new Map(
    schemas.flatMap(({ $id, ...schema }) => {
      const name = $id.slice('urn:'.length);
      if (!name.endsWith(ending)) return [];
      return [[name.slice(0, -ending.length), makeJsonCheck<unknown>(schema, 'others')] as const];
    }),
  );
  return {
    has: (action) => checks.has(action),
    check<Request>(action: string, payload: JsonObject): CheckResult<Request> {
      // The cast is the schema's promise: `Request` must say what it says.
      const check = checks.get(action) as JsonCheck<Request> | undefined;
      return check?.(payload) ?? { ok: false, keyword: 'type', message: `no schema of ${action}` };
    },
  };
}
