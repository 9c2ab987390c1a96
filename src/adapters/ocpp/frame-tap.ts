import type { DeviceId } from '../../domain/device.ts';
import { toFrame } from '../../domain/frame.ts';
import type { Frame } from '../../domain/ports/frame-log.ts';
import type { OcppPorts } from './settings.ts';

/** Calls whose answers have not come; more than any charger has open at once. */
const openMax = 64;

/**
 * Tags of drivers (OCPP 1.6 7.28, 2.0.1 2.29), as the members of every version spell them; as a
 * number too, which some chargers send, and inside a text that is JSON itself (DataTransfer). In
 * 2.x `idToken` is an object too: only a text behind it is a secret.
 */
const tagMembers = [
  /("(?:idTag|parentIdTag|idToken|additionalIdToken)"\s*:\s*")(?:[^"\\]|\\.)*/g,
  /("(?:idTag|parentIdTag|idToken|additionalIdToken)"\s*:\s*)-?\d[\d.eE+-]*/g,
  /(\\"(?:idTag|parentIdTag|idToken|additionalIdToken)\\"\s*:\s*\\")[^"\\]*/g,
];
/** The password of the connection as a configuration key (1.6) or a variable (2.x). */
const passwordName = /AuthorizationKey|BasicAuthPassword/i;
const passwordValue = /("(?:value|attributeValue)"\s*:\s*")(?:[^"\\]|\\.)*/g;

type Direction = Frame['direction'];

/** Writes what goes over a charger's link into its frame log. */
export class FrameTap {
  readonly #ports: Pick<OcppPorts, 'frames' | 'clock'>;
  readonly #deviceId: DeviceId;
  /** Actions of calls that wait for their answer, by direction and message id. */
  #calls: Map<string, string> | null = null;

  constructor(ports: Pick<OcppPorts, 'frames' | 'clock'>, deviceId: DeviceId) {
    this.#ports = ports;
    this.#deviceId = deviceId;
  }

  heard(text: string): void {
    this.#record('in', text);
  }

  sent(text: string): void {
    this.#record('out', text);
  }

  #record(direction: Direction, text: string): void {
    const { frames, clock } = this.#ports;
    const name = this.#toName(direction, text);
    const frame = { atMs: clock.nowMs(), direction, name, text: maskFrame(text) };
    frames.record(this.#deviceId, toFrame(frame));
  }

  /** An answer is named by the call that it answers. */
  #toName(direction: Direction, text: string): string {
    const [, type = '', quoted, plain, word = ''] = head.exec(text) ?? [];
    const kind = kinds[type];
    const id = quoted ?? plain;
    if (!kind || id === undefined) return 'not OCPP-J';
    if (type === '2' || type === '6') {
      this.#open(`${direction}${id}`, word);
      return `${kind} ${word}`;
    }
    const action = this.#close(`${direction === 'in' ? 'out' : 'in'}${id}`);
    return type === '4' ? `${kind} ${action} ${word}` : `${kind} ${action}`;
  }

  #open(call: string, action: string): void {
    this.#calls ??= new Map();
    this.#calls.set(call, action);
    if (this.#calls.size <= openMax) return;
    const oldest = this.#calls.keys().next().value;
    if (oldest !== undefined) this.#calls.delete(oldest);
  }

  #close(call: string): string {
    const action = this.#calls?.get(call) ?? 'of an unknown call';
    this.#calls?.delete(call);
    // A map that is empty again is larger than everything else of a link that says nothing.
    if (this.#calls?.size === 0) this.#calls = null;
    return action;
  }
}

/** The text of a frame without what nobody may read in a log. */
export function maskFrame(text: string): string {
  const plain = text.includes('\\u00') ? text.replaceAll(escapedAscii, spellPlainly) : text;
  const masked = hasTag(plain)
    ? tagMembers.reduce((rest, member) => rest.replace(member, '$1***'), plain)
    : plain;
  return passwordName.test(masked) ? masked.replace(passwordValue, '$1***') : masked;
}

/** Most frames have none, and are passed by for less than a search of the members costs. */
function hasTag(text: string): boolean {
  return text.includes('dTag') || text.includes('dToken');
}

/** JSON may spell any letter of a name by its number: such a name is the same name. */
const escapedAscii = /\\u00([2-7][0-9a-f])/gi;

function spellPlainly(spelled: string, hex: string): string {
  const letter = String.fromCharCode(Number.parseInt(hex, 16));
  return letter === '"' || letter === '\\' ? spelled : letter;
}

/** OCPP-J 1.6 4.2: `[2, id, action, ...]`, `[3, id, ...]`, `[4, id, code, ...]`. */
const head = /^\s*\[\s*([2-6])\s*,\s*(?:"([^"]{0,64})"|(-?\d{1,20}))\s*(?:,\s*"([^"]{0,64})")?/;
const kinds: Readonly<Record<string, string>> = {
  2: 'CALL',
  3: 'CALLRESULT',
  4: 'CALLERROR',
  5: 'CALLRESULTERROR',
  6: 'SEND',
};
