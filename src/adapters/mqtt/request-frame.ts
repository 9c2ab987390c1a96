import { createHash } from 'node:crypto';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { assertInvariant } from '../../domain/errors.ts';
import type { Order } from '../../domain/ports/connections.ts';
import { commandTable } from './commands/table.ts';
import { toRequestSchemas } from './schemas/request.ts';
import { makeSchemaChecks } from './schemas/validator.ts';

/** The bytes of a `req`, and their SHA-256 in hex. */
export type RequestFrame = { readonly payload: Buffer; readonly hash: string };

/** Writes the frame of an order on the connection of an epoch; `null` for an unsupported kind. */
export type RequestWriter = (order: Order, epoch: number) => RequestFrame | null;

/**
 * Returns the writer; it compiles the schema of a kind at that kind's first frame.
 * The writer throws GatewayError `invariant_broken` for a frame that the contract does not allow.
 */
export function makeRequestWriter(bytesMax: number): RequestWriter {
  const checkOf = makeSchemaChecks();
  const schemas = toRequestSchemas();
  return (order, epoch) => {
    const command = commandTable[order.command.kind];
    if (command === 'unsupported') return null;
    const frame = {
      v: 1,
      tx: order.transactionId,
      seq: order.seq,
      epoch,
      kind: command.kind,
      params: command.toParams(order.command),
      issuedAt: new Date(order.issuedAtMs).toISOString(),
      ttlS: order.ttlS,
      attempt: order.attempt,
    };
    const schema = schemas.get(command.kind);
    const validate = schema && checkOf(schema);
    const isValid = validate?.(frame) === true;
    assertInvariant(isValid, `a ${command.kind} frame broke its schema: ${toFault(validate)}`);
    const payload = Buffer.from(JSON.stringify(frame));
    assertInvariant(payload.length <= bytesMax, `a frame of ${payload.length} bytes is too large`);
    return { payload, hash: createHash('sha256').update(payload).digest('hex') };
  };
}

function toFault(validate: ValidateFunction | undefined): string {
  const [first] = validate?.errors ?? [];
  return `${first?.instancePath ?? ''} ${first?.message ?? ''}`;
}
