import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRandom, type Random } from '../../simulators/lib/random.ts';
import { expectNoHarm, noise, pick, scribble, whole } from '../support/harm-check.ts';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { isAtRest } from '../support/power.ts';
import { sendBytes } from '../support/raw-socket.ts';
import { type Site, startSite } from '../support/site.ts';
import { addCharger, addHeatPump, type SiteDevice } from '../support/site-devices.ts';
import { accept, boost, send } from '../support/site-mutations.ts';
import { waitFor } from '../support/wait-for.ts';

const SEED = 20_261_123;
const COUNT = 200;
let site: Site;
let pump: SiteDevice;
let good: SiteDevice;
let bad: SiteDevice;

beforeAll(async () => {
  site = await startSite({
    talkLinesMax: 50_000,
    settings: {
      LIMIT_WRONG_CREDENTIALS_PER_SOURCE_PER_MINUTE: '10000',
      LIMIT_WRONG_CREDENTIALS_PER_IDENTITY_PER_MINUTE: '10000',
    },
  });
  pump = await addHeatPump(site);
  good = await addCharger(site);
  bad = await addCharger(site, { isStarted: false });
});
afterAll(() => site?.stop());

const secrets = () => [site.gateway.apiKey, good.secret, bad.secret, pump.secret];

test(`${COUNT} bad upgrades harm nobody (seed ${SEED})`, async () => {
  const random = makeRandom(SEED, 'upgrades');
  const requests = Array.from({ length: COUNT }, () => toBadUpgrade(random));
  const port = Number(new URL(site.gateway.ocpp).port);

  await expectNoHarm({ site, bystander: pump, secrets: secrets() }, async () => {
    const answers: string[] = [];
    for (let from = 0; from < COUNT; from += 20) {
      const some = requests.slice(from, from + 20).map((bytes) => sendBytes(port, bytes));
      answers.push(...(await Promise.all(some)));
    }
    expect(answers.filter((answer) => /^HTTP\/1\.1 (101|5)/.test(answer))).toEqual([]);
    return answers;
  });
});

test(`${COUNT} bad frames of a known charger harm nobody (seed ${SEED})`, async () => {
  const random = makeRandom(SEED, 'frames');
  const check = { site, bystander: pump, secrets: secrets(), offenders: [bad] };

  await expectNoHarm(check, async () => {
    const links = [await connect()];
    for (let index = 0; index < COUNT; index += 1) {
      // Broken framing ends a link, and the rest must not all go to a dead one.
      const charger = links.at(-1)?.isOpen ? links.at(-1) : await connect();
      if (charger && charger !== links.at(-1)) links.push(charger);
      charger?.socket.send(toBadFrame(random), { binary: random() < 0.1 });
      if (index % 20 === 0) await settle(charger);
    }
    for (const link of links) link.close();
    return links.flatMap(({ frames }) =>
      frames.filter(({ direction }) => direction === 'in').map(({ text }) => text),
    );
  });

  const again = await connect();
  expect(await again.ask('Heartbeat', {})).toHaveProperty('currentTime');
  again.close();
  await site.reaches(await accept(site, boost(good)), 'SUCCEEDED');
});

test('one oversized frame ends its own link only', async () => {
  const charger = await connect();

  charger.send([2, 'big', 'DataTransfer', { vendorId: 'x', data: 'd'.repeat(70_000) }]);

  await waitFor(() => charger.closeCode !== null, 'the link to be closed');
  expect(charger.closeCode).toBe(1009);
  await site.reaches(await accept(site, boost(good, 'CANCEL')), 'SUCCEEDED');
});

test('a charger cannot end the session of another one', async () => {
  const boosted = await addCharger(site);
  await site.reaches(await accept(site, boost(boosted)), 'SUCCEEDED');
  const [start] = boosted.lines({ type: 'CALLRESULT', action: 'StartTransaction' });
  const { transactionId } = (start?.['payload'] ?? {}) as { transactionId?: number };
  expect(transactionId).toBeGreaterThan(0);
  const charger = await connect();

  const answer = await charger.call('StopTransaction', {
    transactionId,
    meterStop: 1,
    timestamp: new Date().toISOString(),
  });

  expect(answer[0]).toBe(3);
  charger.close();
  const again = await send(site, boost(boosted));
  expect(again.errors[0]?.extensions).toMatchObject({
    boostChargeRefusalReasons: ['BC_BOOST_CHARGE_IN_PROGRESS'],
  });
  const cancel = await accept(site, boost(boosted, 'CANCEL'));
  expect(await site.reaches(cancel, 'SUCCEEDED')).toMatchObject({
    evidence: { aspect: 'meter', value: { powerW: isAtRest, sessionId: transactionId } },
  });
});

