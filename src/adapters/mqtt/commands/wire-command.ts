import type { TSchema } from 'typebox';
import type { Command, CommandKind, CommandOf } from '../../../domain/command.ts';

/** How one kind of command is written on the wire (mqtt.md, "kinds and params"). */
export type WireCommand = {
  /** The contract's word for it. */
  readonly kind: string;
  /** JSON Schema of `params`, closed towards devices. */
  readonly params: TSchema;
  toParams(command: Command): object;
};

/** Builds an entry of the command table from the mapping of its own kind. */
export function makeWireCommand<Kind extends CommandKind>(entry: {
  kind: Kind;
  params: TSchema;
  toParams(params: CommandOf<Kind>['params']): object;
}): WireCommand {
  return {
    kind: entry.kind,
    params: entry.params,
    // The table is indexed by the command's own kind, so the parameters are of that kind.
    toParams: (command) => entry.toParams(command.params as CommandOf<Kind>['params']),
  };
}
