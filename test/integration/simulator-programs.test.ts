import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BareBroker, startBareBroker } from '../support/bare-broker.ts';
import { waitFor } from '../support/wait-for.ts';

interface Ready {
  readonly ready: boolean;
  readonly devices: number;
  readonly controlUrl: string;
  readonly ids: readonly string[];
}

let broker: BareBroker;
let child: ChildProcess | null = null;

beforeEach(async () => {
  broker = await startBareBroker('right');
});
afterEach(async () => {
  if (child !== null && child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  child = null;
  await broker.close();
});

function run(name: string, ...args: string[]) {
  const entry = new URL(`../../simulators/${name}/main.ts`, import.meta.url).pathname;
  const started = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, SIM_SECRET: 'right', TIME_SCALE: '50' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  const said = { out: '', err: '' };
  started.stdout.on('data', (chunk) => {
    said.out += String(chunk);
  });
  started.stderr.on('data', (chunk) => {
    said.err += String(chunk);
  });
  const ended = once(started, 'close').then(([code]) => code as number | null);
  const ready = () =>
    waitFor(() => (said.out.includes('\n') ? (JSON.parse(said.out) as Ready) : null), 'ready line');
  return { started, said, ended, ready };
}

describe.each(['mqtt-heat-pump', 'mqtt-battery'])('%s as a program', (name) => {
  test('prints one ready line in JSON and ends with 0 at SIGTERM, saying goodbye', async () => {
    const { started, said, ended, ready } = run(name, '--url', broker.url, '--count', '3');
    const line = await ready();
    expect(line).toMatchObject({ ready: true, devices: 3 });
    expect(line.ids).toHaveLength(3);
    const listed = await (await fetch(`${line.controlUrl}/devices`)).json();
    expect(listed).toEqual({ devices: line.ids });
    started.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(said.err).toBe('');
    expect(broker.sights.filter(({ text }) => text.includes('"offline"'))).toHaveLength(3);
  });

  test('ends with 0 at POST /stop and after --for', async () => {
    const first = run(name, '--url', broker.url);
    await fetch(`${(await first.ready()).controlUrl}/stop`, { method: 'POST' });
    expect(await first.ended).toBe(0);
    const second = run(name, '--url', broker.url, '--for', '0.1');
    expect(await second.ended).toBe(0);
  });

  test('ends with 2 for wrong arguments and names them', async () => {
    const { ended, said } = run(name, '--url', 'http://somewhere', '--json');
    expect(await ended).toBe(2);
    expect(said.err).toContain('--url http://somewhere: must look like mqtt://host:port');
    expect(said.out).toBe('');
  });

  test('ends with 3 when it cannot connect in time, and says why', async () => {
    const args = ['--secret', 'wrong', '--connect-timeout', '0.3'];
    const { ended, said } = run(name, '--url', broker.url, ...args);
    expect(await ended).toBe(3);
    expect(said.err).toMatch(/not connected within 300 ms \(last: .*\)/);
  });

  test('ends with 0 at SIGTERM while it still tries to connect', async () => {
    const { started, ended } = run(name, '--url', broker.url, '--secret', 'wrong');
    await waitFor(() => broker.attempts() > 0, 'an attempt to connect');
    started.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

test('the help shows an example', async () => {
  const { ended, said } = run('mqtt-heat-pump', '--help');
  expect(await ended).toBe(0);
  expect(said.out).toContain('Example:');
});
