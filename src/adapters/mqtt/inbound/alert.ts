import type { EventPayload } from '../schemas/event.ts';

const fieldsMax = 6;
const messageLengthMax = 200;

/** An `event` as one line for the owner: its name, and what the device said with it. */
export function toAlertMessage(name: string, payload: EventPayload): string {
  const fields = Object.entries(payload)
    .filter(([key, value]) => key !== 'at' && key !== 'v' && isPlain(value))
    .slice(0, fieldsMax)
    .map(([key, value]) => `${key} ${value}`);
  const detail = fields.length === 0 ? '' : ` (${fields.join(', ')})`;
  const message = `The device reports ${name.replaceAll('_', ' ')}${detail}.`;
  return message.replaceAll(/\p{Cc}/gu, ' ').slice(0, messageLengthMax);
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
