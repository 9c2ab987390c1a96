import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type BareBroker, startBareBroker } from '../support/bare-broker.ts';
import { runSimulatorProgram, type SimulatorProgram } from '../support/simulator-program.ts';
import { waitFor } from '../support/wait-for.ts';

let broker: BareBroker;
let program: SimulatorProgram | null = null;

beforeEach(async () => {
  broker = await startBareBroker('right');
});
afterEach(async () => {
  await program?.kill();
  program = null;
  await broker.close();
});

function run(name: string, ...args: string[]) {
  program = runSimulatorProgram(name, args);
  return { started: program.child, ...program };
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

test('the help of the charger says what each character is', async () => {
  const { ended, said } = run('ocpp-charger', '--help');
  expect(await ended).toBe(0);
  expect(said.out).toMatch(/\n {2}watts-only {2,}Says that it takes amps/);
  expect(said.out).toContain('--location <place>');
});

test('--class unit runs third-party heat pumps', async () => {
  const { started, ended, ready } = run('mqtt-heat-pump', '--url', broker.url, '--class', 'unit');
  const { controlUrl, ids } = await ready();
  const shown = await (await fetch(`${controlUrl}/devices/${ids[0]}`)).json();
  expect(shown).toMatchObject({ class: 'heat_pump_unit', connected: true });
  started.kill('SIGTERM');
  expect(await ended).toBe(0);
});
