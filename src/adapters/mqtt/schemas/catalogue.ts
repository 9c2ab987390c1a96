import type { TSchema } from 'typebox';
import { assertNever } from '../../../domain/assert-never.ts';
import type { DeviceTopic } from '../topics.ts';
import { answerSchema } from './answer.ts';
import { describeSchema } from './describe.ts';
import { eventSchema } from './event.ts';
import { csrSchema } from './provisioning.ts';
import { isMqttAspect, stateSchemas } from './state.ts';
import { statusSchema } from './status.ts';
import { isMqttSample, telemetrySchemas } from './telemetry.ts';

/** The schema of what a device publishes on a topic; `null` for a name that is not in mqtt.md. */
export function schemaOf(topic: DeviceTopic): TSchema | null {
  switch (topic.kind) {
    case 'status':
      return statusSchema;
    case 'describe':
      return describeSchema;
    case 'answer':
      return answerSchema;
    case 'event':
      return eventSchema;
    case 'csr':
      return csrSchema;
    case 'state':
      return isMqttAspect(topic.name) ? stateSchemas[topic.name] : null;
    case 'telemetry':
      return isMqttSample(topic.name) ? telemetrySchemas[topic.name] : null;
    default:
      return assertNever(topic);
  }
}

/** Every schema of the direction device to gateway. */
export const inboundSchemas: readonly TSchema[] = [
  statusSchema,
  describeSchema,
  answerSchema,
  eventSchema,
  csrSchema,
  ...Object.values(stateSchemas),
  ...Object.values(telemetrySchemas),
];
