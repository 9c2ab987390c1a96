import { readFileSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ConfigError, type ConfigFault, toFaults } from './config/faults.ts';
import { toLimits } from './config/limits.ts';
import { brokenRules, toList } from './config/rules.ts';
import { type ConfigVariables, configSchema } from './config/schema.ts';
import { Secret } from './config/secret.ts';

export { ConfigError, type ConfigFault } from './config/faults.ts';

/** The variables of a process, as the system gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The whole configuration: checked, typed, frozen; passed down as values. */
export type Config = Readonly<ReturnType<typeof toConfig>>;

/**
 * The process's variables, over those of a `.env` file in the working folder if there is one.
 * The only place that reads process.env.
 */
export function readEnvironment(folder = '.'): Environment {
  try {
    return { ...parseEnv(readFileSync(join(folder, '.env'), 'utf8')), ...process.env };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { ...process.env };
    throw error;
  }
}

/**
 * Checks and types the configuration. An empty variable counts as unset.
 *
 * @throws ConfigError with every fault at once.
 */
export function parseConfig(environment: Environment): Config {
  const { variables, faults } = check(settingsIn(environment));
  const isMalformed = new Set(faults.map((fault) => fault.variable));
  const broken = brokenRules(variables, environment['NODE_ENV']);
  faults.push(...broken.filter((fault) => !isMalformed.has(fault.variable)));
  if (faults.length > 0) throw new ConfigError(faults);
  return deepFreeze(toConfig(variables, environment));
}

/** Text becomes numbers and flags here, once; a malformed variable counts as unset afterwards. */
function check(found: Record<string, string>): {
  variables: ConfigVariables;
  faults: ConfigFault[];
} {
  const ajv = new Ajv2020({
    allErrors: true,
    coerceTypes: true,
    useDefaults: true,
    // Strict mode would refuse our `allowed` annotation.
    strict: false,
    // A unit test holds the schema against the meta-schema: docs/adr/0007-schemas-on-first-use.md.
    meta: false,
    validateSchema: false,
  });
  const isValid = ajv.compile<ConfigVariables>(configSchema);
  const variables: Record<string, unknown> = { ...found };
  if (isValid(variables)) return { variables, faults: [] };
  const faults = toFaults(isValid.errors ?? [], found, allowedFor);
  const isMalformed = new Set(faults.map((fault) => fault.variable));
  const sound = Object.entries(found).filter(([name]) => !isMalformed.has(name));
  return { variables: check(Object.fromEntries(sound)).variables, faults };
}

function settingsIn(environment: Environment): Record<string, string> {
  const names = Object.keys(configSchema.properties);
  const set = names.filter((name) => (environment[name] ?? '').trim() !== '');
  return Object.fromEntries(set.map((name) => [name, environment[name]!.trim()]));
}

function allowedFor(variable: string): string {
  const schemas = new Map<string, object>(Object.entries(configSchema.properties));
  const schema = schemas.get(variable);
  return schema !== undefined && 'allowed' in schema ? String(schema.allowed) : 'another value';
}

function toConfig(variables: ConfigVariables, environment: Environment) {
  return {
    nodeId: variables.NODE_ID ?? hostname(),
    logLevel: variables.LOG_LEVEL,
    siteTimeZone: variables.SITE_TIME_ZONE,
    timeScale: variables.TIME_SCALE,
    dataDir: resolve(variables.DATA_DIR),
    retentionDays: variables.TRANSACTION_RETENTION_DAYS,
    http: { host: variables.HTTP_HOST, port: variables.HTTP_PORT },
    /** Addresses and networks whose `X-Forwarded-For` is believed. */
    trustedProxies: toList(variables.TRUST_PROXY),
    ocpp: {
      host: variables.OCPP_HOST,
      port: variables.OCPP_PORT,
      publicUrl: variables.PUBLIC_OCPP_URL,
    },
    /** Undefined: no OCPP over TLS. */
    ocpps: toTlsListener(variables.OCPPS_HOST, variables.OCPPS_PORT),
    mqtt: {
      host: variables.MQTT_HOST,
      port: variables.MQTT_PORT,
      publicHost: variables.PUBLIC_MQTT_HOST,
    },
    /** Undefined: no MQTT over TLS. */
    mqtts: toTlsListener(variables.MQTTS_HOST, variables.MQTTS_PORT),
    tls: {
      certFile: variables.TLS_CERT_FILE,
      keyFile: variables.TLS_KEY_FILE,
      clientCaFile: variables.TLS_CLIENT_CA_FILE,
    },
    redis: toRedis(variables, environment),
    auth: {
      jwksUrl: variables.JWKS_URL,
      issuer: variables.JWT_ISSUER,
      audience: variables.JWT_AUDIENCE,
      accountsClaim: variables.JWT_ACCOUNTS_CLAIM,
      signingKeyFile: variables.JWT_SIGNING_KEY_FILE,
      bootstrapApiKey: secret(variables.BOOTSTRAP_API_KEY),
    },
    report: toReport(variables),
    limits: toLimits(variables),
  };
}

function toTlsListener(host: string, port: number | undefined) {
  return port === undefined ? undefined : { host, port };
}

function toRedis(variables: ConfigVariables, environment: Environment) {
  const caches = environment['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  return {
    /** Undefined: the embedded Redis. May hold a password. */
    url: secret(variables.REDIS_URL),
    allowWeakDurability: variables.ALLOW_WEAK_DURABILITY,
    allowDownload: variables.ALLOW_REDIS_DOWNLOAD,
    searchPath: environment['PATH'] ?? '',
    cacheDir: join(caches, 'joulegate'),
  };
}

function toReport(variables: ConfigVariables) {
  const { REPORT_WEBHOOK_URL: webhookUrl, REPORT_GRAPHQL_URL: graphqlUrl } = variables;
  const secrets = (variables.REPORT_WEBHOOK_SECRET ?? '').split(',').filter((one) => one !== '');
  return {
    allowPrivateTargets: variables.ALLOW_PRIVATE_TARGETS,
    /** The first secret signs; the others are still announced while one is rotated. */
    webhook:
      webhookUrl === undefined
        ? undefined
        : { url: webhookUrl, secrets: secrets.map((one) => new Secret(one.trim())) },
    graphql:
      graphqlUrl === undefined
        ? undefined
        : {
            url: graphqlUrl,
            token: secret(variables.REPORT_GRAPHQL_TOKEN),
            documentFile: variables.REPORT_GRAPHQL_DOCUMENT_FILE,
          },
  };
}

function secret(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value);
}

function deepFreeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}
