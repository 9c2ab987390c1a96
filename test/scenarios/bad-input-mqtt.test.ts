import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { makeRandom, type Random } from '../../simulators/lib/random.ts';
import { expectNoHarm, noise, pick, scribble, whole } from '../support/harm-check.ts';
import { closeClients, connectDevice, knock, optionsOf } from '../support/mqtt-client.ts';
import { sendBytes } from '../support/raw-socket.ts';
import { type Site, startSite } from '../support/site.ts';
import { addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, setWater } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

const SEED = 20_261_123;
const COUNT = 200;
let site: Site;
let good: SiteDevice;
let bad: SiteDevice;
let port: number;

beforeAll(async () => {
  site = await startSite({
    talkLinesMax: 50_000,
    settings: {
      LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE: '10000',
      LIMIT_WRONG_CREDENTIALS_PER_IDENTITY_PER_MINUTE: '10000',
    },
  });
  good = await addHeatPump(site);
  bad = await addHeatPump(site, { isStarted: false });
  port = Number(new URL(site.gateway.mqtt).port);
});
afterEach(closeClients);
afterAll(() => site?.stop());

const harm = () => ({
  site,
  bystander: good,
  secrets: [site.gateway.apiKey, good.secret, bad.secret],
  offenders: [bad],
});

test(`${COUNT} bad byte streams harm nobody (seed ${SEED})`, async () => {
  const random = makeRandom(SEED, 'bytes');
  const streams = Array.from({ length: COUNT }, () => toBadBytes(random));

  await expectNoHarm(harm(), async () => {
    const answers: string[] = [];
    for (let from = 0; from < COUNT; from += 20) {
      const some = streams.slice(from, from + 20).map((bytes) => sendBytes(port, bytes));
      answers.push(...(await Promise.all(some)));
    }
    return answers;
  });
});

test(`${COUNT} bad messages of a known device harm nobody (seed ${SEED})`, async () => {
  const random = makeRandom(SEED, 'messages');
  const id = await accept(site, setWater(good, 51));
  await site.reaches(id, 'SUCCEEDED');
  const before = await shownBy(good);

  await expectNoHarm(harm(), async () => {
    const device = await connectBad();
    for (let index = 0; index < COUNT; index += 1) {
      const topic = toBadTopic(random, id);
      const how = random() < 0.8 ? toHabit(topic) : { qos: 1 as const, retain: random() < 0.5 };
      await device.publish(topic, toBadPayload(random), how);
    }
    expect(device.isClosed()).toBe(false);
    return device.received.map(({ text }) => text);
  });

  const after = await shownBy(good);
  expect(after.zones).toEqual(before.zones);
  expect(after.names).toEqual(before.names);
  expect((await site.read(id)).timeline.map(({ status }) => status)).not.toContain('FAILED');
});

test('a device that publishes on the topics of another changes nothing of it', async () => {
  const before = await shownBy(good);
  const device = await connectBad();
  const root = `gw/v1/${good.identity}`;
  const at = new Date().toISOString();

  const sensors = [{ code: 'SENSOR01', displayName: 'Mine now', online: true, at }];
  const how = { qos: 1, retain: true } as const;
  await device.publish(`${root}/status`, { s: 'offline', session: 1 }, how);
  await device.publish(`${root}/state/sensors`, { at, rev: 9_000, sensors }, how);
  const id = await accept(site, setWater(good, 55));
  await site.reaches(id, 'SUCCEEDED');

  const after = await shownBy(good);
  expect(after.names).toEqual(before.names);
  expect(after.connected).toBe(true);
});

test('a device cannot settle the transaction of another, not even on its own topic', async () => {
  const silent = await addHeatPump(site, {
    faults: [{ on: 'set_water_setpoint', do: 'slow', afterMs: 10_000 }],
  });
  const id = await accept(site, setWater(silent, 56));
  await site.reaches(id, 'SENT');
  const device = await connectBad();
  const answer = { v: 1, phase: 'failed', code: 'internal', at: new Date().toISOString() };

  await device.publish(`gw/v1/${silent.identity}/cmd/${id}/res`, answer);
  await device.publish(`cmd/${id}/res`, answer);

  const ended = await site.reaches(id, 'SUCCEEDED');
  expect(ended.timeline.map(({ detail }) => detail)).not.toContain(
    'the device answered failed internal',
  );
});

test('foreign, wild and system subscriptions show a device nothing of another', async () => {
  const device = await connectBad();
  const filters = ['#', '$SYS/#', 'gw/v1/+/cmd/+/req', `gw/v1/${good.identity}/cmd/+/req`];

  const granted = await Promise.all(
    filters.map((filter) =>
      device.subscribe(filter).then(
        (all) => all as { qos: number }[],
        () => [],
      ),
    ),
  );
  const id = await accept(site, setWater(good, 57));
  await site.reaches(id, 'SUCCEEDED');

  expect(granted.flat().filter(({ qos }) => qos < 128)).toEqual([]);
  expect(device.received).toEqual([]);
});

