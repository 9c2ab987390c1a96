/** The bounds of the north side; the names are those of the configuration's limits. */
export type ServerLimits = {
  readonly mutationsPerHour: number;
  /** Sensors in one `bulkUpdateSensorDisplayName`. */
  readonly bulkRenameSensors: number;
  /** Buckets in one answer about energy over time. */
  readonly performanceBuckets: number;
  /** After so long a registration that was not finished is in nobody's way. */
  readonly registrationOpenMinutes: number;
  /** Onboardings of one account that wait for a device. */
  readonly openOnboardings: number;
  /** Days in which an onboarding can be resumed. */
  readonly onboardingDays: number;
  readonly bodyBytes: number;
  readonly queryDepth: number;
  readonly queryComplexity: number;
  readonly rootFields: number;
  readonly headerSeconds: number;
  readonly requestSeconds: number;
  readonly connections: number;
  readonly wrongCredentialsPerIdentityPerMinute: number;
  readonly wrongCredentialsPerSourcePerMinute: number;
};

/** Bounds that are not settings. */
export const fixedLimits = {
  /** Tokens of one document: more are not parsed. */
  documentTokens: 5_000,
  /** Requests a minute from one source that carry no token: sign-ins and strays. */
  anonymousRequestsPerMinute: 600,
  /** WebSockets of one node. */
  sockets: 1_000,
  /** Subscriptions of one WebSocket. */
  subscriptionsPerSocket: 20,
  /** Time to sign in on a WebSocket, ms. */
  socketSignInMs: 10_000,
  /** Changes that may wait for one slow subscriber; then it is told to come again. */
  waitingChanges: 1_000,
  /** Answers to introspection that are kept. */
  introspections: 16,
} as const;
