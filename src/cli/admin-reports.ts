import type { Command } from 'commander';
import { CliFailure, EXIT } from './failure.ts';
import { connect, type GatewayOptions, withGateway } from './gateway-options.ts';
import { makeCommand } from './options.ts';
import { print, say, toTable } from './terminal.ts';

type DeadLetter = {
  readonly target: string;
  readonly transactionId: string;
  readonly stateNumber: number;
  readonly reason: string;
  readonly failedAt: string;
  readonly attempts: number;
};
type Target = {
  readonly target: string;
  readonly backlog: number;
  readonly stoppedAt: string | null;
  readonly stoppedReason: string | null;
};

const listDocument = `query Reports {
  reportTargets { target backlog stoppedAt stoppedReason }
  reportDeadLetters(first: 200) { target transactionId stateNumber reason failedAt attempts }
}`;
const replayDocument = `mutation Replay($target: ReportTarget, $id: ID) {
  replayReports(target: $target, transactionId: $id) { replayed }
}`;
const resumeDocument = `mutation Resume($target: ReportTarget!) {
  resumeReportTarget(target: $target) { target }
}`;

/** `admin reports`: what could not be delivered, and sending it again. */
export function addReportCommands(admin: Command): void {
  const reports = makeCommand('reports', 'Reports that could not be delivered.')
    .addCommand(withConnection(makeCommand('list', 'Shows targets and dead letters.')).action(list))
    .addCommand(
      withConnection(makeCommand('replay', 'Sends dead letters again: all, or of one target.'))
        .option('--target <name>', 'webhook or graphql')
        .option('--transaction <id>', 'one transaction only')
        .action(replay),
    )
    .addCommand(
      withConnection(makeCommand('resume', 'Sends again to a target that had answered 410.'))
        .requiredOption('--target <name>', 'webhook or graphql')
        .action(resume),
    );
  admin.addCommand(reports);
}

function withConnection(command: Command): Command {
  return withGateway(command, 'service or operator').addHelpText(
    'after',
    `\nExample: npm run admin -- reports ${command.name()} --key jg_...`,
  );
}

async function list(options: GatewayOptions): Promise<void> {
  const answer = await connect(options).request<{
    reportTargets: readonly Target[];
    reportDeadLetters: readonly DeadLetter[];
  }>(listDocument);
  if (options.json) {
    print(JSON.stringify(answer, null, 2));
    return;
  }
  const targets = answer.reportTargets.map((one) => [
    one.target,
    String(one.backlog),
    one.stoppedAt ? `stopped ${one.stoppedAt}: ${one.stoppedReason}` : 'running',
  ]);
  print(toTable(['target', 'waiting', 'state'], targets));
  const letters = answer.reportDeadLetters.map((one) => [
    one.target,
    one.transactionId,
    one.failedAt,
    String(one.attempts),
    one.reason.slice(0, 60),
  ]);
  if (letters.length === 0) say('no dead letters');
  else print(toTable(['target', 'transaction', 'given up at', 'tries', 'reason'], letters));
}

async function replay(
  options: GatewayOptions & { target?: string; transaction?: string },
): Promise<void> {
  const answer = await connect(options).request<{ replayReports: { replayed: number } }>(
    replayDocument,
    { target: options.target?.toUpperCase() ?? null, id: options.transaction ?? null },
  );
  const { replayed } = answer.replayReports;
  if (options.json) print(JSON.stringify({ replayed }));
  else say(`${replayed} reports will be sent again`);
}

async function resume(options: GatewayOptions & { target: string }): Promise<void> {
  const answer = await connect(options).request<{ resumeReportTarget: object | null }>(
    resumeDocument,
    { target: options.target.toUpperCase() },
  );
  if (answer.resumeReportTarget === null) throw notConfigured(options.target);
  if (options.json) print(JSON.stringify({ resumed: options.target }));
  else say(`reports to ${options.target} are sent again`);
}

function notConfigured(target: string): CliFailure {
  return new CliFailure({
    what: `nothing is reported to ${target}`,
    why: 'the gateway has no such target configured',
    remedy: 'set REPORT_WEBHOOK_URL or REPORT_GRAPHQL_URL and start it again',
    exitCode: EXIT.refused,
  });
}
