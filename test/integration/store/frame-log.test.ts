import { describe, expect, it } from 'vitest';
import type { DeviceId } from '../../../src/domain/device.ts';
import type { Frame } from '../../../src/domain/ports/frame-log.ts';
import { makeFrameLog } from '../../../src/store/frame-log.ts';
import { fakeStartMs, makeFakeClock } from '../../support/fake-clock.ts';
import { makeKeptLog } from '../../support/quiet-log.ts';
import { useCore } from '../../support/use-core.ts';

const bench = useCore();
const id = 'charger-1' as DeviceId;

function open(room = true) {
  const dropped: (string | undefined)[] = [];
  const frames = makeFrameLog(bench.core.scripts, {
    room: { takesSamples: () => room },
    clock: makeFakeClock(),
    log: makeKeptLog(),
    metrics: {
      count: (_name, labels) => dropped.push(labels?.['reason']),
      observeSeconds: () => {},
    },
    framesPerDevice: 1_000,
  });
  return { frames, dropped };
}

function toFrame(each: number): Frame {
  const direction = each % 2 === 0 ? 'in' : 'out';
  return { atMs: fakeStartMs + each, direction, name: `CALL ${each}`, text: '[]', isCut: false };
}

describe('the frame log', () => {
  it('gives the newest frames first, then goes on behind them', async () => {
    const { frames } = open();
    for (let each = 0; each < 10; each += 1) frames.record(id, toFrame(each));

    const page = await frames.read(id, { after: null, limit: 4 });
    frames.record(id, toFrame(10));
    const next = await frames.read(id, { after: page.cursor, limit: 100 });
    const last = await frames.read(id, { after: next.cursor, limit: 100 });

    expect(page.frames).toEqual([6, 7, 8, 9].map(toFrame));
    expect(next.frames).toEqual([toFrame(10)]);
    expect(last).toEqual({ frames: [], cursor: next.cursor });
  });

  it('goes on behind a frame of long ago, and begins anew behind one that is gone', async () => {
    const { frames } = open();
    frames.record(id, toFrame(0));
    const { cursor } = await frames.read(id, { after: null, limit: 1 });
    for (let each = 1; each <= 300; each += 1) frames.record(id, toFrame(each));

    const next = await frames.read(id, { after: cursor, limit: 2 });
    const anew = await frames.read(id, { after: '1-0', limit: 2 });

    expect(next.frames).toEqual([1, 2].map(toFrame));
    expect(anew.frames).toEqual([0, 1].map(toFrame));
  });

  it('gives back a name and a text of whatever characters', async () => {
    const { frames } = open();
    const odd = { ...toFrame(1), name: 'a|b é😀', text: '|1|[2,"é"]\n', isCut: true };
    frames.record(id, odd);

    expect((await frames.read(id, { after: null, limit: 1 })).frames).toEqual([odd]);
  });

  it('keeps about as many of a device as it may, and never mixes devices', async () => {
    const { frames } = open();
    for (let each = 0; each < 2_500; each += 1) frames.record(id, toFrame(each));
    frames.record('charger-2' as DeviceId, toFrame(7));

    const { frames: all } = await frames.read(id, { after: null, limit: 5_000 });

    expect(all.at(-1)).toEqual(toFrame(2_499));
    expect(all.length).toBeLessThan(1_200);
    expect((await frames.read('charger-2', { after: null, limit: 10 })).frames).toHaveLength(1);
  });

  it('drops and counts when memory runs short, and when the store is behind', async () => {
    const short = open(false);
    short.frames.record(id, toFrame(1));
    expect(short.dropped).toEqual(['memory']);

    const behind = open();
    for (let each = 0; each < 8_001; each += 1) behind.frames.record(id, toFrame(each));
    expect(behind.dropped).toEqual(['behind']);
    await behind.frames.stop();
  });

  it('writes what waits when it stops, and records nothing after', async () => {
    const { frames, dropped } = open();
    frames.record(id, toFrame(1));

    await frames.stop();
    frames.record(id, toFrame(2));

    expect((await frames.read(id, { after: null, limit: 10 })).frames).toEqual([toFrame(1)]);
    expect(dropped).toEqual(['stopped']);
  });
});
