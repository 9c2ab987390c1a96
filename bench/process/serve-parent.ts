import type { Answer, Question } from './start-worker.ts';

/** What a worker can be asked, by name. */
export type Duties = Readonly<Record<string, (argument: never) => Promise<unknown>>>;

/**
 * The worker's end: carries out what the parent asks for and ends with it. A Ctrl-C is the
 * parent's business, who stops its workers in order.
 */
export function serveParent(duties: Duties): void {
  process.on('SIGINT', () => {});
  process.on('disconnect', () => process.exit(0));
  process.on('message', (question: Question) => void answer(duties, question));
  process.send?.({ ready: true });
}

async function answer(duties: Duties, { id, name, argument }: Question): Promise<void> {
  const reply = (more: object) => process.send?.({ id, ...more } satisfies Answer);
  try {
    const duty = duties[name];
    if (!duty) throw new Error(`a worker that knows no ${name}`);
    reply({ value: await duty(argument as never) });
  } catch (error) {
    reply({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}
