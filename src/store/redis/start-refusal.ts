/**
 * Why a process must not start, in the three lines that the command line prints: what happened
 * (`message`), why (`why`), and what to type (`remedy`). `exitCode` is 78 for configuration and
 * 75 for "try again later" (sysexits.h). The command line reads these fields by shape.
 */
export class StartRefusal extends Error {
  readonly exitCode: 75 | 78;
  readonly why: string;
  readonly remedy: string;

  constructor(refusal: { exitCode: 75 | 78; what: string; why: string; remedy: string }) {
    super(refusal.what);
    this.name = 'StartRefusal';
    this.exitCode = refusal.exitCode;
    this.why = refusal.why;
    this.remedy = refusal.remedy;
  }
}
