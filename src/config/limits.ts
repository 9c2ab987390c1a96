import type { ConfigVariables } from './schema.ts';

/** Every bound of the gateway, unit last in its name. */
export type Limits = Readonly<ReturnType<typeof toLimits>>;

/** The `LIMIT_...` variables under the names that the code uses. */
export function toLimits(variables: ConfigVariables) {
  return {
    mailboxCommands: variables.LIMIT_MAILBOX_COMMANDS,
    bulkRenameSensors: variables.LIMIT_BULK_RENAME_SENSORS,
    mutationsPerHour: variables.LIMIT_MUTATIONS_PER_HOUR,
    bodyBytes: variables.LIMIT_BODY_BYTES,
    queryDepth: variables.LIMIT_QUERY_DEPTH,
    queryComplexity: variables.LIMIT_QUERY_COMPLEXITY,
    rootFields: variables.LIMIT_ROOT_FIELDS,
    headerSeconds: variables.LIMIT_HEADER_SECONDS,
    requestSeconds: variables.LIMIT_REQUEST_SECONDS,
    frameBytes: variables.LIMIT_FRAME_BYTES,
    mqttPacketBytes: variables.LIMIT_MQTT_PACKET_BYTES,
    mqttCommandBytes: variables.LIMIT_MQTT_COMMAND_BYTES,
    mqttStateBytes: variables.LIMIT_MQTT_STATE_BYTES,
    mqttTelemetryBytes: variables.LIMIT_MQTT_TELEMETRY_BYTES,
    mqttKeepAliveSeconds: variables.LIMIT_MQTT_KEEP_ALIVE_SECONDS,
    claimsPerUserPerHour: variables.LIMIT_CLAIMS_PER_USER_PER_HOUR,
    claimsPerPropertyPerHour: variables.LIMIT_CLAIMS_PER_PROPERTY_PER_HOUR,
    claimsPerHour: variables.LIMIT_CLAIMS_PER_HOUR,
    registrationOpenMinutes: variables.LIMIT_REGISTRATION_OPEN_MINUTES,
    openOnboardings: variables.LIMIT_OPEN_ONBOARDINGS,
    onboardingDays: variables.LIMIT_ONBOARDING_DAYS,
    deviceCertificateDays: variables.LIMIT_DEVICE_CERTIFICATE_DAYS,
    connections: variables.LIMIT_CONNECTIONS,
    wrongCredentialsPerIdentityPerMinute: variables.LIMIT_WRONG_CREDENTIALS_PER_IDENTITY_PER_MINUTE,
    wrongCredentialsPerSourcePerMinute: variables.LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE,
    reportAgeHours: variables.LIMIT_REPORT_AGE_HOURS,
    idempotencyHours: variables.LIMIT_IDEMPOTENCY_HOURS,
    telemetryRawHours: variables.LIMIT_TELEMETRY_RAW_HOURS,
    telemetryHourlyDays: variables.LIMIT_TELEMETRY_HOURLY_DAYS,
    framesPerDevice: variables.LIMIT_FRAMES_PER_DEVICE,
    performanceBuckets: variables.LIMIT_PERFORMANCE_BUCKETS,
    redisMemoryBytes: variables.LIMIT_REDIS_MEMORY_BYTES,
    redisReadyPercent: variables.LIMIT_REDIS_READY_PERCENT,
    redisTelemetryPercent: variables.LIMIT_REDIS_TELEMETRY_PERCENT,
    redisAcceptPercent: variables.LIMIT_REDIS_ACCEPT_PERCENT,
    clockSkewMs: variables.LIMIT_CLOCK_SKEW_MS,
  };
}
