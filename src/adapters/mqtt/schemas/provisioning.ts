import { type Static, type TSchema, Type } from 'typebox';
import type { ClaimStep, Verdict } from '../topics.ts';
import { Text, Word } from './terms.ts';

const Pem = Type.String({ minLength: 1, maxLength: 16_384 });
const Moment = Type.String({ format: 'date-time', pattern: '\\.\\d{3}Z$' });
const closed = { additionalProperties: false };

/** `csr/req` of a claim, and `cert/csr/req` of a device. The desk looks at what is in it. */
export const csrSchema = Type.Object({ csrPem: Pem });

const registerSchema = Type.Object({ token: Text, parameters: Type.Object({}) });

const rejectedSchema = Type.Object(
  {
    statusCode: Type.Integer({ minimum: 400, maximum: 599 }),
    errorCode: Word,
    errorMessage: Text,
  },
  closed,
);

const csrAcceptedSchema = Type.Object(
  {
    certificatePem: Type.Optional(Pem),
    chainPem: Pem,
    certificateOwnershipToken: Text,
    expiresAt: Moment,
  },
  closed,
);

const registerAcceptedSchema = Type.Object(
  {
    euid: Type.String({ pattern: '^[0-9a-f]{16}$' }),
    mqttHost: Text,
    mqttPort: Type.Integer({ minimum: 1, maximum: 65_535 }),
    topicRoot: Text,
    limits: Type.Object(
      {
        keepAliveS: Type.Integer(),
        packetBytes: Type.Integer(),
        commandBytes: Type.Integer(),
        stateBytes: Type.Integer(),
        telemetryBytes: Type.Integer(),
      },
      closed,
    ),
    certificatePem: Type.Optional(Pem),
    chainPem: Type.Optional(Pem),
  },
  closed,
);

const rotationAcceptedSchema = Type.Object(
  { certificatePem: Pem, chainPem: Pem, notAfter: Moment },
  closed,
);

/** What is published in one step of a claim or in a rotation, by the last topic level. */
export const provisioningSchemas = {
  csr: { req: csrSchema, accepted: csrAcceptedSchema, rejected: rejectedSchema },
  register: { req: registerSchema, accepted: registerAcceptedSchema, rejected: rejectedSchema },
  rotation: { req: csrSchema, accepted: rotationAcceptedSchema, rejected: rejectedSchema },
} as const satisfies Record<ClaimStep | 'rotation', Record<Verdict | 'req', TSchema>>;

/** A `rejected` payload. */
export type RejectedPayload = Static<typeof rejectedSchema>;
/** The payload of a claim's `csr/accepted`. */
export type CsrAcceptedPayload = Static<typeof csrAcceptedSchema>;
/** The payload of `register/accepted`. */
export type RegisterAcceptedPayload = Static<typeof registerAcceptedSchema>;
/** The payload of a device's `cert/csr/accepted`. */
export type RotationAcceptedPayload = Static<typeof rotationAcceptedSchema>;
