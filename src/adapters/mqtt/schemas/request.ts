import { type TSchema, Type } from 'typebox';
import type { CommandKind } from '../../../domain/command.ts';
import { commandTable } from '../commands/table.ts';
import type { WireCommand } from '../commands/wire-command.ts';
import { Count } from './terms.ts';

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** `cmd/{tx}/req` of one kind; closed, so that nothing unplanned goes to a device. */
export function toRequestSchema(command: WireCommand): TSchema {
  return Type.Object(
    {
      v: Type.Literal(1),
      tx: Type.String({ pattern: uuid }),
      seq: Count,
      epoch: Count,
      kind: Type.Literal(command.kind),
      params: command.params,
      issuedAt: Type.String({ format: 'date-time', pattern: '\\.\\d{3}Z$' }),
      ttlS: Type.Number({ minimum: 0, maximum: 31 * 24 * 3_600 }),
      attempt: Type.Integer({ minimum: 1, maximum: 1_000 }),
    },
    { additionalProperties: false },
  );
}

/** The `req` schema of every kind that MQTT devices take, by the kind's word on the wire. */
export function toRequestSchemas(): ReadonlyMap<string, TSchema> {
  const kinds = Object.keys(commandTable) as CommandKind[];
  const commands = kinds.map((kind) => commandTable[kind]);
  const supported = commands.filter((command) => command !== 'unsupported');
  return new Map(supported.map((command) => [command.kind, toRequestSchema(command)]));
}
