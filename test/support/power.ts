import { expect } from 'vitest';

/** The power that divides "charging" from "not charging", W (lifecycle.md, "evidence"). */
const floorW = 500;

/** Matches a metered power that proves charging; the charger may still be ramping up. */
export const isDrawing: unknown = expect.toSatisfy((powerW) => Number(powerW) >= floorW);

/** Matches a metered power that proves a halt; the charger may still be ramping down. */
export const isAtRest: unknown = expect.toSatisfy(
  (powerW) => typeof powerW === 'number' && powerW >= 0 && powerW < floorW,
);
