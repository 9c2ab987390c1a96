import { type RegistryEntry, tryAgain } from './registry-entry.ts';

/** Codes of the Kraken API about access, registration and heat pumps. */
export const krakenCodes = {
  'KT-CT-1111': {
    errorType: 'AUTHORIZATION',
    message: 'Unauthorized.',
    description: 'The viewer is not authorized to do this.',
    meaning: 'The credential does not hold the account, or its role may not do this.',
  },
  'KT-CT-1112': {
    errorType: 'AUTHORIZATION',
    message: "'Authorization' header not provided.",
    description: 'You must provide the AUTHORIZATION header while executing the query/mutation.',
    meaning: 'Send a token from `obtainKrakenToken` in the Authorization header.',
  },
  'KT-CT-1124': {
    errorType: 'AUTHORIZATION',
    message: 'Signature of the JWT has expired.',
    description: 'The token has expired. Obtain a new one.',
    meaning: 'The token is over an hour old: use the refresh token or the API key again.',
  },
  'KT-CT-1134': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Provide exactly one way to sign in.',
    meaning:
      '`obtainKrakenToken` needs either an API key or a refresh token, and only one of them.',
  },
  'KT-CT-1135': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'The API key or the refresh token is not valid.',
    meaning:
      'The API key is wrong or revoked, or the refresh token is unknown, expired or invalidated.',
  },
  'KT-CT-1138': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Please make sure the credentials are correct.',
    meaning: 'The gateway knows no e-mail, password, organisation or pre-signed sign-in.',
  },
  'KT-CT-1139': {
    errorType: 'AUTHORIZATION',
    message: 'Authentication failed.',
    description: 'The token is malformed, forged or no longer valid. Obtain a new one.',
    meaning: 'The token cannot be trusted, was invalidated, or its API key was revoked.',
  },
  'KT-CT-4301': {
    errorType: 'NOT_FOUND',
    message: 'Unable to find device for given account.',
    description:
      'We were unable to find a device for the given account. ' +
      'Please check that the account number (and property ID) is correct.',
    meaning: 'No such device, or one of another account: both get the same answer.',
  },
  'KT-CT-4304': {
    errorType: 'APPLICATION',
    message: 'Error in preprovisioning step for Octopus Heat Pump.',
    description: 'This controller cannot be provisioned now.',
    meaning:
      'The EUID is not enrolled, is bound already, too many claims were asked for, or the ' +
      'gateway has no TLS listener; `reason` says which.',
  },
  'KT-CT-4305': {
    errorType: 'SERVICE_AVAILABILITY',
    message: 'Unable to fetch heating controller configuration.',
    description: 'The heating controller has not described itself yet. Please try again later.',
    meaning: 'The controller is registered but has never connected.',
  },
  'KT-CT-4306': {
    errorType: 'APPLICATION',
    message: 'Error setting mode for heat pump controller zone.',
    description: 'Unable to set mode for heating controller zone.',
    meaning: 'The zone mode was refused; `reason` says why.',
  },
  'KT-CT-4307': {
    errorType: 'APPLICATION',
    message: 'Error deprovisioning an Octopus heat pump.',
    description: 'Unable to de-provision the heating controller.',
    meaning: 'The de-provisioning was refused; `reason` says why.',
  },
  'KT-CT-4308': {
    errorType: 'APPLICATION',
    message: 'Error setting schedule(s) for heat pump controller zone.',
    description: 'Unable to set schedules for heating controller zone.',
    meaning: 'The schedules were refused; `reason` says why.',
  },
  'KT-CT-4309': {
    errorType: 'APPLICATION',
    message: 'Error trying to remove sensor from heat pump controller.',
    description: 'Unable to remove the sensor.',
    meaning:
      'The controller has no such sensor, or refused; `validationErrors` or `reason` says more.',
  },
  'KT-CT-4310': {
    errorType: 'APPLICATION',
    message: 'Unable to register OCPP authentication details.',
    description: 'The OCPP authentication details are not valid or belong to another device.',
    meaning: '`details` must be JSON with an unused `identity` and a `password` of 16 characters.',
  },
  'KT-CT-4312': {
    errorType: 'APPLICATION',
    message: 'Unable to register device.',
    description: 'Devices of this type and provider cannot be registered here.',
    meaning:
      'No device class of the gateway answers to this device type and provider; or the identity ' +
      'belongs to a registered device; `reason` says which.',
  },
  'KT-CT-4313': {
    errorType: 'NOT_FOUND',
    message: 'Could not find KrakenFlex device.',
    description: 'The account has no such device.',
    meaning: 'There is nothing to give other credentials to: register the device first.',
  },
  'KT-CT-4314': {
    errorType: 'APPLICATION',
    message: 'Unable to get provider details.',
    description: 'The gateway has no adapter for this provider.',
    meaning:
      'Devices of this provider are reached by its cloud; choose one that speaks OCPP or MQTT.',
  },
  'KT-CT-4315': {
    errorType: 'APPLICATION',
    message: 'Unable to re-authenticate device.',
    description: 'The device cannot be given these credentials.',
    meaning:
      'Send an `accessToken` of 16 characters; a device with a certificate renews that instead.',
  },
  'KT-CT-4316': {
    errorType: 'APPLICATION',
    message: 'Unable to get provider details.',
    description: 'Heat pumps of this provider cannot be registered here.',
    meaning: 'No device class of the gateway answers to this provider.',
  },
  'KT-CT-4317': {
    errorType: 'APPLICATION',
    message: 'Unable to register device.',
    description: 'The heat pump is registered already, perhaps with another account.',
    meaning: 'The identity belongs to a registered device: de-authenticate that one first.',
  },
  'KT-CT-4321': {
    errorType: 'VALIDATION',
    message: 'Serializer validation error.',
    description: 'Serializer validation error.',
    meaning: '`validationErrors` names each input and what it allows.',
  },
  'KT-CT-4324': {
    errorType: 'APPLICATION',
    message: 'Device already registered error.',
    description: 'Another device registration is already in progress.',
    meaning:
      'The identity belongs to a registered device, perhaps of another account, or another ' +
      'device of this kind was registered and has not connected yet; `reason` says which.',
  },
  'KT-CT-4329': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'The room temperature is invalid.',
    meaning: '`validationErrors` says what is allowed: 12 to 30 in steps of 0.5.',
  },
  'KT-CT-4330': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'The heat pump registration is invalid.',
    meaning: '`validationErrors` names each input and what it allows.',
  },
  'KT-CT-4332': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'The request for a provisioning claim is invalid.',
    meaning: '`validationErrors` names what was wrong: EUID, nonce, signature or timestamp.',
  },
  'KT-CT-4333': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Set zone mode setting data is invalid.',
    meaning: '`validationErrors` names each input and what the zone allows.',
  },
  'KT-CT-4334': {
    errorType: 'VALIDATION',
    message: 'Invalid data.',
    description: 'Set zone schedule data is invalid.',
    meaning: '`validationErrors` names each day, time and setpoint, and what is allowed.',
  },
  'KT-CT-4335': {
    errorType: 'APPLICATION',
    message: 'Another device registration is already in progress.',
    description: 'Another device registration is already in progress.',
    meaning:
      'A device of this kind is registered and has not connected yet: finish it, or retire it.',
  },
  'KT-CT-4336': {
    errorType: 'APPLICATION',
    message: 'Unable to set hot water state.',
    description: tryAgain,
    meaning: 'The hot water was not switched; `reason` says why.',
  },
  'KT-CT-4337': {
    errorType: 'APPLICATION',
    message: 'Unable to set climate control state.',
    description: tryAgain,
    meaning: 'The heating was not switched; `reason` says why.',
  },
  'KT-CT-4346': {
    errorType: 'APPLICATION',
    message: 'Unable to set the room temperature.',
    description: 'Unable to set the room temperature.',
    meaning: 'The room temperature was refused; `reason` says why.',
  },
  'KT-CT-7223': {
    errorType: 'AUTHORIZATION',
    message: 'Unauthorized.',
    description: 'The viewer is not authorized to set this room temperature.',
    meaning: 'The credential does not hold the account, or its role may not command it.',
  },
} as const satisfies Record<string, RegistryEntry>;
