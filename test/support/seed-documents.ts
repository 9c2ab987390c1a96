import { chargersAndBatteriesDocuments } from './seed-documents/chargers-and-batteries.ts';
import { controllerLifeDocuments } from './seed-documents/controller-life.ts';
import { heatPumpUnitDocuments } from './seed-documents/heat-pump-unit.ts';
import { onboardingDocuments } from './seed-documents/onboarding.ts';
import { sensorsDocuments } from './seed-documents/sensors.ts';
import { signInDocuments } from './seed-documents/sign-in.ts';
import { zonesDocuments } from './seed-documents/zones.ts';

/** Fragments that the published documents use and leave to the client. */
const fragments: Readonly<Record<string, string>> = {
  PossibleErrorType: 'fragment PossibleErrorTypeFragment on PossibleErrorType { code message }',
  ErrorType: 'fragment ErrorTypeFragment on ErrorType { code message }',
  KrakenFlexDeviceType: `fragment KrakenFlexDeviceTypeFragment on KrakenFlexDeviceType {
  krakenflexDeviceId provider status suspended hasToken createdAt testDispatchFailureReason
  vehicleMake vehicleModel vehicleBatterySizeInKwh
  chargePointMake chargePointModel chargePointPowerInKw
  stateOfChargeLimit { upperSocLimit timestamp isLimitViolated }
}`,
  DeviceDetailsType: `fragment DeviceDetailsTypeFragment on DeviceDetailsType {
  krakenflexDeviceId provider deviceType
}`,
  SmartFlexDeviceStatusInterface: `fragment SmartFlexDeviceStatusInterfaceFragment
on SmartFlexDeviceStatusInterface { current isSuspended currentState }`,
  SmartFlexDeviceAlertInterface: `fragment SmartFlexDeviceAlertInterfaceFragment
on SmartFlexDeviceAlertInterface { message publishedAt }`,
  SmartFlexOnboardingWizard: `fragment SmartFlexOnboardingWizardFragment
on SmartFlexOnboardingWizard {
  id deviceType displayName resumable { isResumable resumableReasons }
  backendScreen { id title body } currentStep { __typename id } completedSteps { __typename id }
}`,
  BatteryDeviceType: `fragment BatteryDeviceTypeFragment on BatteryDeviceType {
  krakenflexDeviceId deviceType provider
  deviceStatus { suspended readings { socPercentage { value timestamp } } }
  chargingPreferences { minimumSocPercentage maximumSocPercentage }
}`,
  HeatPumpDeviceType: `fragment HeatPumpDeviceTypeFragment on HeatPumpDeviceType {
  krakenflexDeviceId deviceType provider
}`,
  SensorUpdateTransactionId: `fragment SensorUpdateTransactionIdFragment
on SensorUpdateTransactionId { sensorCode transactionId }`,
  ProvisioningClaimBundle: `fragment ProvisioningClaimBundleFragment
on ProvisioningClaimBundle { certificate encryptedPrivateKey awsIotHostname }`,
};

/** The documents of the API's mutation reference, letter by letter, of what is served so far. */
const published = {
  ...chargersAndBatteriesDocuments,
  ...onboardingDocuments,
  ...zonesDocuments,
  ...sensorsDocuments,
  ...controllerLifeDocuments,
  ...heatPumpUnitDocuments,
  ...signInDocuments,
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
  return [document.trimStart(), ...used.map(([, text]) => text)].join('\n\n');
}
