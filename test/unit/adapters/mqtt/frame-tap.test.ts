import { expect, test } from 'vitest';
import { makeFrameTap } from '../../../../src/adapters/mqtt/frame-tap.ts';
import type { DeviceId, DeviceIdentity } from '../../../../src/domain/device.ts';
import type { Frame } from '../../../../src/domain/ports/frame-log.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';

function makeTap() {
  const frames: Frame[] = [];
  const log = { record: (_id: DeviceId, frame: Frame) => void frames.push(frame) };
  return { frames, tap: makeFrameTap({ frames: log, clock: makeFakeClock() }) };
}

const link = { deviceId: 'd' as DeviceId, identity: '001e5e0902ba5d84' as DeviceIdentity };

test('a topic is named without the part that is the same in all of a device', () => {
  const { frames, tap } = makeTap();

  tap.heard(link, 'gw/v1/001e5e0902ba5d84/state/zones', Buffer.from('{"rev":1}'));
  tap.sent(link, 'gw/v1/001e5e0902ba5d84/cmd/tx-1/req', Buffer.from('{"v":1}'));

  expect(frames).toMatchObject([
    { direction: 'in', name: 'state/zones', text: '{"rev":1}' },
    { direction: 'out', name: 'cmd/tx-1/req', text: '{"v":1}' },
  ]);
});

test.each([
  'claimSecret',
  'password',
  'encryptedPrivateKey',
  'ownershipToken',
  'certificateOwnershipToken',
  'secret',
])('hides the value of %s', (name) => {
  const { frames, tap } = makeTap();

  tap.heard(link, 'x', Buffer.from(JSON.stringify({ [name]: 'do-not-show', at: 'now' })));

  expect(frames[0]?.text).toBe(JSON.stringify({ [name]: '***', at: 'now' }));
});

test('bytes that are no text, and too many of them, are kept in part', () => {
  const { frames, tap } = makeTap();

  tap.heard(link, 'x'.repeat(500), Buffer.alloc(60_000, 0xff));

  expect(frames[0]).toMatchObject({ isCut: true });
  expect(frames[0]?.text).toHaveLength(4_096);
  expect(frames[0]?.name).toHaveLength(120);
});
