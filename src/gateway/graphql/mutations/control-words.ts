import type { DeviceClass } from '../../../domain/device.ts';
import type { DeviceTarget } from '../../../domain/submission.ts';
import type { ErrorWords } from '../../errors/to-api-error.ts';

/** How a refused suspension is said. */
export const suspendWords: ErrorWords = {
  codes: { refused: 'KT-CT-4358', unsupported: 'KT-CT-4358', device_queue_full: 'KT-CT-4358' },
};

/** How a refused resumption is said. */
export const resumeWords: ErrorWords = {
  codes: { refused: 'KT-CT-4359', unsupported: 'KT-CT-4359', device_queue_full: 'KT-CT-4359' },
};

const controllable: readonly DeviceClass[] = ['charger', 'vehicle', 'battery'];
const anyClass: readonly DeviceClass[] = [
  'charger',
  'vehicle',
  'battery',
  'heat_pump_unit',
  'heat_pump_controller',
];

/**
 * "The" device of an account. The contract says "any class" (kraken-api.md 4, "Which device"): the
 * newest that can be suspended; only where there is none the newest of all, whose error says so.
 */
export function toAnyDevice(accountNumber: string): DeviceTarget {
  return { by: 'newest', accountNumber, classes: anyClass, preferred: controllable };
}
