import type { Device } from '../../domain/device.ts';
import type { ChargerDesk } from '../../domain/ports/charger-desk.ts';
import type { ChargingSessions } from '../../domain/ports/charging-sessions.ts';
import type { Clock } from '../../domain/ports/clock.ts';
import type { Devices, ReportedState } from '../../domain/ports/devices.ts';
import type { Log } from '../../domain/ports/log.ts';
import type { Metrics } from '../../domain/ports/metrics.ts';
import type { TransactionReads } from '../../domain/ports/transactions.ts';
import type { ChargerMemory } from './charger-memory.ts';
import type { ChargerStore } from './charger-store.ts';
import type { Dialect } from './dialect.ts';
import type { EvidenceWatch } from './evidence-watch.ts';
import type { Call, CallAnswer } from './outbound-lane.ts';
import type { OwnTraits } from './own-traits.ts';
import type { EndKeeper } from './sessions/end-keeper.ts';

/** One connected charger, as handlers, the connect sequence and procedures see it. */
export type Charger = {
  readonly device: Device;
  readonly memory: ChargerMemory;
  /** How its version of OCPP says what the shared procedures want said. */
  readonly dialect: Dialect;
  /** The kinds of commands that its version can be asked for. */
  readonly kinds: readonly string[];
  readonly store: ChargerStore;
  /** The same without the fence of this link: for what was answered and comes no second time. */
  readonly outliving: ChargerStore;
  readonly ends: EndKeeper;
  readonly sessions: ChargingSessions;
  readonly devices: Pick<Devices, 'find'>;
  readonly state: Pick<ReportedState, 'read'>;
  readonly transactions: Pick<TransactionReads, 'find'>;
  /** What chargers of its model taught. */
  readonly traits: OwnTraits;
  /** Where it gets its certificates. */
  readonly desk: ChargerDesk;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly log: Log;
  readonly watch: EvidenceWatch;
  /** The link is by TLS or from this machine: what goes over it nobody else can read. */
  readonly isPrivate: boolean;
  /** Fires when the link has ended or was replaced. */
  readonly gone: AbortSignal;
  /** Whether one more line for the owner fits into this minute. */
  mayAlert(): boolean;
  /** The fence of this link. */
  epoch(): number;
  /** One CALL through the charger's only outbound slot. */
  call(call: Call): Promise<CallAnswer>;
  /** The charger booted: what is known of it must be learnt anew. */
  onBoot(): void;
  /** Ends the link: the charger has no business here any more. */
  leave(reason: string): void;
};
