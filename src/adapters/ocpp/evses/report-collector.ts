/** A variable of the device model with what the station tells of it (OCPP 2.0.1 B07, B08). */
export type ReportedVariable = {
  readonly component: string;
  /** `null` = it belongs to no EVSE. */
  readonly evseId: number | null;
  readonly variable: string;
  /** Its actual value; `null` = not told. */
  readonly value: string | null;
  readonly maxLimit: number | null;
  /** `null` = not told. */
  readonly isWritable: boolean | null;
};

type Pending<Item> = { readonly items: Item[]; readonly done: () => void };

/** Variables or ids of one report that are kept, over all its parts. */
const ITEMS_MAX = 2_000;
/** Reports that are awaited at a time. */
const REPORTS_MAX = 4;

/** Puts together reports that come in parts, each part a message of its own. */
export class ReportCollector<Item> {
  /** `null` while nobody waits. */
  #pending: Map<number, Pending<Item>> | null = null;
  #lastId = 0;

  /** Begins to wait for a report; `done` fires with its last part. `null` = too many are open. */
  begin(done: () => void): number | null {
    this.#pending ??= new Map();
    if (this.#pending.size >= REPORTS_MAX) return null;
    this.#lastId += 1;
    this.#pending.set(this.#lastId, { items: [], done });
    return this.#lastId;
  }

  /** Takes one part; false for a report that nobody waits for. */
  take(part: {
    readonly requestId: number;
    readonly items: readonly Item[];
    readonly isLast: boolean;
  }): boolean {
    const pending = this.#pending?.get(part.requestId);
    if (!pending) return false;
    const room = ITEMS_MAX - pending.items.length;
    pending.items.push(...part.items.slice(0, room));
    if (part.isLast) pending.done();
    return true;
  }

  /** Ends the waiting; gives what came, complete or not. */
  end(requestId: number): readonly Item[] {
    const items = this.#pending?.get(requestId)?.items ?? [];
    this.#pending?.delete(requestId);
    if (this.#pending?.size === 0) this.#pending = null;
    return items;
  }
}
