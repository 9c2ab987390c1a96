import { type ActionResult, cannot, type DeviceAction } from '../device.ts';
import type { WireLog } from '../wire-log.ts';
import type { Aspects } from './aspects.ts';
import type { DeviceModel } from './behaviour.ts';
import type { Credentials } from './credentials.ts';
import type { Voice } from './voice.ts';

/** What people do at a device, and what befalls it there. */
export interface Owner {
  act(action: DeviceAction, body: Readonly<Record<string, unknown>>): Promise<ActionResult>;
  /** A fault of the device itself; null clears all. */
  setFault(code: string | null): ActionResult;
}

/** What an owner has to do with. */
export interface OwnerParts {
  readonly euid: string;
  readonly log: WireLog;
  readonly model: DeviceModel;
  readonly aspects: Aspects;
  readonly voice: Voice;
  readonly credentials: Credentials;
  /** Cuts the power; gives the id of the boot that follows. */
  readonly restart: () => string;
}

/** The owner of one device. */
export function makeOwner(parts: OwnerParts): Owner {
  const { model, credentials } = parts;
  return {
    async act(action, body) {
      switch (action) {
        case 'reboot':
          return { ok: true, result: { bootId: parts.restart() } };
        case 'local-override': {
          const done = model.overrideLocally?.(body) ?? cannot(action, model.what);
          return tell(parts, 'local-override', done);
        }
        default:
          return credentials.act(action, body);
      }
    },
    setFault: (code) => tell(parts, 'fault', model.setFault?.(code) ?? cannot('fault', model.what)),
  };
}

/** Shows what changed and says so, in the log and as an event. */
function tell(parts: OwnerParts, what: string, done: ActionResult): ActionResult {
  if (!done.ok) return done;
  parts.log.event(parts.euid, { event: what });
  parts.aspects.publishChanged();
  parts.voice.event(what.replace('-', '_'), done.result);
  return done;
}
