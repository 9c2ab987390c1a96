import { describe, expect, it } from 'vitest';
import { NumericIds } from '../../../../src/adapters/ocpp/numeric-ids.ts';

describe('a message id that is a number', () => {
  it.each(['5', '-7', '0', '1.50', '1e3', '12345678901234567890'])(
    '%s comes back as it was',
    (id) => {
      const ids = new NumericIds();
      expect(ids.toText(`[2,${id},"Heartbeat",{}]`)).toBe(`[2,"${id}","Heartbeat",{}]`);
      expect(ids.toNumber(`[3,"${id}",{"a":"${id}"}]`)).toBe(`[3,${id},{"a":"${id}"}]`);
    },
  );

  it('may be spaced out', () => {
    expect(new NumericIds().toText(' [ 2 , 5 ,"Heartbeat",{}]')).toBe(
      ' [ 2 , "5" ,"Heartbeat",{}]',
    );
  });

  it('is answered once in that form for each time that it came', () => {
    const ids = new NumericIds();
    ids.toText('[2,5,"A",{}]');
    ids.toText('[2,5,"B",{}]');
    const answers = Array.from({ length: 3 }, () => ids.toNumber('[4,"5","GenericError","",{}]'));
    expect(answers.map((text) => text.slice(0, 6))).toEqual(['[4,5,"', '[4,5,"', '[4,"5"']);
  });

  it('does not touch our own calls and other answers', () => {
    const ids = new NumericIds();
    ids.toText('[2,5,"A",{}]');
    for (const frame of ['[2,"5","Reset",{}]', '[3,"6",{}]', '[3,"5\\"",{}]']) {
      expect(ids.toNumber(frame)).toBe(frame);
    }
  });
});

describe('any other frame stays as it is', () => {
  it.each([
    '[2,"5","A",{}]',
    '[3,5,{}]',
    '[2,null,"A",{}]',
    '[2,5]',
    '[2,05,"A",{}]x',
    `[2,${'9'.repeat(37)},"A",{}]`,
    '[2,[5],"A",{}]',
    'garbage',
    '',
  ])('%s', (frame) => {
    const text = new NumericIds().toText(frame);
    if (frame.startsWith('[2,05')) expect(() => JSON.parse(text)).toThrow();
    else expect(text).toBe(frame);
  });
});
