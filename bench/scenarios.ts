import type { Scenario } from './scenario.ts';
import { commandMqtt } from './scenarios/command-mqtt.ts';

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [commandMqtt];
