import { type Static, Type } from 'typebox';
import {
  count,
  flag,
  oneOf,
  optionalPort,
  optionalText,
  optionalUrl,
  port,
  ratio,
  text,
} from './kinds.ts';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const listeners = {
  HTTP_HOST: text('127.0.0.1', 'Address that GraphQL, health and metrics listen on.'),
  HTTP_PORT: port(4000, 'Port of GraphQL, health and metrics.'),
  OCPP_HOST: text('127.0.0.1', 'Address that chargers connect to.'),
  OCPP_PORT: port(9000, 'Port of ws://host:port/ocpp/<identity>.'),
  OCPPS_HOST: text('0.0.0.0', 'Address that chargers connect to over TLS.'),
  OCPPS_PORT: optionalPort('Port of wss://host:port/ocpp/<identity>; off if unset.'),
  MQTT_HOST: text('127.0.0.1', 'Address that the embedded MQTT broker listens on.'),
  MQTT_PORT: port(1883, 'Port of the embedded MQTT broker.'),
  MQTTS_HOST: text('0.0.0.0', 'Address that MQTT over TLS listens on.'),
  MQTTS_PORT: optionalPort('Port of MQTT over TLS, for devices with certificates; off if unset.'),
  TLS_CERT_FILE: optionalText('Certificate of the TLS listeners, PEM; made in DATA_DIR if unset.'),
  TLS_KEY_FILE: optionalText('Private key of TLS_CERT_FILE, PEM.'),
  TLS_CLIENT_CA_FILE: optionalText('Extra issuers of device certificates, PEM.'),
  ALLOW_PLAINTEXT: flag('Lets the plain listeners (HTTP too) bind beyond loopback.'),
  TRUST_PROXY: optionalText(
    'Proxies whose X-Forwarded-For is believed (HTTP, OCPP): addresses or networks, with commas.',
    {
      pattern: '^[0-9A-Fa-f.:]+(/[0-9]{1,3})?(\\s*,\\s*[0-9A-Fa-f.:]+(/[0-9]{1,3})?)*$',
      allowed: 'addresses or networks with commas, as 10.0.0.5, 192.168.0.0/16',
    },
  ),
  PUBLIC_OCPP_URL: optionalUrl(
    ['ws', 'wss'],
    'What chargers are told to connect to, without the identity; from the listener if unset.',
  ),
};

const hostName = '[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?';
const ipv6Address = '[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f.]{0,15}){2,7}';

const publicNames = {
  PUBLIC_MQTT_HOST: optionalText(
    'Host name that provisioned devices are told to connect to; from the listener if unset.',
    {
      pattern: `^(${hostName}|${ipv6Address})$`,
      allowed: 'a host name or an address, without scheme and port',
    },
  ),
};

const access = {
  JWKS_URL: optionalUrl(['https', 'http'], 'Keys of an outside token issuer.'),
  JWT_ISSUER: optionalText('The `iss` that tokens of the outside issuer must carry.'),
  JWT_AUDIENCE: optionalText('The `aud` that tokens of the outside issuer must carry.'),
  JWT_ACCOUNTS_CLAIM: text('accounts', 'Claim of an outside token that lists its accounts.'),
  JWT_SIGNING_KEY_FILE: optionalText(
    'Our own signing key (ES256, PEM), shared by all nodes; made in DATA_DIR if unset.',
  ),
  BOOTSTRAP_API_KEY: optionalText('A first API key with role service.', {
    minLength: 16,
    allowed: 'a text of at least 16 characters',
  }),
};

const storage = {
  REDIS_URL: optionalUrl(
    ['redis', 'rediss', 'unix'],
    'Uses this Redis instead of an embedded one.',
  ),
  DATA_DIR: text('./data', 'Folder of the Redis files, the keys and the CA.'),
  ALLOW_WEAK_DURABILITY: flag('Starts on a Redis that may lose accepted commands.'),
  ALLOW_REDIS_DOWNLOAD: flag(
    'Unpacks Debian packages of Redis into the cache folder when none is installed.',
  ),
  TRANSACTION_RETENTION_DAYS: count(
    { byDefault: 30, from: 1, to: 3650 },
    'Days that ended and reported transactions are kept.',
  ),
};

const reporting = {
  REPORT_WEBHOOK_URL: optionalUrl(['https', 'http'], 'Receives each outcome as a signed webhook.'),
  REPORT_WEBHOOK_SECRET: optionalText(
    'Standard Webhooks secrets (whsec_...), with commas; the first signs.',
    {
      pattern: '^(whsec_)?[A-Za-z0-9+/]{32,}={0,2}(,\\s*(whsec_)?[A-Za-z0-9+/]{32,}={0,2})*$',
      allowed: 'whsec_ and at least 24 bytes in base64; several with commas',
    },
  ),
  REPORT_GRAPHQL_URL: optionalUrl(
    ['https', 'http'],
    'Receives each outcome as a GraphQL mutation.',
  ),
  REPORT_GRAPHQL_TOKEN: optionalText('Token that is sent to REPORT_GRAPHQL_URL.'),
  REPORT_GRAPHQL_DOCUMENT_FILE: optionalText('File with another mutation document to report with.'),
  ALLOW_PRIVATE_TARGETS: flag('Lets reports go to private and loopback addresses.'),
};

