import { type RegistryEntry, tryAgain } from './registry-entry.ts';

/** Codes of the Kraken API about vehicles, batteries and their onboarding. */
export const vehicleCodes = {
  'KT-CT-4350': {
    errorType: 'APPLICATION',
    message: 'Unable to de-authenticate device.',
    description: tryAgain,
    meaning: 'The device is retired already.',
  },
  'KT-CT-4351': {
    errorType: 'APPLICATION',
    message: 'Provider authentication error.',
    description: 'The credentials for the device are not usable.',
    meaning: 'An `accessToken` needs 16 characters at least.',
  },
  'KT-CT-4352': {
    errorType: 'APPLICATION',
    message: 'Unable to delete connection details.',
    description: tryAgain,
    meaning: 'The device has no credentials.',
  },
  'KT-CT-4353': {
    errorType: 'APPLICATION',
    message: 'An error occurred while trying to update your charging preferences.',
    description: tryAgain,
    meaning: 'The preferences were not taken; `reason` says why.',
  },
  'KT-CT-4354': {
    errorType: 'APPLICATION',
    message: 'Unable to cancel boost charge.',
    description: tryAgain,
    meaning: 'The end of the boost was refused; `reason` says why.',
  },
  'KT-CT-4355': {
    errorType: 'APPLICATION',
    message: 'Unable to trigger charge.',
    description: tryAgain,
    meaning: 'The test charge was refused; `testChargeRefusalReasons` and `reason` say why.',
  },
  'KT-CT-4356': {
    errorType: 'APPLICATION',
    message: 'A boost charge cannot currently be performed.',
    description: tryAgain,
    meaning:
      'The charger reports a fault, cannot boost, or has too many commands waiting; `reason` ' +
      'says which.',
  },
  'KT-CT-4357': {
    errorType: 'APPLICATION',
    message: 'Unable to trigger boost charge.',
    description: tryAgain,
    meaning: '`boostChargeRefusalReasons` says what has to change first.',
  },
  'KT-CT-4358': {
    errorType: 'APPLICATION',
    message: 'Unable to suspend device control.',
    description: tryAgain,
    meaning: 'The device cannot be suspended; `reason` says why.',
  },
  'KT-CT-4359': {
    errorType: 'APPLICATION',
    message: 'Unable to resume device control.',
    description: tryAgain,
    meaning: 'The device cannot be resumed; `reason` says why.',
  },
  'KT-CT-4363': {
    errorType: 'APPLICATION',
    message: 'No capable devices found.',
    description: 'None of the known vehicles or charge points is the one that was named.',
    meaning:
      'Name an entry of `electricVehicles` or `chargePointVariants`, or a type that we control.',
  },
  'KT-CT-4364': {
    errorType: 'APPLICATION',
    message: 'Multiple devices found.',
    description: 'More than one device of the account could be meant.',
    meaning: 'Name the one that is meant in `authentication.providerDeviceId`.',
  },
  'KT-CT-4371': {
    errorType: 'VALIDATION',
    message: 'Onboarding wizard ID is invalid.',
    description: 'There is no such onboarding wizard.',
    meaning: 'The id is unknown, of another account, or of a wizard that has ended.',
  },
  'KT-CT-4372': {
    errorType: 'APPLICATION',
    message: 'Simultaneous attempts to update onboarding process.',
    description: 'Somebody else is changing this onboarding. Please try again.',
    meaning: 'Read the wizard again and repeat.',
  },
  'KT-CT-4374': {
    errorType: 'APPLICATION',
    message: 'Unable to set device preferences.',
    description: tryAgain,
    meaning: 'The device does not take them; `validationErrors` or `reason` says why.',
  },
  'KT-CT-4386': {
    errorType: 'APPLICATION',
    message: 'Unable to update grid export.',
    description: tryAgain,
    meaning: 'Only a home battery can give to the grid; `reason` says why this one does not.',
  },
} as const satisfies Record<string, RegistryEntry>;
