import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { documents, waterSetpoint } from './support/documents.ts';

let api: TestApi;
let token: string;
beforeEach(async () => {
  api = await startTestApi();
  token = await signInAs(api, 'account', ['A-1']);
});
afterEach(() => api.close());

describe('the hourly limit of mutations', () => {
  const many = (count: number) => {
    const fields = Array.from({ length: count }, (_, n) => waterSetpoint({ alias: `m${n}` }));
    return `mutation { ${fields.join(' ')} }`;
  };

  it('is charged per root field, and over it nothing of a request runs', async () => {
    for (let count = 0; count < 14; count += 1) await api.ask(many(20), { as: token });
    await api.ask(many(15), { as: token });
    expect(api.world.submissions).toHaveLength(295);
    const { status, response, body } = await api.ask(many(6), { as: token });
    expect(status).toBe(429);
    expect(response.headers['retry-after']).toBe('3600');
    expect(body.errors[0]?.extensions['errorCode']).toBe('rate_limited');
    expect(api.world.submissions).toHaveLength(295);
    expect((await api.ask(many(5), { as: token })).status).toBe(200);
  });

  it('does not bind the role service, and does not count queries', async () => {
    const service = await signInAs(api, 'service');
    await api.ask(many(20), { as: service });
    await api.ask('{ viewer { id } }', { as: token });
    expect(api.world.charged).toEqual([]);
  });

  it('lets a mutation say that the store is away', async () => {
    api.world.isStoreDown = true;
    const { status, body } = await api.ask(documents.setZoneMode, { as: token });
    expect(status).toBe(200);
    expect(body.errors[0]?.extensions['errorType']).toBe('SERVICE_AVAILABILITY');
  });
});
