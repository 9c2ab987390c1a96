import { describe, expect, it } from 'vitest';
import { type Caller, mayDo, type Right, type Role } from '../../../src/domain/caller.ts';
import type { Command } from '../../../src/domain/command.ts';
import { makeConnectionTable } from '../../../src/domain/connection-table.ts';
import { sha256, toCanonicalJson } from '../../../src/domain/digest.ts';
import { checkSafety } from '../../../src/domain/safety.ts';
import { makeCaller, makeDevice, makeView, setpointOf, wishes } from '../../support/builders.ts';
import { makeFakeConnection } from '../../support/fake-connection.ts';

const zone = (params: object) => ({ kind: 'set_zone_mode', params }) as Command;

describe('the safety envelope', () => {
  it.each([
    [
      'a heating zone under 5 C',
      zone({ zone: 'ZONE_1', mode: 'ON', setpointC: 4.5 }),
      'frost_protection',
    ],
    ['a heating zone at 5 C', zone({ zone: 'ZONE_1', mode: 'ON', setpointC: 5 }), null],
    ['a heating zone without a setpoint', zone({ zone: 'ZONE_1', mode: 'OFF' }), null],
    ['hot water over 60 C', setpointOf(60.5), 'scald_protection'],
    ['hot water at 60 C', setpointOf(60), null],
    [
      'a water zone over 60 C',
      zone({ zone: 'WATER', mode: 'BOOST', setpointC: 61 }),
      'scald_protection',
    ],
    ['a cold water zone', zone({ zone: 'WATER', mode: 'ON', setpointC: 4 }), null],
    ['a boost of a charger', wishes.boost, null],
  ])('judges %s', (_what, command, code) => {
    expect(checkSafety(command, makeView())?.code ?? null).toBe(code);
  });

  it('names the limit and what was asked for', () => {
    expect(checkSafety(setpointOf(61), makeView())).toMatchObject({ limit: 60, actual: 61 });
  });
});

describe('canonical JSON', () => {
  it('is the same whatever the order of the keys, and not whatever that of a list', () => {
    const left = { b: [1, { d: 1, c: null }], a: 'x' };
    const right = { a: 'x', b: [1, { c: null, d: 1 }] };
    expect(toCanonicalJson(left)).toBe(toCanonicalJson(right));
    expect(toCanonicalJson([1, 2])).not.toBe(toCanonicalJson([2, 1]));
    expect(toCanonicalJson({ a: undefined })).toBe('{}');
    expect(sha256('a')).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('rights', () => {
  const all: readonly Right[] = ['read', 'command', 'provision', 'cancel', 'administer'];
  const rightsOn = (caller: Caller, account: string) =>
    all.filter((right) => mayDo(caller, right, account));

  it.each([
    ['service', all, all],
    ['operator', ['read', 'cancel'], ['read', 'cancel']],
    ['installer', ['read', 'provision'], []],
    ['account', ['read', 'command', 'provision', 'cancel'], []],
  ] as [Role, Right[], Right[]][])('of %s on its own account and on others', (role, own, other) => {
    const caller = makeCaller({ role });
    expect(rightsOn(caller, 'A-1')).toEqual(own);
    expect(rightsOn(caller, 'A-2')).toEqual(other);
  });
});

describe('the table of connections', () => {
  it('holds the newest of a device, and closes the one that it replaces', () => {
    const table = makeConnectionTable();
    const [older, newer] = [1, 2].map((epoch) => makeFakeConnection(makeDevice(), epoch));
    if (!older || !newer) throw new Error('two connections');
    expect(table.add(older)).toBe(true);
    expect(table.add(newer)).toBe(true);
    expect(older.closedFor).toHaveLength(1);
    expect(table.add(older)).toBe(false);
    expect(table.remove(older.deviceId, 1)).toBe(false);
    expect(table.get(older.deviceId)).toBe(newer);
    expect(table.remove(newer.deviceId, 2)).toBe(true);
    expect(table.count).toBe(0);
  });
});