function connect(): Promise<RawCharger> {
  return RawCharger.connect(`${site.gateway.ocpp}/${bad.identity}`, {
    user: bad.identity,
    password: bad.secret,
  });
}

/** Waits until what was sent has been read: frames of one link are read in their order. */
async function settle(charger: RawCharger | undefined): Promise<void> {
  if (!charger?.isOpen) return;
  const id = `settle-${charger.frames.length}`;
  charger.send([2, id, 'Heartbeat', {}]);
  const isAnswered = () => charger.frames.some(({ text }) => text.includes(id) && text[1] === '3');
  await waitFor(() => !charger.isOpen || isAnswered(), 'the link to be quiet');
}

/** An upgrade with at least one thing wrong. */
function toBadUpgrade(random: Random): Buffer {
  if (random() < 0.1) return noise(random, 1 + whole(random, 300));
  const encoded = Buffer.from(`${bad.identity}:${bad.secret}`).toString('base64');
  const wrong = whole(random, 5);
  const path =
    wrong !== 0
      ? `/ocpp/${bad.identity}`
      : pick(random, [
          '/ocpp/',
          '/ocpp/%',
          '/ocpp/%zz',
          '/ocpp/%00',
          `/ocpp/${bad.identity}/`,
          `/ocpp/${bad.identity}/x`,
          `/ocpp/..%2f${bad.identity}`,
          `/ocpp/${'x'.repeat(500)}`,
          `/ocpp/${good.identity}`,
          `/${scribble(random, 12)}`,
          '*',
        ]);
  const authorization =
    wrong !== 1
      ? `Basic ${encoded}`
      : pick(random, [
          'Basic',
          '',
          `Basic ${scribble(random, 30)}`,
          `Basic ${Buffer.from(`${bad.identity}:wrong-password-of-it`).toString('base64')}`,
          `Basic ${Buffer.from(`${good.identity}:${bad.secret}`).toString('base64')}`,
          `Basic ${Buffer.from(bad.identity).toString('base64')}`,
          `Bearer ${encoded}`,
        ]);
  const protocol =
    wrong !== 2 ? 'ocpp1.6' : pick(random, ['', 'ocpp9', ',,', 'OCPP1.6', 'ocpp2.0']);
  const method = wrong !== 3 ? 'GET' : pick(random, ['POST', 'HEAD', 'BREW', 'CONNECT']);
  const version = wrong !== 4 ? '13' : pick(random, ['0', '12', 'x', '']);
  const lines = [
    `${method} ${path} HTTP/1.1`,
    'Host: x',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Version: ${version}`,
    `Sec-WebSocket-Protocol: ${protocol}`,
    `Authorization: ${authorization}`,
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

/** A frame that no charger may send; none of them is a report that would be stored. */
function toBadFrame(random: Random): string {
  const id = scribble(random, 6).replaceAll(/["\\]/g, 'x');
  const frame = pick<unknown>(random, [
    scribble(random, 60),
    noise(random, 40).toString('latin1'),
    '[]',
    '{}',
    'null',
    '',
    '['.repeat(20_000),
    `[2,"${id}","Heartbeat",{}`,
    [2, 5, 'Heartbeat', {}],
    [2, null, 'Heartbeat', {}],
    [9, id, 'Heartbeat', {}],
    [2, id, 7, {}],
    [2, id, '__proto__', {}],
    [2, id, 'constructor'],
    [2, id, 'Heartbeat', 'text'],
    [2, 'i'.repeat(5_000), 'Heartbeat', { x: 1 }],
    [2, id, 'StatusNotification', { connectorId: 'x' }],
    [2, id, 'StatusNotification', { connectorId: -1, errorCode: 'NoError', status: 'Party' }],
    [2, id, 'StartTransaction', null],
    [2, id, 'StartTransaction', { connectorId: 1, idTag: 't'.repeat(900) }],
    [2, id, 'MeterValues', { connectorId: 1, meterValue: [{}] }],
    [2, id, 'BootNotification', { chargePointVendor: 'v'.repeat(500), chargePointModel: 'm' }],
    [2, id, 'StopTransaction', { transactionId: 1e308 }],
    [3, id, {}],
    [3, id, null],
    [4, id],
    [4, id, 'GenericError', 7, []],
  ]);
  return typeof frame === 'string' ? frame : JSON.stringify(frame);
}
