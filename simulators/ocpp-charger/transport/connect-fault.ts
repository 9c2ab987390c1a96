import type { SimClock } from '../../lib/clock.ts';
import type { Fault } from '../../lib/fault-rules.ts';

/** What a new connection can do; all of it concerns that connection only. */
export type Greeting = {
  readonly clock: SimClock;
  /** Opens our direction and sends BootNotification when due. */
  announce(): void;
  /** Sends BootNotification once more. */
  bootAgain(): void;
  sendGarbage(): void;
  drop(): void;
  goHalfOpen(redialMs: number): void;
  /** Runs once when the boot of this connection has been accepted. */
  whenAccepted(run: () => void): void;
};

/** Begins a connection, with the fault that strikes it, if any (simulators.md: `on: connect`). */
export function greet(fault: Fault | null, greeting: Greeting): void {
  switch (fault?.do) {
    case undefined:
      greeting.announce();
      break;
    case 'silent':
    case 'accept-nothing':
      // Connected, and never a word of our own.
      break;
    case 'slow':
    case 'late':
      greeting.clock.after(fault.afterMs, () => greeting.announce());
      break;
    case 'reject':
      greeting.drop();
      break;
    case 'answer-twice':
      greeting.announce();
      greeting.bootAgain();
      break;
    case 'garbage':
      greeting.sendGarbage();
      greeting.announce();
      break;
    case 'half-open':
      greeting.goHalfOpen(fault.afterMs);
      break;
    case 'drop-link':
      dropLink(fault, greeting);
      break;
  }
}

function dropLink({ when, afterMs }: Fault, greeting: Greeting): void {
  const drop = () => {
    greeting.clock.after(afterMs, () => greeting.drop());
  };
  if (when === 'before-execute') {
    drop();
    return;
  }
  if (when === 'after-answer') greeting.whenAccepted(drop);
  greeting.announce();
  if (when === 'after-execute') drop();
}
