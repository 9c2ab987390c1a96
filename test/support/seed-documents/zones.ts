/** Documents that steer a controller's zones, letter by letter as the API publishes them. */
export const zonesDocuments = {
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
  setZoneSchedules: `mutation SetZoneSchedules(
  $accountNumber: String!,
  $euid: ID!,
  $zoneScheduleParameters: SetZoneSchedulesParameters!
) {
  setZoneSchedules(
    accountNumber: $accountNumber,
    euid: $euid,
    zoneScheduleParameters: $zoneScheduleParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpSetZoneSchedules: `mutation OctoHeatPumpSetZoneSchedules(
  $accountNumber: String!,
  $euid: ID!,
  $zoneScheduleParameters: SetZoneSchedulesParameters!
) {
  octoHeatPumpSetZoneSchedules(
    accountNumber: $accountNumber,
    euid: $euid,
    zoneScheduleParameters: $zoneScheduleParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpSetZonePrimarySensor: `mutation OctoHeatPumpSetZonePrimarySensor(
  $accountNumber: String!,
  $euid: ID!,
  $operationParameters: SetZonePrimarySensorParameters!
) {
  octoHeatPumpSetZonePrimarySensor(
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
  octoHeatPumpUpdateFlowTemperatureConfiguration: `
mutation OctoHeatPumpUpdateFlowTemperatureConfiguration(
  $euid: ID!,
  $flowTemperatureInput: FlowTemperatureInput!
) {
  octoHeatPumpUpdateFlowTemperatureConfiguration(
    euid: $euid,
    flowTemperatureInput: $flowTemperatureInput
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
} as const;
