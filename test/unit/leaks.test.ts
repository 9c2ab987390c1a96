import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { findLeaks, openResources } from '../support/leaks.ts';
import { waitFor } from '../support/wait-for.ts';

describe('the search for leaks', () => {
  it('names what was opened and not closed', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const timer = setTimeout(() => {}, 60_000);
    const leaks = await findLeaks();
    clearTimeout(timer);
    await new Promise((resolve) => server.close(resolve));
    expect(leaks).toEqual(['1 x TCPServerWrap', '1 x Timeout']);
  });

  it('waits for what is just being closed', async () => {
    setTimeout(() => {}, 100);
    expect(await findLeaks()).toEqual([]);
  });

  it('leaves alone what belongs to the test runner', () => {
    expect(openResources(['PipeWrap', 'MessagePort', 'FSReqPromise'])).toEqual([]);
  });
});

describe('waitFor', () => {
  it('gives the first truthy value, through exceptions on the way', async () => {
    let calls = 0;
    const value = await waitFor(() => {
      calls += 1;
      if (calls < 3) throw new Error('not yet');
      return calls;
    }, 'the third call');
    expect(value).toBe(3);
  });

  it('says what it waited for, with the last exception as the cause', async () => {
    const attempt = waitFor(
      () => {
        throw new Error('still closed');
      },
      'the door',
      30,
    );
    await expect(attempt).rejects.toMatchObject({
      message: 'gave up waiting for the door after 30 ms',
      cause: expect.objectContaining({ message: 'still closed' }),
    });
  });
});
