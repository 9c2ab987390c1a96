import { randomBytes } from 'node:crypto';
import { type AdministerApiKeys, makeAdministerApiKeys } from '../domain/api-keys.ts';
import { type DeviceCredentials, makeDeviceCredentials } from '../domain/device-credentials.ts';
import { makeOnboardings, type Onboardings } from '../domain/onboarding/onboardings.ts';
import type { Changes } from '../domain/ports/changes.ts';
import type { ChargeHistory } from '../domain/ports/charge-history.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Connections } from '../domain/ports/connections.ts';
import type { ApiKeys, CallLimiter, SignIns } from '../domain/ports/credentials.ts';
import type { Devices, Telemetry } from '../domain/ports/devices.ts';
import type { EnergyHistory } from '../domain/ports/energy-history.ts';
import type { FrameLog } from '../domain/ports/frame-log.ts';
import type { Ids } from '../domain/ports/ids.ts';
import type { Log } from '../domain/ports/log.ts';
import type { Metrics } from '../domain/ports/metrics.ts';
import type { PropertyPlaces, Wizards } from '../domain/ports/onboarding.ts';
import type { Outbox, ReportTarget } from '../domain/ports/outbox.ts';
import type { TransactionReads } from '../domain/ports/transactions.ts';
import type { Provisioning } from '../domain/provisioning/provisioning.ts';
import { makeRegisterDevice, type RegisterDevice } from '../domain/register-device.ts';
import { makeRetireDevice, type RetireDevice } from '../domain/retire-device.ts';
import {
  makeSetPropertyLocation,
  type SetPropertyLocation,
} from '../domain/set-property-location.ts';
import type { CancelTransaction, SubmitCommand } from '../domain/submission.ts';
import { type Authenticator, makeAuthenticator } from './auth/authenticate.ts';
import { makeOutsideIssuer, type OutsideIssuerSettings } from './auth/outside-issuer.ts';
import { makeSignIn, type SignIn } from './auth/sign-in.ts';
import type { Tokens } from './auth/tokens.ts';
import { makeWrongCredentials } from './auth/wrong-credentials.ts';
import { type ChangeFeed, makeChangeFeed } from './graphql/change-feed.ts';
import type { ServerLimits } from './http/limits.ts';

/** What the composition root hands in: the domain's use cases and ports, nothing else. */
export type GatewayDeps = {
  readonly submitCommand: SubmitCommand;
  readonly cancelTransaction: CancelTransaction;
  readonly provisioning: Provisioning;
  readonly devices: Devices;
  /** Links that this node holds: cut at once when their devices may not come any more. */
  readonly connections: Pick<Connections, 'get'>;
  readonly wizards: Wizards;
  readonly places: PropertyPlaces;
  readonly transactions: TransactionReads;
  readonly telemetry: Telemetry;
  readonly energy: EnergyHistory;
  readonly charges: Pick<ChargeHistory, 'list'>;
  readonly apiKeys: ApiKeys;
  readonly signIns: SignIns;
  readonly limiter: CallLimiter;
  readonly changes: Changes;
  readonly outbox: Outbox;
  readonly frames: Pick<FrameLog, 'read'>;
  /** The targets that are configured. */
  readonly reportTargets: readonly ReportTarget[];
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly metrics: Metrics;
  /** Issues and verifies our own tokens: `makeTokens({ privateKey, clock, ids })`. */
  readonly tokens: Tokens;
  /** How device secrets are stored. */
  readonly hashSecret: (secret: string) => string;
  /** What `ocppDetails.url` tells: asked at each request, known once the listener is up. */
  readonly publicOcppUrl: () => string;
  /** Where provisioning answers send controllers to; no URL without a TLS listener. */
  readonly publicMqtt: () => { readonly host: string; readonly url: string | null };
  /** Whether this node may take traffic, and if not, why. */
  readonly readiness: () => Promise<Readiness>;
  /** Prometheus text: `GatewayMetrics.render`. */
  readonly renderMetrics: () => Promise<string>;
};

/** What `/health/ready` says; a ready node may have reasons too (weak durability). */
export type Readiness = { readonly ready: boolean; readonly reasons: readonly string[] };

/** Settings of the north side, from the configuration. */
export type GatewaySettings = {
  readonly limits: ServerLimits;
  /** IANA name of the zone that times of preferences are in. */
  readonly siteTimeZone: string;
  /** Addresses and networks of proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly string[];
  readonly outsideIssuer: OutsideIssuerSettings | null;
};

/** The ports with what this folder builds on them. */
export type GatewayParts = GatewayDeps & {
  readonly settings: GatewaySettings;
  readonly authenticator: Authenticator;
  readonly signIn: SignIn;
  readonly registerDevice: RegisterDevice;
  readonly deviceCredentials: DeviceCredentials;
  readonly retireDevice: RetireDevice;
  readonly onboardings: Onboardings;
  readonly setPropertyLocation: SetPropertyLocation;
  readonly administerApiKeys: AdministerApiKeys;
  readonly changeFeed: ChangeFeed;
};

/** 40 characters in base64url: the longest password that OCPP chargers must take. */
const secretBytes = 30;

/** Builds them. */
export function makeGatewayParts(deps: GatewayDeps, settings: GatewaySettings): GatewayParts {
  const wrong = makeWrongCredentials({ ...deps, limits: settings.limits });
  const { outsideIssuer, limits } = settings;
  const outside = outsideIssuer && makeOutsideIssuer(outsideIssuer, deps.clock);
  const makeSecret = () => randomBytes(secretBytes).toString('base64url');
  return {
    ...deps,
    settings,
    authenticator: makeAuthenticator({ ...deps, outside, wrong }),
    signIn: makeSignIn({ ...deps, wrong }),
    registerDevice: makeRegisterDevice({ ...deps, limits, makeSecret }),
    deviceCredentials: makeDeviceCredentials(deps),
    retireDevice: makeRetireDevice(deps),
    onboardings: makeOnboardings({ ...deps, limits }),
    setPropertyLocation: makeSetPropertyLocation(deps.places),
    administerApiKeys: makeAdministerApiKeys(deps),
    changeFeed: makeChangeFeed(deps.changes, deps.log),
  };
}
