import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeProgressLine } from '../../src/cli/progress-line.ts';

const wasTerminal = process.stderr.isTTY;
afterEach(() => {
  process.stderr.isTTY = wasTerminal;
  vi.restoreAllMocks();
});

function capture(isTerminal: boolean): string[] {
  const written: string[] = [];
  process.stderr.isTTY = isTerminal;
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    written.push(String(chunk));
    return true;
  });
  return written;
}

describe('the progress line', () => {
  it('is written over itself on a terminal, and goes away', () => {
    const written = capture(true);
    const line = makeProgressLine();
    line.show('CLAIMED: the controller is to connect');
    line.show('x'.repeat(1_000));
    line.clear();
    expect(written[0]?.startsWith('\r\u001b[K')).toBe(true);
    expect(written[0]).toContain('CLAIMED: the controller is to connect (0 s)');
    expect(written[1]?.match(/x+/)?.[0].length).toBeLessThan(process.stderr.columns ?? 80);
    expect(written.at(-1)).toBe('\r\u001b[K');
  });

  it('says nothing where stderr is no terminal', () => {
    const written = capture(false);
    const line = makeProgressLine();
    line.show('CLAIMED');
    line.clear();
    expect(written).toEqual([]);
  });
});
