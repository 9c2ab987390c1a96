import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestApi, type TestApi } from './support/api.ts';
import { aDevice } from './support/builders.ts';
import { addKey } from './support/credential-fakes.ts';

const document = `query($id: ID!, $first: Int, $after: String) {
  deviceFrames(deviceId: $id, first: $first, after: $after) {
    cursor frames { at direction name text isCut }
  }
}`;

describe('deviceFrames', () => {
  let api: TestApi;
  let id: string;

  beforeEach(async () => {
    api = await startTestApi();
    const state = aDevice({ class: 'charger' });
    id = state.device.id;
    api.world.devices.push(state);
    const text = '[2,"1","Heartbeat",{}]';
    const atMs = api.world.nowMs;
    api.world.frames = [{ atMs, direction: 'in', name: 'CALL Heartbeat', text, isCut: false }];
  });
  afterEach(() => api.close());

  it.each(['service', 'operator'] as const)('shows a %s the frames', async (role) => {
    const token = await api.tokenOf(addKey(api.world, role, []));

    const { body } = await api.ask(document, { as: token, variables: { id } });

    expect(body.data['deviceFrames']).toEqual({
      cursor: '1-0',
      frames: [
        {
          at: '2026-03-01T12:00:00.000000+00:00',
          direction: 'IN',
          name: 'CALL Heartbeat',
          text: '[2,"1","Heartbeat",{}]',
          isCut: false,
        },
      ],
    });
  });

  it.each(['account', 'installer'] as const)('refuses an %s', async (role) => {
    const token = await api.tokenOf(addKey(api.world, role, ['A-1']));

    const { body } = await api.ask(document, { as: token, variables: { id } });

    expect(body.errors?.[0]?.extensions?.['errorCode']).toBe('KT-CT-1111');
  });

  it.each([
    [{ first: 0 }, ['first']],
    [{ first: 1_001 }, ['first']],
    [{ after: 'yesterday' }, ['after']],
  ])('names what is wrong with %j', async (input, inputPath) => {
    const token = await api.tokenOf(addKey(api.world, 'service', []));

    const { body } = await api.ask(document, { as: token, variables: { id, ...input } });

    expect(body.errors?.[0]?.extensions).toMatchObject({
      errorCode: 'KT-CT-4321',
      validationErrors: [{ inputPath }],
    });
  });

  it('knows no frames of an unknown device', async () => {
    const token = await api.tokenOf(addKey(api.world, 'service', []));

    const { body } = await api.ask(document, { as: token, variables: { id: 'nobody' } });

    expect(body.errors?.[0]?.extensions?.['errorCode']).toBe('KT-CT-4301');
  });
});
