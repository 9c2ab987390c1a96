import {
  done,
  failed,
  formsOf,
  guardLadder,
  ladderOf,
  levelZero,
  type Outcomes,
  once,
  plain,
  relative,
  watts,
} from './expected-outcomes.ts';

const nothing: Outcomes['expected'] = {
  boost: failed('effect_not_seen', ['start'], 'none'),
  cancel: done(['clear boost'], 'none'),
  suspend: done(['clear plan', 'clear guard', 'clear test'], 'none'),
  resume: done(['guard most connector A'], 'none'),
  charge: failed('effect_not_seen', ['start', 'plan most connector A'], 'none'),
  rest: failed('effect_not_seen', ['plan rest connector A'], 'none'),
  test: failed('no_effect', ['start with test most session A', 'clear test'], 'none'),
};

/** By character, what OCPP 1.6 and 2.x have in common. */
export const outcomes: Readonly<Record<string, Outcomes>> = {
  plain: { why: 'follows the standard: every step is the first rung', expected: plain },
  'accept-nothing': {
    why: 'says yes and does nothing: its meter shows 0 W, its schedule is the old one',
    holdsNothing: true,
    expected: nothing,
  },
  'accept-nothing-mute': {
    why: 'says yes, does nothing and has no meter: nobody can tell that a boost has failed',
    holdsNothing: true,
    expected: {
      ...nothing,
      boost: { status: 'UNCONFIRMED', asked: ['start'], power: 'none', held: [] },
    },
  },
  'authorize-first': {
    why: 'asks for its tag before it answers a start: directions do not wait for each other',
    expected: once(plain),
  },
  'ends-on-zero': {
    why:
      'ends its session at 0 A: it rests all the same, starts from Finishing, and learnt, is ' +
      'stopped by the boost, and given 6 A by a plan that would rest',
    expected: {
      ...plain,
      cancel: done(['clear boost', 'plan rest session A'], 'none'),
      boostAgain: done(['start'], 'draws'),
      cancelAgain: done(['clear boost', 'stop'], 'none'),
      suspend: done(['clear plan', 'clear guard', 'clear test'], 'none'),
      resume: done(['guard most connector A'], 'none', ['guard']),
      charge: done(['start', 'plan most session A'], 'draws', ['guard', 'plan']),
      rest: done(['plan least session A'], 'draws', ['guard', 'plan']),
      test: done(
        [
          'start with test most session A',
          'test most session A',
          'test least session A',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
  },
  'forgets-profiles': {
    why: 'forgets with its link only, and that stays up',
    expected: once(plain),
  },
  'lies-about-units': {
    why: 'takes amps for watts: nothing flows, the other unit is tried, and known from then on',
    expected: {
      ...watts,
      cancel: plain.cancel,
      boostAgain: done(['boost most session A', 'boost most session W'], 'draws', [
        'plan',
        'boost',
      ]),
      // Of another charger: its model is known once two have shown it, or one three times.
      test: { status: 'SUCCEEDED', power: 'none', held: [] },
    },
  },
  'needs-local-setting': {
    why:
      'refuses every profile: boost and plan are kept by starts and stops from afar; a station ' +
      'of 2.x has a standard switch, and takes every profile once that is set',
    expected: {
      boost: plain.boost,
      cancel: done(['clear boost', ...formsOf('plan rest', 'session'), 'stop'], 'none'),
      suspend: done(['clear plan', 'clear guard', 'clear test'], 'none'),
      resume: done(guardLadder, 'none'),
      charge: done(['start', ...ladderOf('plan most')], 'draws'),
      // By then its model may be known for it, and fewer rungs are tried.
      rest: { status: 'SUCCEEDED', power: 'none', held: [] },
      test: failed(
        'starts_only',
        ['start with test most session A', 'start', ...ladderOf('test most'), 'stop'],
        'none',
      ),
    },
    in2x: {
      ...once(plain),
      test: done(
        [
          'start with test most session A',
          'start',
          'test most session A',
          'test least session A',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
  },
  'never-boots-again': { why: 'boots once, and is not cut here', expected: once(plain) },
  'no-smart-charging': {
    why: 'knows no profiles: started and stopped from afar; a limit is refused once, not by rungs',
    expected: {
      boost: plain.boost,
      cancel: done(['clear boost', 'plan rest session A level 0', 'stop'], 'none'),
      boostAgain: plain.boost,
      cancelAgain: done(['clear boost', 'plan rest session A level 0', 'stop'], 'none'),
      suspend: done(['clear plan', 'clear guard', 'clear test'], 'none'),
      resume: done(['guard most connector A'], 'none'),
      charge: done(['start', 'plan most session A level 0'], 'draws'),
      rest: done(['plan rest session A level 0', 'stop'], 'none'),
      test: failed(
        'starts_only',
        ['start with test most session A', 'start', 'test most session A', 'stop'],
        'none',
      ),
    },
  },
  'number-phases-ignored': {
    why: 'charges on all three phases: amps are said, and no number of phases',
    phases: 3,
    expected: once(plain),
  },
  'numeric-ids': {
    why: 'writes numbers as message ids: answered with the same numbers',
    expected: once(plain),
  },
  'phase-switch': {
    why: 'goes down to one phase only where a limit names it, which ours do not',
    phases: 3,
    expected: once(plain),
  },
  'profile-in-start-refused': {
    why: 'refuses a start with a profile: started without, the same profile follows',
    expected: {
      ...once(plain),
      test: done(
        [
          'start with test most session A',
          'start',
          'test most session A',
          'test least session A',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
  },
  'relative-only': {
    why: 'takes the fifth rung, relative; a start cannot say a limit in stretches that way',
    expected: {
      ...relative,
      cancel: done(
        [
          'clear boost',
          ...formsOf('plan rest', 'session').slice(0, 4),
          'plan rest session A relative',
        ],
        'rests',
        ['plan'],
      ),
      test: done(
        [
          'start',
          'test most session A relative',
          'test least session A relative',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
  },
  'stack-level-zero': {
    why:
      'takes the third rung, level 0, where a boost takes the place of what rests; 2.x refuses ' +
      'two of a level, so that place is cleared first',
    expected: {
      ...levelZero,
      cancel: done(['clear boost', ...formsOf('plan rest', 'session').slice(0, 3)], 'rests', [
        'plan',
      ]),
      boostAgain: done(['boost most session A level 0'], 'draws', ['boost']),
      test: done(
        [
          'start with test most session A level 0',
          'test most session A level 0',
          'test least session A level 0',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
    in2x: {
      boostAgain: done(['clear plan', 'boost most session A level 0'], 'draws', ['boost']),
      test: done(
        [
          'start with test most session A level 0',
          'test most session A level 0',
          'test least session A level 0',
          'stop',
          'clear test',
        ],
        'none',
      ),
    },
  },
  'status-out-of-order': {
    why: 'tells statuses before its session: the session counts',
    expected: once(plain),
  },
  'stops-at-once': {
    why: 'begins and stops at once: nothing flows, and nothing is left to be stopped',
    holdsNothing: true,
    expected: {
      boost: failed('effect_not_seen', ['start'], 'none'),
      cancel: done(['clear boost'], 'none'),
      suspend: done(['clear plan', 'clear guard', 'clear test'], 'none'),
      resume: done(['guard most connector A'], 'none', ['guard']),
      // Whether its session lives to see a limit is by chance.
      charge: {
        ...{ status: 'FAILED', code: 'effect_not_seen', power: 'none' },
        asks: ['start'],
      },
      rest: done(['plan rest connector A'], 'none', ['plan']),
      test: { status: 'FAILED', code: 'no_effect', power: 'none', held: [] },
    },
  },
  'two-calls-at-once': {
    why: 'calls while it waits for an answer: both are answered in order',
    expected: once(plain),
  },
  'two-sockets': {
    why: 'dials twice: the one that lives is asked',
    expected: once(plain),
  },
  'watts-only': {
    why: 'refuses amps, takes watts: the second rung; metered power follows',
    expected: {
      ...watts,
      cancel: done(['clear boost', 'plan rest session A', 'plan rest session W'], 'rests', [
        'plan',
      ]),
    },
  },
};
