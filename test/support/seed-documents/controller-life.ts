/** Documents of a controller's life in service, letter by letter as the API publishes them. */
export const controllerLifeDocuments = {
  octoHeatPumpRebootController: `mutation OctoHeatPumpRebootController(
  $accountNumber: String!,
  $euid: ID!
) {
  octoHeatPumpRebootController(
    accountNumber: $accountNumber,
    euid: $euid
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    transactionId
  }
}`,
  requestProvisioningClaimCertificate: `mutation RequestProvisioningClaimCertificate(
  $accountNumber: String!,
  $propertyId: ID,
  $requestParameters: ProvisioningClaimRequestParameters!
) {
  requestProvisioningClaimCertificate(
    accountNumber: $accountNumber,
    propertyId: $propertyId,
    requestParameters: $requestParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    provisioningClaimBundle {
      ...ProvisioningClaimBundleFragment
    }
  }
}`,
  octoHeatPumpRequestProvisioningClaimCertificate: `
mutation OctoHeatPumpRequestProvisioningClaimCertificate(
  $accountNumber: String!,
  $propertyId: ID,
  $requestParameters: ProvisioningClaimRequestParameters!
) {
  octoHeatPumpRequestProvisioningClaimCertificate(
    accountNumber: $accountNumber,
    propertyId: $propertyId,
    requestParameters: $requestParameters
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    provisioningClaimBundle {
      ...ProvisioningClaimBundleFragment
    }
  }
}`,
  deprovisionHeatingController: `mutation DeprovisionHeatingController(
  $accountNumber: String!,
  $euid: ID!
) {
  deprovisionHeatingController(
    accountNumber: $accountNumber,
    euid: $euid
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    message
  }
}`,
  octoHeatPumpDeprovisionHeatingController: `mutation OctoHeatPumpDeprovisionHeatingController(
  $accountNumber: String!,
  $euid: ID!
) {
  octoHeatPumpDeprovisionHeatingController(
    accountNumber: $accountNumber,
    euid: $euid
  ) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    message
  }
}`,
  createTempProvisioningClaim: `mutation CreateTempProvisioningClaim {
  createTempProvisioningClaim {
    tempProvisioningClaimCert
  }
}`,
} as const;
