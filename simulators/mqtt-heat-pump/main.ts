import type { CommonArguments } from '../lib/cli.ts';
import { oneOf, type SimulatorCommand, whole } from '../lib/cli.ts';
import { UsageError } from '../lib/errors.ts';
import type { FleetOptions, SimulatorHandle } from '../lib/fleet.ts';
import { MQTT_VERSIONS, mqttOptionsOf } from '../lib/mqtt/fleet.ts';
import { runAsProgram, runSimulator } from '../lib/run.ts';
import { LONDON } from './schedule/local-time.ts';
import { SENSORS_MAX, SENSORS_MIN } from './sensors.ts';
import {
  DEFAULT_SENSORS,
  HEAT_PUMP_ID,
  type ProvisioningOptions,
  startHeatPumps,
} from './start-heat-pumps.ts';
import { HEAT_PUMP_UNIT_ID, startHeatPumpUnits } from './unit/start-heat-pump-units.ts';

const COMMAND: SimulatorCommand = {
  name: 'heat-pump',
  summary: 'A simulated heat pump controller (zones, hot water, sensors, provisioning) or unit.',
  defaultId: HEAT_PUMP_ID,
  urlExample: 'mqtt://127.0.0.1:1883 or mqtts://host:8883',
  defaultUrl: 'mqtt://127.0.0.1:1883',
  protocols: MQTT_VERSIONS,
  secretOption: 'secret',
  extend: (command) =>
    command
      .option(
        '--class <class>',
        `controller | unit (a third-party heat pump, from ${HEAT_PUMP_UNIT_ID})`,
        oneOf(['controller', 'unit']),
        'controller',
      )
      .option(
        '--sensors <n>',
        'ADC1 to ADC4, then SENSOR01 and up',
        whole(SENSORS_MIN, SENSORS_MAX),
        DEFAULT_SENSORS,
      )
      .option('--timezone <zone>', 'whose wall clock schedules follow', LONDON)
      .option(
        '--first-day <day>',
        'sunday | monday: the first character of a schedule mask',
        oneOf(['sunday', 'monday']),
        'sunday',
      )
      .option('--state <folder>', 'keep keys, certificates and answered commands over restarts')
      .option('--factory', 'begin as from the box: a factory key, and a claim from an installer')
      .option('--factory-keys <file>', 'the same, and write euid,publicKey as CSV to enrol')
      .option('--provision-url <url>', 'the same, and play the installer at this GraphQL address')
      .option('--provision-key <key>', 'API key, role service (better: SIM_PROVISION_KEY)')
      .option('--account <number>', 'account to provision for')
      .option('--property <id>', 'property to provision for'),
  example: 'SIM_SECRET=... heat-pump --url mqtt://127.0.0.1:1883 --count 10 --faults drop-links',
};

/** Runs the simulator as a program; resolves to its exit code. */
export function main(argv: string[]): Promise<number> {
  return runSimulator({ command: COMMAND, start }, argv);
}

async function start(
  common: CommonArguments,
  fleet: FleetOptions & { readonly count: number },
): Promise<SimulatorHandle> {
  const { own } = common;
  const stateDir = textOf(own['state']);
  const provisioning = provisioningOf(own);
  const options = { ...fleet, ...mqttOptionsOf(common), stateDir };
  if (own['class'] === 'unit') {
    if (provisioning !== undefined) throw new UsageError('--class unit: has no factory key');
    const isNamed = common.id !== HEAT_PUMP_ID;
    return startHeatPumpUnits({ ...options, id: isNamed ? common.id : HEAT_PUMP_UNIT_ID });
  }
  const startedMs = performance.now();
  const handle = await startHeatPumps({
    ...options,
    sensors: Number(own['sensors']),
    timeZone: String(own['timezone']),
    firstDay: own['firstDay'] === 'monday' ? 'monday' : 'sunday',
    provisioning,
  });
  if (provisioning?.app !== undefined) {
    const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
    const many = common.count === 1 ? 'controller has' : 'controllers have';
    const told = `${common.count} ${many} a certificate, after ${seconds} s`;
    return { ...handle, summary: told };
  }
  return handle;
}

/** The ways in which a controller begins without a secret, or undefined for none of them. */
function provisioningOf(own: CommonArguments['own']): ProvisioningOptions | undefined {
  const url = textOf(own['provisionUrl']);
  const factoryKeysFile = textOf(own['factoryKeys']);
  if (url === undefined) {
    const lone = ['provisionKey', 'account', 'property'].find((name) => own[name] !== undefined);
    if (lone !== undefined) throw new UsageError('--account and the like need --provision-url');
    return own['factory'] === true || factoryKeysFile !== undefined
      ? { factoryKeysFile }
      : undefined;
  }
  const apiKey = textOf(own['provisionKey']) ?? process.env['SIM_PROVISION_KEY'];
  const accountNumber = textOf(own['account']);
  if (apiKey === undefined) throw new UsageError('--provision-url: needs --provision-key');
  if (accountNumber === undefined) throw new UsageError('--provision-url: needs --account');
  if (!/^https?:\/\/./.test(url)) throw new UsageError(`--provision-url ${url}: not an address`);
  return {
    factoryKeysFile,
    app: { url, apiKey, accountNumber, propertyId: textOf(own['property']) },
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

if (import.meta.main) await runAsProgram(main);
