/** A device to be made known to a system. */
export type Enrolment = {
  readonly class: 'CHARGER' | 'HEAT_PUMP_CONTROLLER';
  readonly identity: string;
};

/** A device that is known: how it signs in, and what mutations call it. */
export type Enrolled = {
  readonly identity: string;
  readonly deviceId: string;
  readonly secret: string;
};

/** A gateway under test, the floor's or the product's, each with a Redis of its own. */
export type System = {
  readonly name: string;
  readonly http: string;
  readonly ocpp: string;
  readonly mqtt: string;
  readonly pid: number;
  readonly redisSocket: string;
  /** What its keys begin with: `<prefix>changes` is the stream, `<prefix>tx:<id>` a transaction. */
  readonly keyPrefix: string;
  /** Token of the API; `null` = it asks for none. */
  readonly token: string | null;
  /** Makes devices known, 64 at a time; `onDone` gets how many are. */
  enrol(
    devices: readonly Enrolment[],
    onDone: (count: number) => void,
  ): Promise<readonly Enrolled[]>;
};

/** A system as a process, or several, that a scenario may end before its own end. */
export type StartedSystem = System & {
  /** From the first spawning until it was ready for everybody. */
  readonly readyMs: number;
  /** SIGTERM, then SIGKILL after a bound; returns when it is gone. */
  stop(): Promise<void>;
};

/** The account that all devices of the bench belong to. */
export const benchAccount = 'A-BENCH001';
