/** The documents about the sensors of a controller, letter by letter as the API publishes them. */
export const sensorsDocuments = {
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
  bulkUpdateSensorDisplayName: `mutation BulkUpdateSensorDisplayName(
  $accountNumber: String!,
  $euid: ID!,
  $updates: [SensorDisplayNameUpdate]!
) {
  bulkUpdateSensorDisplayName(
    accountNumber: $accountNumber,
    euid: $euid,
    updates: $updates
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionIds {
      ...SensorUpdateTransactionIdFragment
    }
  }
}`,
  octoHeatPumpBulkUpdateSensorDisplayName: `mutation OctoHeatPumpBulkUpdateSensorDisplayName(
  $accountNumber: String!,
  $euid: ID!,
  $updates: [SensorDisplayNameUpdate]!
) {
  octoHeatPumpBulkUpdateSensorDisplayName(
    accountNumber: $accountNumber,
    euid: $euid,
    updates: $updates
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionIds {
      ...SensorUpdateTransactionIdFragment
    }
  }
}`,
  removeSensor: `mutation RemoveSensor(
  $accountNumber: String!,
  $euid: ID!,
  $sensorId: String!
) {
  removeSensor(
    accountNumber: $accountNumber,
    euid: $euid,
    sensorId: $sensorId
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  octoHeatPumpRemoveSensor: `mutation OctoHeatPumpRemoveSensor(
  $accountNumber: String!,
  $euid: ID!,
  $sensorId: String!
) {
  octoHeatPumpRemoveSensor(
    accountNumber: $accountNumber,
    euid: $euid,
    sensorId: $sensorId
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
} as const;
