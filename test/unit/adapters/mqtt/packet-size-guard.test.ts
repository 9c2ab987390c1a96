import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PacketMeter } from '../../../../src/adapters/mqtt/packet-size-guard.ts';

/** A packet with a body of so many bytes, of any content. */
function makePacket(bodyBytes: number, fill: number): Buffer {
  const header = [0x30];
  let left = bodyBytes;
  do {
    const digit = left % 128;
    left = Math.floor(left / 128);
    header.push(left > 0 ? digit | 0x80 : digit);
  } while (left > 0);
  return Buffer.concat([Buffer.from(header), Buffer.alloc(bodyBytes, fill)]);
}

function cut(stream: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (const size of sizes) {
    chunks.push(stream.subarray(at, at + size));
    at += size;
  }
  return [...chunks, stream.subarray(at)];
}

const packets = fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 });
const sizes = fc.array(fc.nat(200), { maxLength: 20 });

describe('the packet meter', () => {
  test('lets any packets within the limit pass, however the stream is cut', () => {
    fc.assert(
      fc.property(packets, sizes, (list, cuts) => {
        const meter = new PacketMeter(403);
        const stream = Buffer.concat(list.map(([length, fill]) => makePacket(length, fill)));
        return cut(stream, cuts).every((chunk) => meter.isWithin(chunk));
      }),
    );
  });

  test('stops at the first packet over the limit, however the stream is cut', () => {
    fc.assert(
      fc.property(packets, sizes, (list, cuts) => {
        const meter = new PacketMeter(403);
        const good = list.map(([length, fill]) => makePacket(length, fill));
        const stream = Buffer.concat([...good, makePacket(401, 0)]);
        return !cut(stream, cuts).every((chunk) => meter.isWithin(chunk));
      }),
    );
  });

  test.each([
    ['the limit exactly', 128, [0x30, 126], true],
    ['one byte more', 128, [0x30, 127], false],
    ['a limit that its header exceeds', 129, [0x30, 0x7f], true],
    ['the largest length there is', 65_536, [0x30, 0xff, 0xff, 0xff, 0x7f], false],
    ['a length of five bytes', 1e12, [0x30, 0x80, 0x80, 0x80, 0x80], false],
    ['a length of four bytes that says nothing', 65_536, [0x30, 0x80, 0x80, 0x80, 0x00], true],
  ])('judges %s', (_what, bytesMax, bytes, expected) => {
    expect(new PacketMeter(bytesMax).isWithin(Buffer.from(bytes))).toBe(expected);
  });
});
