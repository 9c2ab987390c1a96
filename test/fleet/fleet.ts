import { parseFaultPlan } from '../../simulators/lib/fault-plan.ts';
import type { SimulatorHandle } from '../../simulators/lib/fleet.ts';
import { makeRandom } from '../../simulators/lib/random.ts';
import { listCharacters } from '../../simulators/ocpp-charger/character.ts';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import type { Site } from '../support/site.ts';
import type { FleetCharger } from './drive.ts';

/** The versions of the fleet, in turn. */
export const protocols = ['1.6', '2.0.1', '2.1'] as const;

/** Things that go wrong on the wire by themselves, by the fleet's seed. */
const faults = [
  { on: '*', probability: 0.01, do: 'slow', afterMs: 4_000 },
  { on: '*', probability: 0.004, do: 'silent' },
  { on: '*', probability: 0.003, do: 'drop-link', when: 'before-execute' },
  { on: '*', probability: 0.003, do: 'drop-link', when: 'after-execute' },
  { on: '*', probability: 0.003, do: 'answer-twice' },
  { on: '*', probability: 0.002, do: 'late', afterMs: 40_000 },
];

/** Registers and starts so many chargers: versions in turn, characters as the seed draws them. */
export async function startChargerFleet(
  site: Site,
  options: { readonly count: number; readonly seed: number; onUp(up: number): void },
): Promise<{ readonly chargers: readonly FleetCharger[]; stop(): Promise<void> }> {
  const characters = await listCharacters();
  const random = makeRandom(options.seed, 'fleet');
  const handles: SimulatorHandle[] = [];
  const chargers: FleetCharger[] = [];
  const stop = async () => {
    await Promise.allSettled(handles.map((handle) => handle.stop()));
  };
  try {
    for (let number = 1; number <= options.count; number += 1) {
      const protocol = protocols[number % protocols.length] ?? '1.6';
      const character = characters[Math.floor(random() * characters.length)] ?? 'plain';
      const identity = `CP-FLEET-${String(number).padStart(4, '0')}`;
      const account = site.newAccount();
      const { deviceId, secret } = await site.register({ account, class: 'CHARGER', identity });
      const handle = await startChargers({
        url: site.gateway.ocpp,
        id: identity,
        password: secret,
        ...{ protocol, character, isPlugged: random() < 0.8, socPercent: 20 + random() * 70 },
        ...{ speed: site.timeScale, seed: options.seed },
        faults: parseFaultPlan({ seed: options.seed, faults }, 'fleet'),
      });
      handles.push(handle);
      const [device] = handle.devices;
      if (device) chargers.push({ identity, deviceId, protocol, character, device });
      options.onUp(number);
    }
    return { chargers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