test('wrong secrets and foreign client ids are not let in', async () => {
  const { identity, secret } = bad;

  const answers = await Promise.all([
    knock(port, { ...optionsOf(identity), password: 'wrong' }),
    knock(port, { ...optionsOf(good.identity), password: secret }),
    knock(port, { clientId: good.identity, username: identity, password: secret }),
    knock(port, { clientId: identity }),
  ]);

  for (const answer of answers) expect([2, 4, 5, -1]).toContain(answer);
});

function connectBad() {
  return connectDevice(port, bad.identity, { password: bad.secret });
}

/** What the API shows of a controller. */
async function shownBy(pump: SiteDevice) {
  type Data = {
    octoHeatPumpControllerConfiguration: {
      controller: { connected: boolean };
      zones: { configuration: { code: string; sensors: { displayName: string }[] } }[];
    };
  };
  const read = await waitFor(async () => {
    const answer = await site.api.send<Data>(
      `{ octoHeatPumpControllerConfiguration(
        accountNumber: "${pump.account}", euid: "${pump.identity}"
      ) {
        controller { connected }
        zones { configuration { code sensors {
          ... on ADCSensorConfiguration { displayName }
          ... on ZigbeeSensorConfiguration { displayName }
        } } }
      } }`,
    );
    return answer.data?.octoHeatPumpControllerConfiguration;
  }, 'the configuration');
  const zones = read.zones.map(({ configuration }) => configuration.code);
  const names = read.zones.flatMap(({ configuration }) =>
    configuration.sensors.map(({ displayName }) => displayName),
  );
  return { zones, names, connected: read.controller.connected };
}

/** Noise, a spoiled CONNECT, or packets before any CONNECT. */
function toBadBytes(random: Random): Buffer {
  const connect = toConnect(bad.identity, bad.secret);
  const junk = noise(random, 1 + whole(random, 300));
  const spoiled = Buffer.from(connect);
  for (let count = 0; count < 3; count += 1) spoiled[whole(random, 12)] = whole(random, 256);
  const type = 1 + whole(random, 15);
  const packet = Buffer.concat([
    Buffer.from([(type << 4) | whole(random, 16), junk.length % 128]),
    junk,
  ]);
  return pick(random, [
    junk,
    spoiled,
    connect.subarray(0, 1 + whole(random, connect.length - 2)),
    packet,
    Buffer.concat([spoiled, packet]),
    toConnect(bad.identity, scribble(random, 20)),
    toConnect(good.identity, bad.secret),
    toConnect(scribble(random, 23), bad.secret),
    Buffer.from([0x10, 0xff, 0xff, 0xff, 0x7f]),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
    Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01]),
  ]);
}

/** A CONNECT of MQTT 3.1.1 with user name and password (MQTT-3.1). */
function toConnect(identity: string, password: string): Buffer {
  const text = (value: string) =>
    Buffer.concat([Buffer.from([0, value.length]), Buffer.from(value)]);
  const head = Buffer.from('\0\x04MQTT\x04\xc2\0\x3c', 'latin1');
  const body = Buffer.concat([head, ...[identity, identity, password].map(text)]);
  return Buffer.concat([Buffer.from([0x10, body.length]), body]);
}

/** Its own topics, those of the other device, and what is no topic of ours. */
function toBadTopic(random: Random, transactionId: string): string {
  const whose = pick(random, [bad.identity, good.identity]);
  const path = pick(random, [
    'status',
    'describe',
    'state/zones',
    'state/sensors',
    'state/nothing',
    `cmd/${transactionId}/res`,
    `cmd/${transactionId}/req`,
    'event/fault',
    'telemetry/temperature',
    'a/b/c/d/e/f/g/h',
  ]);
  const strange = pick(random, ['$SYS/x', 'gw/v2/x', 'gw/v1/x', '$share/a/b', scribble(random, 9)]);
  return random() < 0.85 ? `gw/v1/${whose}/${path}` : `gw/${strange.replaceAll(/[+#]/g, 'x')}`;
}

/** QoS and retain flag as the scheme of mqtt.md wants them, so that the payload is looked at. */
function toHabit(topic: string): { qos: 0 | 1; retain: boolean } {
  if (topic.includes('/telemetry/')) return { qos: 0, retain: false };
  return { qos: 1, retain: /\/(status|describe|state\/\w+)$/.test(topic) };
}

/** None of them is a proper report, so that nothing may be stored of any. */
function toBadPayload(random: Random): string {
  return pick(random, [
    '',
    'null',
    '[]',
    '1',
    '{',
    '\u0000',
    '{"v":2,"phase":"accepted"}',
    '{"v":1,"phase":"done"}',
    '{"s":"online","session":-1}',
    '{"s":"nothing"}',
    '{"at":"yesterday","rev":1}',
    '{"at":"2026-11-23T12:00:00.000Z","rev":1e999,"zones":[]}',
    '{"at":"2026-11-23T12:00:00.000Z","rev":2,"zones":[{"zone":"WATER","mode":"PARTY"}]}',
    '{"at":"2026-11-23T12:00:00.000Z","rev":2,"sensors":"none"}',
    `{"at":"x","x":${'['.repeat(3_000)}${']'.repeat(3_000)}}`,
    '{"v":1,"class":"toaster","kinds":{}}',
    'x'.repeat(40_000),
    noise(random, 200).toString('latin1'),
  ]);
}
