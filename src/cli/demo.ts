import { once } from 'node:events';
import { demoSteps } from './demo-plan.ts';
import { isOpen, runLane, type StepState } from './demo-run.ts';
import { type DemoWorld, startDemoWorld } from './demo-world.ts';
import { EXIT } from './failure.ts';
import { type LiveRow, makeLiveTable } from './live-table.ts';
import { makeCommand, parseArguments } from './options.ts';
import { gatewayEnvironment } from './start.ts';
import { paint, print, say } from './terminal.ts';

type Options = { once?: true; json?: true; faults?: string; wait: string };

/** Shows a gateway at work with three simulated devices; the result is the exit code. */
export async function run(args: readonly string[]): Promise<number> {
  const outcome = { code: EXIT.done as number };
  const command = makeCommand(
    'demo',
    'Runs a gateway with three simulated devices, commands each of them, and stays up.',
  )
    .option('--once', 'end after the six commands: 0 when all SUCCEEDED, 1 otherwise')
    .option('--json', 'print the six transactions as one JSON document')
    .option(
      '--faults <plan>',
      'a fault plan for the devices: a file, or a name like accept-nothing',
    )
    .option('--wait <seconds>', 'how long the six outcomes may take', '75')
    .addHelpText('after', '\nExample: npm run demo -- --once --json')
    .action(async (options: Options) => {
      outcome.code = await demo(options);
    });
  await parseArguments(command, args);
  return outcome.code;
}

async function demo(options: Options): Promise<number> {
  const ports = options.once ? { HTTP_PORT: '0', OCPP_PORT: '0', MQTT_PORT: '0' } : {};
  const world = await startDemoWorld({
    environment: gatewayEnvironment(ports),
    faults: options.faults,
    say: (line) => say(paint('dim', line)),
  });
  try {
    const states = await runSteps(world, Number(options.wait) * 1_000);
    if (options.json) print(JSON.stringify(toJson(states), null, 2));
    const isGood = states.every((state) => state.status === 'SUCCEEDED');
    say(
      isGood
        ? paint('green', 'every outcome was proved by the device')
        : paint('red', 'not every command SUCCEEDED'),
    );
    if (!options.once) await stayUp(world);
    return isGood ? EXIT.done : EXIT.failed;
  } finally {
    await world.stop();
  }
}

async function runSteps(world: DemoWorld, waitMs: number): Promise<readonly StepState[]> {
  const states = demoSteps.map(
    (step): StepState => ({ step, id: null, status: 'waiting', evidence: null, reason: null }),
  );
  const table = makeLiveTable(() => states.map(toRow));
  const lanes = new Set(states.map((state) => state.step.lane));
  await Promise.all(
    [...lanes].map((lane) =>
      runLane({
        api: world.api,
        devices: world.devices,
        states: states.filter((state) => state.step.lane === lane),
        deadlineMs: Date.now() + waitMs,
        changed: table.draw,
      }),
    ),
  );
  table.finish();
  return states;
}

function toRow(state: StepState): LiveRow {
  const { step, status } = state;
  const colour = status === 'SUCCEEDED' ? 'green' : isOpen(state) ? 'yellow' : 'red';
  const why = status === 'SUCCEEDED' ? toProof(state.evidence) : (state.reason ?? '');
  return { title: step.title, status, painted: paint(colour, status), id: state.id ?? '', why };
}

function toProof(evidence: unknown): string {
  const value = (evidence as { value?: unknown } | null)?.value;
  return value === undefined ? '' : JSON.stringify(value);
}

function toJson(states: readonly StepState[]) {
  return states.map(({ step, id, status, evidence, reason }) => {
    return { command: step.title, device: step.lane, transactionId: id, status, evidence, reason };
  });
}

async function stayUp(world: DemoWorld): Promise<void> {
  say(`\nThe gateway stays up until Ctrl-C.`);
  say(`  GraphQL   ${world.addresses.http}/v1/graphql/`);
  say(`  API key   ${world.apiKey}`);
  say(`  account   ${world.devices.accountNumber}, heat pump ${world.devices.heatPump.identity}`);
  say(paint('dim', '  what to send it: README.md, "Send a mutation"'));
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM'), world.closed]);
}
