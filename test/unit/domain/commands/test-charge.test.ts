import { describe, expect, it } from 'vitest';
import { testCharge } from '../../../../src/domain/commands/test-charge.ts';
import type { Report, TestReport } from '../../../../src/domain/reports.ts';
import { makeReport } from '../../../support/builders.ts';
import { fakeStartMs } from '../../../support/fake-clock.ts';

const sentAtMs = fakeStartMs + 1_000;

function conclusion(over: Partial<TestReport> = {}): TestReport {
  return {
    ...{ transactionId: 'tx-2', verdict: 'controllable', detail: 'it rose, and it fell' },
    ...{ baselineW: 0, peakW: 7_000, loweredW: 1_300 },
    ...over,
  };
}

function judge(test: Report) {
  return testCharge.judge({}, { transactionId: 'tx-2', reports: { test }, marks: {}, sentAtMs });
}

describe('a test charge', () => {
  it('is proved by its own conclusion, received after it was sent', () => {
    expect(judge(makeReport(conclusion()))).toMatchObject({ kind: 'proved' });
  });

  it('fails with the verdict of its own conclusion', () => {
    const verdict = judge(makeReport(conclusion({ verdict: 'no_effect', detail: '0 W' })));
    expect(verdict).toMatchObject({
      ...{ kind: 'contrary', code: 'no_effect', detail: '0 W', isFinal: true },
    });
  });

  it.each(['controllable', 'no_effect'] as const)(
    'takes nothing from an earlier one that concludes %s late',
    (verdict) => {
      const late = makeReport(conclusion({ transactionId: 'tx-1', verdict }));
      expect(judge(late)).toEqual({ kind: 'none' });
    },
  );

  it('takes nothing from before it was sent', () => {
    const before = makeReport(conclusion(), { receivedAtMs: sentAtMs - 1 });
    expect(judge(before)).toEqual({ kind: 'none' });
  });
});
