import type { Clock } from '../domain/ports/clock.ts';
import type { ReportSender } from '../domain/ports/report-sender.ts';
import { type ChannelParts, openReportChannel, type ReportChannel } from './report-channel.ts';
import { takeUpMarks } from './take-up-marks.ts';

/** What reporting needs: a sender per configured target, everything else shared. */
export type ReporterParts = Omit<ChannelParts, 'sender'> & {
  readonly senders: readonly ReportSender[];
};

/** Decides when outcomes are sent (design section 8); the senders know how. */
export type Reporter = {
  /** Begins to send what is marked, and looks for marks left behind every second. */
  start(): void;
  /** Lets running sends end for a second, then puts them back. Bounded by six seconds. */
  stop(): Promise<void>;
};

const LOOK_MS = 1_000;
/** While there are more marks than may wait as jobs. */
const BUSY_LOOK_MS = 200;

/**
 * Makes the reporter. The mark in the outbox is the only truth: a job may be lost at any moment,
 * with Redis or with a node, and is added again as long as the mark is there.
 */
export function makeReporter(parts: ReporterParts): Reporter {
  const { clock, log } = parts;
  let channels: readonly ReportChannel[] = [];
  let cancelLook = () => {};
  let looking = Promise.resolve();
  let isBlind = false;
  let isStopping = false;

  async function look(): Promise<void> {
    let hasMore = false;
    try {
      const answers = await Promise.all(channels.map((channel) => takeUpMarks(parts, channel)));
      hasMore = answers.includes(true);
      if (isBlind) log.info({}, 'outbox read again');
      isBlind = false;
    } catch (error) {
      if (!isBlind) log.warn({ err: error }, 'outbox not readable, will look again');
      isBlind = true;
    }
    if (!isStopping) lookIn(hasMore ? BUSY_LOOK_MS : LOOK_MS);
  }

  function lookIn(delayMs: number): void {
    cancelLook = clock.after(delayMs, () => {
      looking = look();
    });
  }

  return {
    start() {
      if (channels.length > 0) throw new Error('the reporter is already started');
      isStopping = false;
      channels = parts.senders.map((sender) => openReportChannel({ ...parts, sender }));
      if (channels.length > 0) lookIn(0);
    },
    async stop() {
      const open = channels;
      channels = [];
      isStopping = true;
      cancelLook();
      // Marks that were leased and not added would wait for the end of their lease.
      await Promise.race([looking, pause(clock, LOOK_MS)]);
      await Promise.all(open.map((channel) => channel.stop()));
    },
  };
}

async function pause(clock: Clock, delayMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  clock.after(delayMs, resolve);
  await promise;
}
