import { isIP } from 'node:net';
import type { ConfigFault } from './faults.ts';
import type { ConfigVariables } from './schema.ts';

type Rule = (variables: ConfigVariables, nodeEnv: string | undefined) => ConfigFault[];

/** The rules that look at several variables at once; all are applied, all faults are listed. */
export function brokenRules(
  variables: ConfigVariables,
  nodeEnv: string | undefined,
): ConfigFault[] {
  const rules: Rule[] = [
    plainBeyondLoopback,
    samePort,
    unknownTimeZone,
    scaledProduction,
    halfATarget,
    halfAnIssuer,
    halfACertificate,
    strangeProxy,
  ];
  return rules.flatMap((rule) => rule(variables, nodeEnv));
}

const PLAIN_HOSTS = ['HTTP_HOST', 'OCPP_HOST', 'MQTT_HOST'] as const;
const PORTS = ['HTTP_PORT', 'OCPP_PORT', 'OCPPS_PORT', 'MQTT_PORT', 'MQTTS_PORT'] as const;

function plainBeyondLoopback(variables: ConfigVariables): ConfigFault[] {
  if (variables.ALLOW_PLAINTEXT) return [];
  return PLAIN_HOSTS.filter((host) => !isLoopback(variables[host])).map((host) => ({
    variable: host,
    problem: `${variables[host]} is reachable from outside, and this listener is not encrypted`,
    allowed: 'a loopback address (127.0.0.1, ::1, localhost), or ALLOW_PLAINTEXT=true',
  }));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}

function samePort(variables: ConfigVariables): ConfigFault[] {
  return PORTS.flatMap((port, index) => {
    const twin = PORTS.slice(0, index).find((other) => variables[other] === variables[port]);
    if (twin === undefined || (variables[port] ?? 0) === 0) return [];
    const problem = `${variables[port]} is the port of ${twin} too`;
    return [{ variable: port, problem, allowed: 'a port of its own' }];
  });
}

function scaledProduction(variables: ConfigVariables, nodeEnv: string | undefined): ConfigFault[] {
  if (variables.TIME_SCALE === 1 || nodeEnv !== 'production') return [];
  const problem = `${variables.TIME_SCALE} shortens safety windows, and NODE_ENV is production`;
  return [{ variable: 'TIME_SCALE', problem, allowed: '1, or another NODE_ENV' }];
}

function unknownTimeZone({ SITE_TIME_ZONE: timeZone }: ConfigVariables): ConfigFault[] {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return [];
  } catch {
    const problem = `${timeZone} is no time zone that this Node knows`;
    return [{ variable: 'SITE_TIME_ZONE', problem, allowed: 'an IANA name: Europe/Berlin' }];
  }
}

function halfATarget(variables: ConfigVariables): ConfigFault[] {
  return [
    ...needs(variables, 'REPORT_WEBHOOK_URL', 'REPORT_WEBHOOK_SECRET'),
    ...needs(variables, 'REPORT_WEBHOOK_SECRET', 'REPORT_WEBHOOK_URL'),
    ...needs(variables, 'REPORT_GRAPHQL_TOKEN', 'REPORT_GRAPHQL_URL'),
    ...needs(variables, 'REPORT_GRAPHQL_DOCUMENT_FILE', 'REPORT_GRAPHQL_URL'),
  ];
}

/** Keys without a named issuer and audience would accept tokens made for somebody else. */
function halfAnIssuer(variables: ConfigVariables): ConfigFault[] {
  return [
    ...needs(variables, 'JWKS_URL', 'JWT_ISSUER'),
    ...needs(variables, 'JWKS_URL', 'JWT_AUDIENCE'),
    ...needs(variables, 'JWT_ISSUER', 'JWKS_URL'),
    ...needs(variables, 'JWT_AUDIENCE', 'JWKS_URL'),
  ];
}

function halfACertificate(variables: ConfigVariables): ConfigFault[] {
  return [
    ...needs(variables, 'TLS_CERT_FILE', 'TLS_KEY_FILE'),
    ...needs(variables, 'TLS_KEY_FILE', 'TLS_CERT_FILE'),
  ];
}

function strangeProxy({ TRUST_PROXY }: ConfigVariables): ConfigFault[] {
  const strange = toList(TRUST_PROXY).filter((network) => !isNetwork(network));
  if (strange.length === 0) return [];
  const problem = `${strange.join(', ')} is neither an address nor a network`;
  return [{ variable: 'TRUST_PROXY', problem, allowed: 'as 10.0.0.5, 192.168.0.0/16, fd00::/8' }];
}

/** The parts of a list with commas. */
export function toList(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(',').map((one) => one.trim());
}

function isNetwork(network: string): boolean {
  const [address = '', prefix = '0', ...more] = network.split('/');
  const version = isIP(address);
  return version !== 0 && more.length === 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}

function needs(
  variables: ConfigVariables,
  present: keyof ConfigVariables,
  needed: keyof ConfigVariables,
): ConfigFault[] {
  if (variables[present] === undefined || variables[needed] !== undefined) return [];
  const problem = `it is unset, and ${present} is set`;
  return [{ variable: needed, problem, allowed: `a value, or ${present} unset` }];
}
