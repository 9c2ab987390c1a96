import { describe, expect, it } from 'vitest';
import { reckonSoc } from '../../../../../src/adapters/ocpp/evses/charging-needs.ts';

const needs = { socPercent: 40, capacityWh: 60_000, meterWh: 10_000 };

describe('the state of charge that follows from what a vehicle said', () => {
  it.each([
    ['as it was told', needs, 10_100, 40],
    ['with what it took since', needs, 22_000, 60],
    ['never as full', needs, 90_000, 99],
    ['unknown when the register ran backwards', needs, 9_000, null],
    ['unknown without a capacity', { ...needs, capacityWh: null }, 22_000, null],
    ['as it was told, without a capacity', { ...needs, capacityWh: null }, 10_100, 40],
    ['unknown without a register', needs, null, null],
    ['unknown when it stood nowhere', { ...needs, meterWh: null }, 10_000, null],
    ['unknown when it said nothing', null, 10_000, null],
  ])('%s', (_what, told, meterWh, socPercent) => {
    expect(reckonSoc(told, meterWh)).toBe(socPercent);
  });
});
