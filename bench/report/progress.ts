import { Presets, SingleBar } from 'cli-progress';

/** What the bench says while it works, on stderr. */
export type Progress = {
  say(line: string): void;
  /** A bar for something that takes long; `to` gets how much of the total is done. */
  bar(name: string, total: number): { to(value: number): void; end(): void };
};

/** A bar on a terminal, one line at its end elsewhere. */
export function makeProgress(): Progress {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  return {
    say,
    bar(name, total) {
      const format = `  ${name} {bar} {value}/{total}`;
      const bar = process.stderr.isTTY ? new SingleBar({ format }, Presets.legacy) : null;
      bar?.start(total, 0);
      let last = 0;
      return {
        to(value) {
          last = value;
          bar?.update(value);
        },
        end() {
          bar?.stop();
          if (!bar) say(`  ${name}: ${last}/${total}`);
        },
      };
    },
  };
}
