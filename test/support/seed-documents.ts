/** Fragments that the published documents use and leave to the client. */
const fragments: Readonly<Record<string, string>> = {
  PossibleErrorType: 'fragment PossibleErrorTypeFragment on PossibleErrorType { code message }',
  ErrorType: 'fragment ErrorTypeFragment on ErrorType { code message }',
  KrakenFlexDeviceType: `fragment KrakenFlexDeviceTypeFragment on KrakenFlexDeviceType {
  krakenflexDeviceId provider status suspended hasToken createdAt chargePointMake
}`,
  BatteryDeviceType: `fragment BatteryDeviceTypeFragment on BatteryDeviceType {
  krakenflexDeviceId deviceType provider
  deviceStatus { suspended readings { socPercentage { value timestamp } } }
  chargingPreferences { minimumSocPercentage maximumSocPercentage }
}`,
};

/** The documents of the API's mutation reference, letter by letter, of what is served so far. */
const published = {
  triggerBoostCharge: `mutation TriggerBoostCharge($input: AccountNumberInput) {
  triggerBoostCharge(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    krakenflexDevice {
      ...KrakenFlexDeviceTypeFragment
    }
  }
}`,
  deleteBoostCharge: `mutation DeleteBoostCharge($input: DeleteBoostChargeInput) {
  deleteBoostCharge(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    krakenflexDevice {
      ...KrakenFlexDeviceTypeFragment
    }
  }
}`,
  setBatteryChargingPreferences: `mutation SetBatteryChargingPreferences(
  $input: BatteryChargingPreferencesInput
) {
  setBatteryChargingPreferences(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    krakenflexDevice {
      ...BatteryDeviceTypeFragment
    }
  }
}`,
  setZoneMode: `mutation SetZoneMode(
  $accountNumber: String!,
  $euid: ID!,
  $operationParameters: SetZoneModeParameters!
) {
  setZoneMode(
    accountNumber: $accountNumber,
    euid: $euid,
    operationParameters: $operationParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpSetZoneMode: `mutation OctoHeatPumpSetZoneMode(
  $accountNumber: String!,
  $euid: ID!,
  $operationParameters: SetZoneModeParameters!
) {
  octoHeatPumpSetZoneMode(
    accountNumber: $accountNumber,
    euid: $euid,
    operationParameters: $operationParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  updateWaterSetpoint: `mutation UpdateWaterSetpoint(
  $accountNumber: String!,
  $euid: ID!,
  $setpoint: Int!
) {
  updateWaterSetpoint(
    accountNumber: $accountNumber,
    euid: $euid,
    setpoint: $setpoint
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpUpdateWaterSetpoint: `mutation OctoHeatPumpUpdateWaterSetpoint(
  $accountNumber: String!,
  $euid: ID!,
  $setpoint: Int!
) {
  octoHeatPumpUpdateWaterSetpoint(
    accountNumber: $accountNumber,
    euid: $euid,
    setpoint: $setpoint
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  updateSensorDisplayName: `mutation UpdateSensorDisplayName(
  $accountNumber: String!,
  $displayName: String!,
  $euid: ID!,
  $sensorCode: String!
) {
  updateSensorDisplayName(
    accountNumber: $accountNumber,
    displayName: $displayName,
    euid: $euid,
    sensorCode: $sensorCode
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpUpdateSensorDisplayName: `mutation OctoHeatPumpUpdateSensorDisplayName(
  $accountNumber: String!,
  $displayName: String!,
  $euid: ID!,
  $sensorCode: String!
) {
  octoHeatPumpUpdateSensorDisplayName(
    accountNumber: $accountNumber,
    displayName: $displayName,
    euid: $euid,
    sensorCode: $sensorCode
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  ocppAuthentication: `mutation OcppAuthentication($input: OCPPAuthenticationInput) {
  ocppAuthentication(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    krakenflexDevice {
      ...KrakenFlexDeviceTypeFragment
    }
  }
}`,
  deviceRegistration: `mutation DeviceRegistration($input: DeviceRegistrationInput) {
  deviceRegistration(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    registeredDeviceIds
  }
}`,
  obtainKrakenToken: `mutation ObtainKrakenToken($input: ObtainJSONWebTokenInput!) {
  obtainKrakenToken(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    token
    payload
    refreshToken
    refreshExpiresIn
  }
}`,
  apiKeyAuthentication: `mutation ApiKeyAuthentication($apiKey: String!) {
  apiKeyAuthentication(apiKey: $apiKey) {
    token
    errors {
      ...ErrorTypeFragment
    }
  }
}`,
  forceReauthentication: `mutation ForceReauthentication($input: ForceReauthenticationInput!) {
  forceReauthentication(input: $input) {
    tokensInvalidated
    effectiveAt
  }
}`,
} as const;

/** A mutation whose published document is known. */
export type SeedMutation = keyof typeof published;

/** Every published document, each with the fragments that it names. */
export const seedDocuments = Object.fromEntries(
  Object.entries(published).map(([name, document]) => [name, withFragments(document)]),
) as Readonly<Record<SeedMutation, string>>;

function withFragments(document: string): string {
  const used = Object.entries(fragments).filter(([type]) =>
    document.includes(`...${type}Fragment`),
  );
  return [document, ...used.map(([, text]) => text)].join('\n\n');
}
