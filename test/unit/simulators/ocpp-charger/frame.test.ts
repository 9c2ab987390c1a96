import { describe, expect, it } from 'vitest';
import { formatFrame, parseFrame } from '../../../../simulators/ocpp-charger/rpc/frame.ts';

describe('OCPP-J framing', () => {
  it.each([
    '[2,"a1","Heartbeat",{}]',
    '[3,"a1",{"status":"Accepted"}]',
    '[4,"a1","InternalError","no",{}]',
  ])('reads and writes %s', (text) => {
    const frame = parseFrame(text);
    if (frame.kind === 'malformed') throw new Error(frame.why);
    expect(formatFrame(frame)).toBe(text);
  });

  it.each([
    ['no JSON', '{"'],
    ['no array', '{}'],
    ['a numeric id', '[2,7,"Reset",{}]'],
    ['an empty id', '[2,"","Reset",{}]'],
    ['an id of 37 characters', `[2,"${'x'.repeat(37)}","Reset",{}]`],
    ['an unknown type', '[9,"a1",{}]'],
    ['a result without a payload', '[3,"a1"]'],
    ['an error without a code', '[4,"a1"]'],
  ])('cannot answer %s', (_, text) => {
    expect(parseFrame(text)).toMatchObject({ kind: 'malformed', id: undefined });
  });

  it.each([
    ['no action', '[2,"a1"]'],
    ['no payload', '[2,"a1","Reset"]'],
    ['a payload that is a list', '[2,"a1","Reset",[]]'],
    ['a payload that is null', '[2,"a1","Reset",null]'],
  ])('can answer a CALL with %s', (_, text) => {
    expect(parseFrame(text)).toMatchObject({ kind: 'malformed', id: 'a1' });
  });
});
