/** A CALL whose id is a number, up to the 36 characters of an id (OCPP-J 1.6 4.1.4). */
const numericCall = /^(\s*\[\s*2\s*,\s*)(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?=\s*,)/;
const ID_CHARS_MAX = 36;
const answer = /^\[[34],"([^"\\]{1,36})",/;

/**
 * Translates the message ids of one link that are numbers; ocpp-rpc answers those with "-1".
 * Bounded by the CALLs that wait for their answer.
 */
export class NumericIds {
  /** Ids that came as numbers and are not answered yet, with how often; `null` = none ever did. */
  #waiting: Map<string, number> | null = null;

  /** An inbound frame as the library can read it: a CALL's numeric id as text. */
  toText(frame: string): string {
    const [whole, head, id] = numericCall.exec(frame) ?? [];
    if (whole === undefined || id === undefined || id.length > ID_CHARS_MAX) return frame;
    this.#waiting ??= new Map();
    this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + 1);
    return `${head}"${id}"${frame.slice(whole.length)}`;
  }

  /** An outbound frame as the charger wants it: the id in the form in which it came. */
  toNumber(frame: string): string {
    if (this.#waiting === null) return frame;
    const id = answer.exec(frame)?.[1];
    const times = id === undefined ? undefined : this.#waiting.get(id);
    if (id === undefined || times === undefined) return frame;
    if (times > 1) this.#waiting.set(id, times - 1);
    else this.#waiting.delete(id);
    return frame.replace(`"${id}"`, id);
  }
}
