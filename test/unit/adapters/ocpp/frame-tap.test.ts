import { describe, expect, test } from 'vitest';
import { FrameTap, maskFrame } from '../../../../src/adapters/ocpp/frame-tap.ts';
import type { DeviceId } from '../../../../src/domain/device.ts';
import type { Frame } from '../../../../src/domain/ports/frame-log.ts';
import { makeFakeClock } from '../../../support/fake-clock.ts';

function makeTap() {
  const frames: Frame[] = [];
  const log = { record: (_id: DeviceId, frame: Frame) => void frames.push(frame) };
  return { frames, tap: new FrameTap({ frames: log, clock: makeFakeClock() }, 'd' as DeviceId) };
}

describe('the names of frames', () => {
  test('name an answer by the call that it answers', () => {
    const { frames, tap } = makeTap();

    tap.sent('[2,"1","Reset",{"type":"Soft"}]');
    tap.heard('[2,"1","Heartbeat",{}]');
    tap.sent('[3,"1",{"currentTime":"x"}]');
    tap.heard('[4,"1","NotSupported","",{}]');
    tap.heard('[3,"9",{}]');

    expect(frames.map(({ direction, name }) => `${direction} ${name}`)).toEqual([
      'out CALL Reset',
      'in CALL Heartbeat',
      'out CALLRESULT Heartbeat',
      'in CALLERROR Reset NotSupported',
      'in CALLRESULT of an unknown call',
    ]);
  });

  test('read numeric message ids', () => {
    const { frames, tap } = makeTap();

    tap.heard('[2, 17, "Heartbeat", {}]');
    tap.sent('[3,17,{}]');

    expect(frames.map(({ name }) => name)).toEqual(['CALL Heartbeat', 'CALLRESULT Heartbeat']);
  });

  test.each(['', '[]', '{"a":1}', 'noise', '['.repeat(500)])('take %j as no OCPP-J', (text) => {
    const { frames, tap } = makeTap();

    tap.heard(text);

    expect(frames[0]).toMatchObject({ name: 'not OCPP-J', text });
  });
});

describe('a mask', () => {
  test.each([
    ['[2,"1","Authorize",{"idTag":"04AB"}]', '04AB'],
    ['[3,"1",{"idTagInfo":{"status":"Accepted","parentIdTag":"FAMILY"}}]', 'FAMILY'],
    ['[2,"1","Authorize",{"idToken":{"idToken":"04AB","type":"ISO14443"}}]', '04AB'],
    ['[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"s3cret"}]', 's3cret'],
    ['[2,"1","Authorize",{"idTag":48151623}]', '48151623'],
    ['[2,"1","Authorize",{"idT\\u0061g":"CARD-1"}]', 'CARD-1'],
    ['[2,"1","DataTransfer",{"data":"{\\"idTag\\":\\"CARD-2\\"}"}]', 'CARD-2'],
    [
      '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"s3cret",' +
        '"variable":{"name":"basicauthpassword"}}]}]',
      's3cret',
    ],
    ['[2,"1","Authorize",{"idTag":"a\\"behind the quote"}]', 'behind'],
    [
      '[2,"1","SetVariables",{"setVariableData":[{"attributeValue":"s3cret",' +
        '"component":{"name":"SecurityCtrlr"},"variable":{"name":"BasicAuthPassword"}}]}]',
      's3cret',
    ],
  ])('hides the secret of %s', (text, secret) => {
    expect(maskFrame(text)).not.toContain(secret);
    expect(maskFrame(text)).toContain('***');
  });

  test('leaves other values alone', () => {
    const text = '[2,"1","ChangeConfiguration",{"key":"HeartbeatInterval","value":"60"}]';
    expect(maskFrame(text)).toBe(text);
  });
});

test('a long frame is cut, and says so', () => {
  const { frames, tap } = makeTap();

  tap.heard(`[2,"1","DataTransfer",{"data":"${'d'.repeat(9_000)}"}]`);

  expect(frames[0]).toMatchObject({ isCut: true, name: 'CALL DataTransfer' });
  expect(frames[0]?.text).toHaveLength(4_096);
});
