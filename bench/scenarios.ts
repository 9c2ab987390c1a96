import type { Scenario } from './scenario.ts';
import { bootStorm } from './scenarios/boot-storm.ts';
import { commandMqtt } from './scenarios/command-mqtt.ts';
import { commandOcpp } from './scenarios/command-ocpp.ts';
import { idleMemory1000, idleMemory5000 } from './scenarios/idle-memory.ts';
import { inFlight64 } from './scenarios/in-flight-64.ts';
import { ocppInbound } from './scenarios/ocpp-inbound.ts';
import { paced500, paced1500 } from './scenarios/paced.ts';
import { devices100, devices2000, devices10000 } from './scenarios/registered-devices.ts';
import { reportDrain } from './scenarios/report-drain.ts';
import { startEmpty, startFull } from './scenarios/start.ts';

/** Every scenario, in the order in which they run. */
export const scenarios: readonly Scenario[] = [
  commandMqtt,
  commandOcpp,
  inFlight64,
  paced500,
  paced1500,
  devices100,
  devices2000,
  devices10000,
  ocppInbound,
  bootStorm,
  idleMemory1000,
  idleMemory5000,
  startEmpty,
  startFull,
  reportDrain,
];