const running = {
  NODE_ID: optionalText('Name of this node; the host name if unset.', {
    pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$',
    allowed: 'up to 63 letters, digits, dots, dashes and underscores',
  }),
  LOG_LEVEL: oneOf(LOG_LEVELS, 'info', 'How much is logged.'),
  SITE_TIME_ZONE: text('Europe/London', 'The IANA time zone that times of preferences are in.'),
  TIME_SCALE: ratio(
    { byDefault: 1, from: 1, to: 1000 },
    'Divides every waiting window; for tests, refused with NODE_ENV=production.',
  ),
};

/** Each `LIMIT_<WORDS>_<UNIT>` with the value that the design names as its default. */
const limits = {
  LIMIT_MAILBOX_COMMANDS: limit(50, 'Commands that may wait for one device.'),
  LIMIT_BULK_RENAME_SENSORS: limit(50, 'Sensors that one mutation may rename.'),
  LIMIT_MUTATIONS_PER_HOUR: limit(300, 'Mutations an hour for each account user.'),
  LIMIT_BODY_BYTES: limit(262_144, 'Size of one HTTP request body.'),
  LIMIT_QUERY_DEPTH: limit(12, 'Depth of one GraphQL document.'),
  LIMIT_QUERY_COMPLEXITY: limit(1_000, 'Fields of one GraphQL document, lists counted.'),
  LIMIT_ROOT_FIELDS: limit(20, 'Root fields of one GraphQL document.'),
  LIMIT_HEADER_SECONDS: limit(10, 'Time to send the headers of a request.'),
  LIMIT_REQUEST_SECONDS: limit(30, 'Time to send a whole request.'),
  LIMIT_FRAME_BYTES: limit(65_536, 'Size of one OCPP frame.'),
  LIMIT_MQTT_PACKET_BYTES: limit(65_536, 'Size of one MQTT packet.'),
  LIMIT_MQTT_COMMAND_BYTES: limit(8_192, 'Size of one MQTT command or its answer.'),
  LIMIT_MQTT_STATE_BYTES: limit(32_768, 'Size of one MQTT state report.'),
  LIMIT_MQTT_TELEMETRY_BYTES: limit(16_384, 'Size of one MQTT telemetry message.'),
  LIMIT_MQTT_KEEP_ALIVE_SECONDS: limit(120, 'Longest keep-alive that a device may ask for.'),
  LIMIT_CLAIMS_PER_USER_PER_HOUR: limit(60, 'Provisioning claims of one caller.'),
  LIMIT_CLAIMS_PER_PROPERTY_PER_HOUR: limit(20, 'Provisioning claims for one property.'),
  LIMIT_CLAIMS_PER_HOUR: limit(10_000, 'Provisioning claims in all.'),
  LIMIT_REGISTRATION_OPEN_MINUTES: limit(
    15,
    'Time that an unfinished registration keeps others of its kind away.',
  ),
  LIMIT_OPEN_ONBOARDINGS: limit(10, 'Onboardings of one account that wait for a device.'),
  LIMIT_ONBOARDING_DAYS: days(30, 'Days in which an onboarding can be resumed.'),
  LIMIT_DEVICE_CERTIFICATE_DAYS: count(
    { byDefault: 90, from: 1, to: 397 },
    'Days that a certificate of a device counts.',
  ),
  LIMIT_CONNECTIONS: limit(10_000, 'Open connections of each listener.'),
  LIMIT_WRONG_CREDENTIALS_PER_IDENTITY_PER_MINUTE: limit(10, 'Wrong credentials of one identity.'),
  LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE: limit(60, 'Wrong credentials from one address.'),
  LIMIT_REPORT_AGE_HOURS: limit(24, 'Hours that a report is retried before it is a dead letter.'),
  LIMIT_IDEMPOTENCY_HOURS: limit(24, 'Hours that idempotency keys and refusals are kept.'),
  LIMIT_TELEMETRY_RAW_HOURS: limit(48, 'Hours that raw telemetry is kept.'),
  LIMIT_TELEMETRY_HOURLY_DAYS: days(400, 'Days that hourly sums of energy are kept.'),
  LIMIT_FRAMES_PER_DEVICE: limit(1_000, 'Frames of each device that are kept in its log.'),
  LIMIT_PERFORMANCE_BUCKETS: limit(2_000, 'Stretches of time in one answer about energy.'),
  LIMIT_REDIS_MEMORY_BYTES: limit(1_073_741_824, 'Memory of the embedded Redis.'),
  LIMIT_REDIS_READY_PERCENT: percent(80, 'Redis memory in use above which we are not ready.'),
  LIMIT_REDIS_TELEMETRY_PERCENT: percent(85, 'Redis memory above which telemetry stops.'),
  LIMIT_REDIS_ACCEPT_PERCENT: percent(90, 'Redis memory above which no command is accepted.'),
  LIMIT_CLOCK_SKEW_MS: limit(2_000, 'Difference to the clock of Redis above which we stop.'),
};

function limit(byDefault: number, description: string) {
  return count({ byDefault, from: 1, to: Number.MAX_SAFE_INTEGER }, description);
}

/** Ten years at most: what has to be read at once grows with it. */
function days(byDefault: number, description: string) {
  return count({ byDefault, from: 1, to: 3_650 }, description);
}

function percent(byDefault: number, description: string) {
  return count({ byDefault, from: 1, to: 100 }, description);
}

/** Every variable that the gateway reads, each with its default, its bounds and one sentence. */
export const configSchema = Type.Object({
  ...listeners,
  ...publicNames,
  ...access,
  ...storage,
  ...reporting,
  ...running,
  ...limits,
});

/** The variables after checking: numbers and flags converted, defaults filled in. */
export type ConfigVariables = Static<typeof configSchema>;
