import { CliFailure, EXIT } from './failure.ts';

/** Where each listener is to bind; the configuration fits. */
export type Listeners = Readonly<Record<'http' | 'ocpp' | 'mqtt', Listener>> & {
  /** Undefined without OCPPS_PORT. */
  readonly ocpps?: Listener | undefined;
  /** Undefined without MQTTS_PORT. */
  readonly mqtts?: Listener | undefined;
};

type Listener = { readonly host: string; readonly port: number };

type BindError = NodeJS.ErrnoException & { port?: number; address?: string; hostname?: string };

const names = ['http', 'ocpp', 'ocpps', 'mqtt', 'mqtts'] as const;

/**
 * The failure for a listener that cannot bind, with the variable that a person must change;
 * undefined for every other error.
 */
export function toBindFailure(error: unknown, listeners: Listeners): CliFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  return explain(error, listeners) ?? toBindFailure(error.cause, listeners);
}

function explain(error: BindError, listeners: Listeners): CliFailure | undefined {
  switch (error.code) {
    case 'EADDRINUSE':
      return busyPort(error, listeners);
    case 'EADDRNOTAVAIL':
    case 'EACCES':
      return error.syscall === 'listen' ? badBind(error, listeners) : undefined;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return unknownHost(error, listeners);
    default:
      return undefined;
  }
}

function busyPort(cause: BindError, listeners: Listeners): CliFailure | undefined {
  const { port } = cause;
  if (port === undefined) return undefined;
  const variable = portVariable(port, listeners);
  return fail(cause, {
    what: `port ${port} is in use`,
    why: `another program listens there, so ${variable}=${port} cannot be had`,
    remedy: `type: ${variable}=${port + 1} npm start   (0 takes any free port)`,
  });
}

function badBind(cause: BindError, listeners: Listeners): CliFailure | undefined {
  const { address, port } = cause;
  if (cause.code === 'EACCES') {
    if (port === undefined) return undefined;
    const variable = portVariable(port, listeners);
    return fail(cause, {
      what: `port ${port} may not be taken by this user`,
      why: `the system keeps ${variable}=${port} for others (EACCES)`,
      remedy: `set ${variable} to a port from 1024 on`,
    });
  }
  // Node leaves the port out where it was 0.
  if (address === undefined) return undefined;
  const variables = hostVariables(address, listeners);
  return fail(cause, {
    what: `the address ${address} cannot be bound`,
    why: `no network interface of this machine has it, so ${variables} cannot be had`,
    remedy: setInstead(variables, address),
  });
}

/** Names that are not those of our listeners belong to somebody else, such as REDIS_URL. */
function unknownHost(cause: BindError, listeners: Listeners): CliFailure | undefined {
  const host = cause.hostname;
  if (host === undefined || !names.some((name) => listeners[name]?.host === host)) return undefined;
  const variables = hostVariables(host, listeners);
  return fail(cause, {
    what: `the host name ${host} cannot be resolved`,
    why: `the system finds no address for it (${cause.code}), so ${variables} cannot be had`,
    remedy: setInstead(variables, host),
  });
}

function setInstead(variables: string, host: string): string {
  const bare = variables.replaceAll(`=${host}`, '');
  return `set ${bare} to 127.0.0.1, or to an address of this machine`;
}

function portVariable(port: number, listeners: Listeners): string {
  const name = names.find((candidate) => listeners[candidate]?.port === port);
  return name === undefined ? 'the port' : `${name.toUpperCase()}_PORT`;
}

/** Every listener with this host would fail, so each of them is named. */
function hostVariables(host: string, listeners: Listeners): string {
  const found = names.filter((name) => listeners[name]?.host === host);
  if (found.length === 0) return `the host=${host}`;
  return found.map((name) => `${name.toUpperCase()}_HOST=${host}`).join(' and ');
}

function fail(cause: Error, words: { what: string; why: string; remedy: string }): CliFailure {
  return new CliFailure({ ...words, exitCode: EXIT.configuration }, { cause });
}
