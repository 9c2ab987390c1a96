import type { ErrorWords } from '../../errors/to-api-error.ts';

/** How a refused boost is said: by reason where the public API has a word for it. */
export const boostWords: ErrorWords = {
  codes: { refused: 'KT-CT-4357', unsupported: 'KT-CT-4356', device_queue_full: 'KT-CT-4356' },
  codesOfReasons: { device_faulted: 'KT-CT-4356' },
  boostReasons: {
    device_not_live: 'BC_DEVICE_NOT_YET_LIVE',
    device_retired: 'BC_DEVICE_RETIRED',
    device_suspended: 'BC_DEVICE_SUSPENDED',
    device_disconnected: 'BC_DEVICE_DISCONNECTED',
    away_from_home: 'BC_DEVICE_NOT_AT_HOME',
    boost_in_progress: 'BC_BOOST_CHARGE_IN_PROGRESS',
    fully_charged: 'BC_DEVICE_FULLY_CHARGED',
  },
};

/** How a refused end of a boost is said. */
export const cancelBoostWords: ErrorWords = {
  codes: { refused: 'KT-CT-4354', unsupported: 'KT-CT-4354', device_queue_full: 'KT-CT-4354' },
};
