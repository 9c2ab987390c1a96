import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  makeMessageSchemas,
  parseSchemaId,
  readSchemas,
  type Subprotocol,
} from '../../../../../src/adapters/ocpp/validation/message-schemas.ts';

const versions: readonly [Subprotocol, number][] = [
  ['ocpp1.6', 39],
  ['ocpp2.0.1', 64],
  ['ocpp2.1', 91],
];

describe.each(versions)('the schemas of %s', (subprotocol, actionCount) => {
  const names = readSchemas(subprotocol).map(({ $id }) => parseSchemaId($id as string));

  it('are sound, all of them, and compile', () => {
    // Our own Ajv does not look at the meta-schema (docs/adr/0007-schemas-on-first-use.md).
    const ajv = new Ajv({ strict: false, validateSchema: true });
    addFormats.default(ajv);
    for (const { $id, ...schema } of readSchemas(subprotocol)) {
      expect(ajv.validateSchema(schema), $id as string).toBe(true);
    }
  });

  it(`are there for both halves of ${actionCount} actions`, () => {
    const schemas = makeMessageSchemas();
    const actions = new Set(names.map((name) => name.action));
    expect(actions.size).toBe(actionCount);
    for (const name of names) {
      expect(schemas(subprotocol, name.action, name.half)).not.toBeNull();
    }
    // The one message of 2.1 that is never answered (SEND, OCPP-J 2.1 4.2.6).
    const silent = [...actions].filter((action) => !schemas(subprotocol, action, 'response'));
    expect(silent).toEqual(subprotocol === 'ocpp2.1' ? ['NotifyPeriodicEventStream'] : []);
  });

  it('know a heartbeat from one with a field too many', () => {
    const isValid = makeMessageSchemas()(subprotocol, 'Heartbeat', 'request');
    expect(isValid?.({})).toBe(true);
    expect(isValid?.({ more: 1 })).toBe(false);
  });
});

it('compiles a message once, whoever asks', () => {
  const schemas = makeMessageSchemas();
  const ask = () => schemas('ocpp2.1', 'BootNotification', 'request');
  expect(ask()).toBe(ask());
});

it.each([
  ['ocpp1.6', 'NoSuchMessage'],
  ['ocpp1.6', 'TransactionEvent'],
  ['ocpp1.5', 'Heartbeat'],
  ['__proto__', 'Heartbeat'],
  ['ocpp2.1', '__proto__'],
])('has nothing for %s %s', (subprotocol, action) => {
  expect(makeMessageSchemas()(subprotocol, action, 'request')).toBeNull();
});
