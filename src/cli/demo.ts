import { demoSteps } from './demo-plan.ts';
import { isOpen, runLane, type StepState } from './demo-run.ts';
import { type DemoScene, makeDemoWorld } from './demo-world.ts';
import { CliFailure, EXIT } from './failure.ts';
import { catchSignals } from './interruption.ts';
import { type LiveRow, makeLiveTable } from './live-table.ts';
import { makeCommand, parseArguments } from './options.ts';
import { gatewayEnvironment } from './start.ts';
import { paint, print, say } from './terminal.ts';

type Options = { once?: true; json?: true; faults?: string; wait: number };

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
    .option('--wait <seconds>', 'how long the six outcomes may take', toSeconds, 75)
    .addHelpText('after', '\nExample: npm -s run demo -- --once --json')
    .action(async (options: Options) => {
      outcome.code = await demo(options);
    });
  await parseArguments(command, args);
  return outcome.code;
}

function toSeconds(text: string): number {
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds;
  throw new CliFailure({
    what: `--wait ${text} is no time`,
    why: 'it takes a number of seconds above 0',
    remedy: 'type: npm run demo -- --wait 75',
    exitCode: EXIT.usage,
  });
}

/** Ctrl-C ends it in order at any moment: 130 before the outcomes are known, as shells do. */
async function demo(options: Options): Promise<number> {
  const ports = options.once ? { HTTP_PORT: '0', OCPP_PORT: '0', MQTT_PORT: '0' } : {};
  const interruption = catchSignals();
  const world = makeDemoWorld({
    environment: gatewayEnvironment(ports),
    faults: options.faults,
    say: (line) => say(paint('dim', line)),
  });
  try {
    const result = { code: EXIT.interrupted as number };
    const shown = world.start().then((scene) => show(scene, options, result));
    await Promise.race([shown, interruption.asked]);
    return result.code;
  } finally {
    if (interruption.wasAsked()) say('stopping the devices and the gateway');
    await world.stop();
    interruption.close();
  }
}

async function show(scene: DemoScene, options: Options, result: { code: number }): Promise<void> {
  const states = await runSteps(scene, options.wait * 1_000);
  if (options.json) print(JSON.stringify(toJson(states), null, 2));
  const isGood = states.every((state) => state.status === 'SUCCEEDED');
  result.code = isGood ? EXIT.done : EXIT.failed;
  say(
    isGood ? paint('green', 'every outcome was proved by the device') : toVerdict(states, options),
  );
  if (!options.once) await stayUp(scene);
}

function toVerdict(states: readonly StepState[], { wait }: Options): string {
  const open = states.filter(isOpen).length;
  const late = open > 0 ? `; ${open} had no outcome after ${wait} s` : '';
  return paint('red', `not every command SUCCEEDED${late}`);
}

async function runSteps(scene: DemoScene, waitMs: number): Promise<readonly StepState[]> {
  const states = demoSteps.map(
    (step): StepState => ({ step, id: null, status: 'waiting', evidence: null, reason: null }),
  );
  const table = makeLiveTable(() => states.map(toRow));
  const lanes = new Set(states.map((state) => state.step.lane));
  await Promise.all(
    [...lanes].map((lane) =>
      runLane({
        api: scene.api,
        devices: scene.devices,
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

async function stayUp(scene: DemoScene): Promise<void> {
  const { addresses, apiKey, devices } = scene;
  say(`\nThe gateway stays up until Ctrl-C.`);
  say(`  GraphQL   ${addresses.http}/v1/graphql/`);
  say(`  API key   ${apiKey}`);
  say(`  account   ${devices.accountNumber}`);
  say(`  EUID      ${devices.heatPump.identity} (the heat pump controller)`);
  say(paint('dim', '  what to send it: README.md, "Send a mutation"'));
  await scene.closed;
}
