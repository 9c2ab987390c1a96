import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { Transaction } from '../../domain/transaction.ts';
import type { WizardView } from '../../domain/onboarding/onboardings.ts';
import type { GatewayContext } from './context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment, ISO 8601 with a numeric offset; written with microseconds. */
  DateTime: { input: number; output: number; }
  /** A decimal number: an integer, a float or a numeric string when read, a string when written. */
  Decimal: { input: number; output: number; }
  /** A decimal number that may be sent as a string to keep it free of binary rounding. */
  FloatSafeDecimal: { input: number; output: number; }
  /** Any JSON value. */
  GenericScalar: { input: unknown; output: unknown; }
  /** A decimal number without trailing zeros. */
  NormalizedDecimal: { input: number; output: number; }
  /** A time of day: HH:MM or HH:MM:SS when read, HH:MM:SS when written. */
  Time: { input: string; output: string; }
};

export type AdcSensorConfiguration = {
  __typename?: 'ADCSensorConfiguration';
  code?: Maybe<Scalars['String']['output']>;
  displayName?: Maybe<Scalars['String']['output']>;
  enabled?: Maybe<Scalars['Boolean']['output']>;
  type?: Maybe<SensorType>;
};

export type ApiKeyAuthentication = {
  __typename?: 'APIKeyAuthentication';
  errors?: Maybe<Array<Maybe<ErrorType>>>;
  /** Goes into the Authorization header. */
  token?: Maybe<Scalars['String']['output']>;
};

/** A customer account. */
export type AccountInterface = {
  number?: Maybe<Scalars['String']['output']>;
};

export type AccountNumberInput = {
  accountNumber: Scalars['String']['input'];
};

/** A customer account. */
export type AccountType = AccountInterface & {
  __typename?: 'AccountType';
  number?: Maybe<Scalars['String']['output']>;
};

/** Somebody who holds accounts. */
export type AccountUserType = {
  __typename?: 'AccountUserType';
  /** The accounts that the credential names. */
  accounts?: Maybe<Array<Maybe<AccountInterface>>>;
  /** The subject of the credential. */
  id: Scalars['ID']['output'];
};

export type ApiKeyType = {
  __typename?: 'ApiKeyType';
  accounts: Array<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  name: Scalars['String']['output'];
  revokedAt?: Maybe<Scalars['DateTime']['output']>;
  role: GatewayRole;
};

/** The device signs in for the first time. */
export type AuthenticateDeviceStep = SmartFlexOnboardingStepInterface & {
  __typename?: 'AuthenticateDeviceStep';
  id?: Maybe<Scalars['ID']['output']>;
};

export type AuthenticationInput = {
  accessToken?: InputMaybe<Scalars['String']['input']>;
  authorizationCode?: InputMaybe<Scalars['String']['input']>;
  expiresIn?: InputMaybe<Scalars['Int']['input']>;
  /** What the device calls itself: an OCPP identity or an EUID. */
  providerDeviceId?: InputMaybe<Scalars['String']['input']>;
  redirectUri?: InputMaybe<Scalars['String']['input']>;
  refreshToken?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<Scalars['String']['input']>;
};

export type BackendScreenType = {
  __typename?: 'BackendScreenType';
  body?: Maybe<Scalars['String']['output']>;
  /** The step as a word: SELECT_DEVICE_TYPE, CONNECT, AUTHENTICATE, TEST_CHARGE or DONE. */
  id?: Maybe<Scalars['ID']['output']>;
  title?: Maybe<Scalars['String']['output']>;
};

export type BatteryChargingPreferencesInput = {
  accountNumber: Scalars['String']['input'];
  /** The share that is never discharged, percent. */
  minimumSocPercentage: Scalars['Int']['input'];
};

export type BatteryChargingPreferencesType = {
  __typename?: 'BatteryChargingPreferencesType';
  maximumSocPercentage?: Maybe<Scalars['Int']['output']>;
  minimumSocPercentage?: Maybe<Scalars['Int']['output']>;
};

/** A home battery in the words of the older, account-scoped API. */
export type BatteryDeviceType = {
  __typename?: 'BatteryDeviceType';
  chargingPreferences?: Maybe<BatteryChargingPreferencesType>;
  deviceStatus?: Maybe<DeviceStatusType>;
  deviceType?: Maybe<KrakenFlexDeviceTypes>;
  krakenflexDeviceId?: Maybe<Scalars['ID']['output']>;
  params?: Maybe<BatteryParamsType>;
  provider?: Maybe<ProviderChoices>;
};

export type BatteryParamsType = {
  __typename?: 'BatteryParamsType';
  variantId?: Maybe<Scalars['ID']['output']>;
};

export type BulkUpdateSensorDisplayName = {
  __typename?: 'BulkUpdateSensorDisplayName';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionIds?: Maybe<Array<Maybe<SensorUpdateTransactionId>>>;
};

export type CancelSmartFlexOnboarding = {
  __typename?: 'CancelSmartFlexOnboarding';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  wizard?: Maybe<SmartFlexOnboardingWizard>;
};

export type CancelSmartFlexOnboardingInput = {
  wizardId: Scalars['ID']['input'];
};

export type ChargePointInput = {
  /** `id` of an entry of `chargePointVariants`. */
  chargePointId?: InputMaybe<Scalars['ID']['input']>;
};

export type ChargePointMake = {
  __typename?: 'ChargePointMake';
  make?: Maybe<Scalars['String']['output']>;
  models?: Maybe<Array<Maybe<ChargePointModel>>>;
};

export type ChargePointModel = {
  __typename?: 'ChargePointModel';
  /** What `chargePoint.chargePointId` of a registration names. */
  chargePointId?: Maybe<Scalars['ID']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  powerInKw?: Maybe<Scalars['Decimal']['output']>;
};

/** Heating; temperatures in degrees Celsius. */
export type ClimateControlDetailsType = {
  __typename?: 'ClimateControlDetailsType';
  climateControlEnabled?: Maybe<Scalars['Boolean']['output']>;
  currentClimateControlTemperature?: Maybe<Scalars['Decimal']['output']>;
  targetClimateControlTemperature?: Maybe<Scalars['Decimal']['output']>;
};

export type ClimateControlStateInput = {
  accountNumber: Scalars['String']['input'];
  state: Scalars['Boolean']['input'];
};

/** Give the device its address and credentials. */
export type ConnectDeviceStep = SmartFlexOnboardingStepInterface & {
  __typename?: 'ConnectDeviceStep';
  id?: Maybe<Scalars['ID']['output']>;
};

export type ControllerAndZoneConfiguration = {
  __typename?: 'ControllerAndZoneConfiguration';
  controller?: Maybe<ControllerConfiguration>;
  heatPump?: Maybe<HeatPumpConfiguration>;
  zones?: Maybe<Array<Maybe<ZoneInformation>>>;
};

/** A controller where it stands. */
export type ControllerAtLocation = {
  __typename?: 'ControllerAtLocation';
  controller: ControllerReference;
  heatPumpModel: Scalars['String']['output'];
  location: ControllerLocation;
  /** When it connected for the first time. */
  provisionedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type ControllerCertificate = {
  __typename?: 'ControllerCertificate';
  /** SHA-256 of the certificate, 64 lower-case hex digits. */
  fingerprint: Scalars['String']['output'];
  firstUsedAt?: Maybe<Scalars['DateTime']['output']>;
  issuedAt: Scalars['DateTime']['output'];
  notAfter: Scalars['DateTime']['output'];
  serial: Scalars['String']['output'];
  state: ControllerCertificateState;
};

export type ControllerCertificateState =
  | 'ACTIVE'
  /** Issued, not registered yet. */
  | 'PENDING'
  | 'REVOKED';

export type ControllerClaim = {
  __typename?: 'ControllerClaim';
  createdAt: Scalars['DateTime']['output'];
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  state: ControllerClaimState;
};

export type ControllerClaimState =
  | 'CERTIFIED'
  | 'CONSUMED'
  | 'EXPIRED'
  | 'OPEN';

export type ControllerConfiguration = {
  __typename?: 'ControllerConfiguration';
  /** Never given. */
  accessPointPassword?: Maybe<Scalars['String']['output']>;
  connected?: Maybe<Scalars['Boolean']['output']>;
  firmwareConfiguration?: Maybe<FirmwareConfiguration>;
  /** POSIX form. */
  heatPumpTimezone?: Maybe<Scalars['String']['output']>;
  lastReset?: Maybe<Scalars['DateTime']['output']>;
  state?: Maybe<Array<Maybe<State>>>;
};

export type ControllerLocation = {
  __typename?: 'ControllerLocation';
  propertyId: Scalars['ID']['output'];
};

/** How far a controller has come. Of one that belongs to another account only the enrolment is shown. */
export type ControllerProvisioning = {
  __typename?: 'ControllerProvisioning';
  /** What to do next, or why it ended. */
  advice: Scalars['String']['output'];
  certificates: Array<ControllerCertificate>;
  /** The newest claim of this account. */
  claim?: Maybe<ControllerClaim>;
  device?: Maybe<ProvisionedController>;
  enrolledAt?: Maybe<Scalars['DateTime']['output']>;
  euid: Scalars['String']['output'];
  step: ControllerProvisioningStep;
  /** The transaction of kind `provision`: its outcome is the end of the way. */
  transaction?: Maybe<DeviceTransaction>;
};

export type ControllerProvisioningStep =
  /** It registered and did not come back in time; its certificate is revoked. */
  | 'ABANDONED'
  /** The controller came back with its own certificate. */
  | 'BOUND'
  /** The controller came with its claim and was given a certificate that does not count yet. */
  | 'CERTIFIED'
  /** A claim was given out. */
  | 'CLAIMED'
  /** Its factory key is known; a claim can be asked for. */
  | 'ENROLLED'
  /** The EUID is not on the allow-list. */
  | 'NOT_ENROLLED'
  /** The controller registered: its certificate counts, and it is to come back with it. */
  | 'REGISTERED';

export type ControllerReference = {
  __typename?: 'ControllerReference';
  /** Lower-case hex with colons. */
  euid: Scalars['String']['output'];
};

export type ControllerStatus = {
  __typename?: 'ControllerStatus';
  sensors?: Maybe<Array<Maybe<SensorStatus>>>;
  zones?: Maybe<Array<Maybe<ZoneStatus>>>;
};

export type CreateApiKey = {
  __typename?: 'CreateApiKey';
  id: Scalars['ID']['output'];
  /** The key; shown once. */
  key: Scalars['String']['output'];
};

export type CreateApiKeyInput = {
  /** The accounts that it is named for; needed for the roles installer and account. */
  accounts?: InputMaybe<Array<Scalars['String']['input']>>;
  name: Scalars['String']['input'];
  role: GatewayRole;
};

export type CreateProvisioningClaim = {
  __typename?: 'CreateProvisioningClaim';
  /** `certificateId`, `certificatePem`, `keyPair` (`PrivateKey`, `PublicKey`), `expiration` (Unix seconds), `chainPem`, `mqttUrl`. */
  tempProvisioningClaimCert?: Maybe<Scalars['GenericScalar']['output']>;
};

export type DayOfWeek =
  | 'FRIDAY'
  | 'MONDAY'
  | 'SATURDAY'
  | 'SUNDAY'
  | 'THURSDAY'
  | 'TUESDAY'
  | 'WEDNESDAY';

export type DeAuthenticationInput = {
  accountNumber: Scalars['String']['input'];
  /** The newest device of that type; of any when absent. */
  deviceType?: InputMaybe<KrakenFlexDeviceTypes>;
};

export type DeauthenticateDevice = {
  __typename?: 'DeauthenticateDevice';
  krakenflexDevice?: Maybe<DeviceDetailsType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type DeauthenticateFlexDevice = {
  __typename?: 'DeauthenticateFlexDevice';
  /** As it is from then on: RETIRED. */
  device?: Maybe<SmartFlexDeviceInterface>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type DeauthenticateFlexDeviceInput = {
  /** `id` of an entry of `devices`. */
  deviceId: Scalars['String']['input'];
};

export type DeleteBoostCharge = {
  __typename?: 'DeleteBoostCharge';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type DeleteBoostChargeInput = {
  accountNumber: Scalars['String']['input'];
};

export type DeleteDeviceConnectionDetails = {
  __typename?: 'DeleteDeviceConnectionDetails';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type DeprovisionHeatingController = {
  __typename?: 'DeprovisionHeatingController';
  /** A sentence for the user. */
  message?: Maybe<Scalars['String']['output']>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type DeviceDetailsInput = {
  auxDeviceVariantId?: InputMaybe<Scalars['ID']['input']>;
  deviceVariantId?: InputMaybe<Scalars['ID']['input']>;
};

export type DeviceDetailsType = {
  __typename?: 'DeviceDetailsType';
  deviceType?: Maybe<KrakenFlexDeviceTypes>;
  krakenflexDeviceId?: Maybe<Scalars['String']['output']>;
  provider?: Maybe<ProviderChoices>;
};

/** One frame as it was on the wire, its secrets masked. */
export type DeviceFrame = {
  __typename?: 'DeviceFrame';
  at: Scalars['DateTime']['output'];
  direction: DeviceFrameDirection;
  /** True where the text was longer than is kept. */
  isCut: Scalars['Boolean']['output'];
  /** The OCPP action or the MQTT topic below the device's own. */
  name: Scalars['String']['output'];
  text: Scalars['String']['output'];
};

export type DeviceFrameConnection = {
  __typename?: 'DeviceFrameConnection';
  /** Pass it as `after` to go on. */
  cursor?: Maybe<Scalars['String']['output']>;
  /** Oldest first. */
  frames: Array<DeviceFrame>;
};

export type DeviceFrameDirection =
  /** From the device. */
  | 'IN'
  /** To the device. */
  | 'OUT';

export type DeviceReAuthentication = DeviceReAuthenticationInterface & {
  __typename?: 'DeviceReAuthentication';
  isEligible?: Maybe<Scalars['Boolean']['output']>;
};

export type DeviceReAuthenticationInterface = {
  isEligible?: Maybe<Scalars['Boolean']['output']>;
};

export type DeviceRegistration = {
  __typename?: 'DeviceRegistration';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  /** The ids of what was registered. */
  registeredDeviceIds?: Maybe<Array<Maybe<Scalars['String']['output']>>>;
};

export type DeviceRegistrationInput = {
  accountNumber: Scalars['String']['input'];
  authentication?: InputMaybe<AuthenticationInput>;
  deviceDetails?: InputMaybe<DeviceDetailsInput>;
  deviceType: KrakenFlexDeviceTypes;
  propertyId: Scalars['Int']['input'];
  provider: ProviderChoices;
};

export type DeviceStatusReadingType = {
  __typename?: 'DeviceStatusReadingType';
  timestamp: Scalars['DateTime']['output'];
  value: Scalars['Float']['output'];
};

export type DeviceStatusReadingsType = {
  __typename?: 'DeviceStatusReadingsType';
  activePowerInKw?: Maybe<DeviceStatusReadingType>;
  energyInKwh?: Maybe<DeviceStatusReadingType>;
  socPercentage?: Maybe<DeviceStatusReadingType>;
};

export type DeviceStatusType = {
  __typename?: 'DeviceStatusType';
  maxExportInKw?: Maybe<Scalars['Float']['output']>;
  maxImportInKw?: Maybe<Scalars['Float']['output']>;
  pluggedIn?: Maybe<Scalars['Boolean']['output']>;
  readings?: Maybe<DeviceStatusReadingsType>;
  /** @deprecated Use `devices`. */
  status?: Maybe<KrakenFlexDeviceStatusChoices>;
  suspended?: Maybe<Scalars['Boolean']['output']>;
};

/** One command's life. */
export type DeviceTransaction = {
  __typename?: 'DeviceTransaction';
  accountNumber: Scalars['String']['output'];
  attempt: Scalars['Int']['output'];
  clientReference?: Maybe<Scalars['String']['output']>;
  createdAt: Scalars['DateTime']['output'];
  deviceId: Scalars['ID']['output'];
  /** The reported state that decided it. */
  evidence?: Maybe<Scalars['GenericScalar']['output']>;
  /** Not sent any more from here on. */
  expiresAt: Scalars['DateTime']['output'];
  id: Scalars['ID']['output'];
  kind: Scalars['String']['output'];
  /** The field that asked for it. */
  mutation: Scalars['String']['output'];
  reason?: Maybe<DeviceTransactionReason>;
  /** The device's order; 0 when it was refused at acceptance. */
  seq: Scalars['Int']['output'];
  /** Rises by one with each change. */
  stateNumber: Scalars['Int']['output'];
  status: DeviceTransactionStatus;
  supersededBy?: Maybe<Scalars['ID']['output']>;
  timeline: Array<DeviceTransactionEvent>;
  updatedAt: Scalars['DateTime']['output'];
  verified?: Maybe<DeviceVerification>;
};

export type DeviceTransactionConnection = {
  __typename?: 'DeviceTransactionConnection';
  edges: Array<DeviceTransactionEdge>;
  pageInfo: PageInfo;
  /** All of the account or device since `updatedAfter`; `status` and `kind` do not lessen it. */
  totalCount: Scalars['Int']['output'];
};

export type DeviceTransactionEdge = {
  __typename?: 'DeviceTransactionEdge';
  cursor: Scalars['String']['output'];
  node: DeviceTransaction;
};

export type DeviceTransactionEvent = {
  __typename?: 'DeviceTransactionEvent';
  at: Scalars['DateTime']['output'];
  attempt?: Maybe<Scalars['Int']['output']>;
  detail?: Maybe<Scalars['String']['output']>;
  node?: Maybe<Scalars['String']['output']>;
  status: DeviceTransactionStatus;
};

export type DeviceTransactionPayload = {
  __typename?: 'DeviceTransactionPayload';
  transaction?: Maybe<DeviceTransaction>;
};

export type DeviceTransactionReason = {
  __typename?: 'DeviceTransactionReason';
  actual?: Maybe<Scalars['Float']['output']>;
  code: Scalars['String']['output'];
  detail?: Maybe<Scalars['String']['output']>;
  earliestAt?: Maybe<Scalars['DateTime']['output']>;
  limit?: Maybe<Scalars['Float']['output']>;
};

export type DeviceTransactionStatus =
  /** The device took it; its effect is awaited. */
  | 'ACKNOWLEDGED'
  /** Cancelled before it was sent. */
  | 'CANCELLED'
  /** Not sent before its deadline. */
  | 'EXPIRED'
  /** The effect did not come. */
  | 'FAILED'
  /** Nothing was heard of it until the end. */
  | 'LOST'
  /** QUEUED while the device is offline; computed when read, refused as a filter. */
  | 'PARKED'
  /** Accepted and on disk; waits for its turn. */
  | 'QUEUED'
  /** The device's state or the safety envelope does not allow it. */
  | 'REFUSED'
  /** The device said no. */
  | 'REJECTED'
  /** On its way to the device. */
  | 'SENT'
  /** The device showed the effect after the command was sent. */
  | 'SUCCEEDED'
  /** Replaced by a newer command. */
  | 'SUPERSEDED'
  /** The device may or may not have acted. */
  | 'UNCONFIRMED';

export type DeviceVerification =
  /** The device reported the wished state. */
  | 'TRUE'
  /** The kind has no read-back. */
  | 'UNKNOWN';

export type ElectricVehicleMake = {
  __typename?: 'ElectricVehicleMake';
  make?: Maybe<Scalars['String']['output']>;
  models?: Maybe<Array<Maybe<ElectricVehicleModel>>>;
};

export type ElectricVehicleModel = {
  __typename?: 'ElectricVehicleModel';
  /** kWh. */
  batterySize?: Maybe<Scalars['Decimal']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  /** What `vehicle.vehicleId` of a registration names. */
  vehicleId?: Maybe<Scalars['String']['output']>;
};

export type Energy = {
  __typename?: 'Energy';
  unit: EnergyUnit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type EnergyUnit =
  | 'KILOWATT_HOUR';

export type EnrolControllers = {
  __typename?: 'EnrolControllers';
  /** How many were not on the list before. */
  enrolled: Scalars['Int']['output'];
  /** How many had a key, and have this one now. */
  replaced: Scalars['Int']['output'];
};

export type EnrolControllersInput = {
  controllers: Array<EnrolledControllerInput>;
};

export type EnrolledControllerInput = {
  /** In any case, with or without colons. */
  euid: Scalars['ID']['input'];
  /** The factory key's public half: SPKI as PEM, or its DER in base64. */
  publicKey: Scalars['String']['input'];
};

export type ErrorType = {
  __typename?: 'ErrorType';
  code?: Maybe<Scalars['String']['output']>;
  message?: Maybe<Scalars['String']['output']>;
};

export type FirmwareConfiguration = {
  __typename?: 'FirmwareConfiguration';
  efr32?: Maybe<Scalars['String']['output']>;
  esp32?: Maybe<Scalars['String']['output']>;
  eui?: Maybe<Scalars['String']['output']>;
};

export type FlexDevicePreferenceConstraint = {
  __typename?: 'FlexDevicePreferenceConstraint';
  max?: Maybe<Scalars['Decimal']['output']>;
  min?: Maybe<Scalars['Decimal']['output']>;
};

export type FlexDevicePreferenceScheduleSetting = {
  __typename?: 'FlexDevicePreferenceScheduleSetting';
  id: Scalars['Int']['output'];
  max?: Maybe<Scalars['Decimal']['output']>;
  maxConstraint?: Maybe<FlexDevicePreferenceConstraint>;
  min?: Maybe<Scalars['Decimal']['output']>;
  minConstraint?: Maybe<FlexDevicePreferenceConstraint>;
  step: Scalars['Decimal']['output'];
  targetConstraint?: Maybe<FlexDevicePreferenceConstraint>;
  timeFrom?: Maybe<Scalars['Time']['output']>;
  /** Minutes. */
  timeStep: Scalars['Int']['output'];
  timeTo?: Maybe<Scalars['Time']['output']>;
};

export type FlexDevicePreferenceSetting = FlexDevicePreferenceSettingInterface & {
  __typename?: 'FlexDevicePreferenceSetting';
  deviceType: Scalars['String']['output'];
  id: Scalars['Int']['output'];
  mode: PreferencesModeChoices;
  scheduleSettings: Array<FlexDevicePreferenceScheduleSetting>;
  unit: PreferencesUnitChoices;
};

export type FlexDevicePreferenceSettingInterface = {
  deviceType: Scalars['String']['output'];
  id: Scalars['Int']['output'];
  mode: PreferencesModeChoices;
  scheduleSettings: Array<FlexDevicePreferenceScheduleSetting>;
  unit: PreferencesUnitChoices;
};

export type FlexGridExportStatus =
  | 'DISABLED'
  | 'ENABLED'
  | 'NOT_APPLICABLE';

export type FlowTemperatureInput = {
  /** Without weather compensation. */
  flowTemperature?: InputMaybe<TemperatureInput>;
  useWeatherCompensation: Scalars['Boolean']['input'];
  /** With weather compensation. */
  weatherCompensationValues?: InputMaybe<TemperatureRangeInput>;
};

export type ForceReauthentication = {
  __typename?: 'ForceReauthentication';
  effectiveAt: Scalars['DateTime']['output'];
  tokensInvalidated: Scalars['Boolean']['output'];
};

export type ForceReauthenticationInput = {
  /** Accepted for compatibility: tokens of third parties are invalidated too. */
  includeThirdParties?: InputMaybe<Scalars['Boolean']['input']>;
};

export type GatewayDeviceClass =
  | 'BATTERY'
  | 'CHARGER'
  | 'HEAT_PUMP_CONTROLLER'
  | 'HEAT_PUMP_UNIT'
  | 'VEHICLE';

export type GatewayRole =
  | 'ACCOUNT'
  | 'INSTALLER'
  | 'OPERATOR'
  | 'SERVICE';

export type HeatPumpConfiguration = {
  __typename?: 'HeatPumpConfiguration';
  faultCodes?: Maybe<Array<Maybe<Scalars['String']['output']>>>;
  hardwareVersion?: Maybe<Scalars['String']['output']>;
  hasHeatPumpCompatibleCylinder?: Maybe<Scalars['Boolean']['output']>;
  heatingFlowTemperature?: Maybe<HeatingFlowTemperature>;
  latestCounterReset?: Maybe<Scalars['DateTime']['output']>;
  manifoldEnabled?: Maybe<Scalars['Boolean']['output']>;
  maxWaterSetpoint?: Maybe<Scalars['Float']['output']>;
  minWaterSetpoint?: Maybe<Scalars['Float']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  quieterModeEnabled?: Maybe<Scalars['Boolean']['output']>;
  serialNumber?: Maybe<Scalars['String']['output']>;
  weatherCompensation?: Maybe<WeatherCompensation>;
};

/** A third-party heat pump of an account. */
export type HeatPumpDeviceType = {
  __typename?: 'HeatPumpDeviceType';
  /** @deprecated It is always HEAT_PUMPS. */
  deviceType?: Maybe<KrakenFlexDeviceTypes>;
  krakenflexDeviceId?: Maybe<Scalars['String']['output']>;
  provider?: Maybe<ProviderChoices>;
};

export type HeatPumpInput = {
  /** The EUID of the heat pump. */
  heatPumpId: Scalars['ID']['input'];
};

export type HeatPumpLifetimePerformance = {
  __typename?: 'HeatPumpLifetimePerformance';
  energyInput: Energy;
  heatOutput: Energy;
  /** When the counters were read last. */
  readAt: Scalars['DateTime']['output'];
  /** Heat given by energy taken, over all the time counted. */
  seasonalCoefficientOfPerformance?: Maybe<Scalars['Decimal']['output']>;
};

export type HeatPumpLivePerformance = {
  __typename?: 'HeatPumpLivePerformance';
  /** Heat given by energy taken; null while nothing is taken. */
  coefficientOfPerformance?: Maybe<Scalars['Decimal']['output']>;
  heatOutput?: Maybe<Power>;
  outdoorTemperature?: Maybe<Temperature>;
  powerInput?: Maybe<Power>;
  /** When the heat pump measured it. */
  readAt: Scalars['DateTime']['output'];
};

/** What a third-party heat pump reported last; null where it reported nothing. */
export type HeatPumpStatusType = {
  __typename?: 'HeatPumpStatusType';
  climateControlStatus?: Maybe<ClimateControlDetailsType>;
  isConnected?: Maybe<Scalars['Boolean']['output']>;
  waterTemperatureStatus?: Maybe<WaterTemperatureDetailsType>;
};

export type HeatPumpTimeRangedPerformance = {
  __typename?: 'HeatPumpTimeRangedPerformance';
  coefficientOfPerformance?: Maybe<Scalars['Decimal']['output']>;
  energyInput?: Maybe<Energy>;
  energyOutput?: Maybe<Energy>;
};

/** One part; the first and the last are cut to the stretch that was asked for. */
export type HeatPumpTimeSeriesPerformance = {
  __typename?: 'HeatPumpTimeSeriesPerformance';
  endAt: Scalars['DateTime']['output'];
  energyInput?: Maybe<Energy>;
  energyOutput?: Maybe<Energy>;
  outdoorTemperature?: Maybe<Temperature>;
  startAt: Scalars['DateTime']['output'];
};

export type HeatingFlowTemperature = {
  __typename?: 'HeatingFlowTemperature';
  allowableRange: TemperatureRange;
  currentTemperature: Temperature;
};

export type HotWaterStateInput = {
  accountNumber: Scalars['String']['input'];
  state: Scalars['Boolean']['input'];
};

export type IdentifyDevice = {
  __typename?: 'IdentifyDevice';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type KrakenFlexDeviceStatusChoices =
  | 'FAILED_ONBOARDING_TEST'
  | 'LIVE'
  | 'ONBOARDING'
  | 'ONBOARDING_TEST_IN_PROGRESS'
  | 'PENDING_LIVE'
  | 'RETIRED';

/** A device in the words of the older, account-scoped API. */
export type KrakenFlexDeviceType = {
  __typename?: 'KrakenFlexDeviceType';
  chargePointMake?: Maybe<Scalars['String']['output']>;
  chargePointModel?: Maybe<Scalars['String']['output']>;
  chargePointPowerInKw?: Maybe<Scalars['Decimal']['output']>;
  createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the device has credentials to sign in with. */
  hasToken?: Maybe<Scalars['Boolean']['output']>;
  krakenflexDeviceId?: Maybe<Scalars['String']['output']>;
  provider?: Maybe<ProviderChoices>;
  stateOfChargeLimit?: Maybe<StateOfChargeLimit>;
  /** The lifecycle value as text. */
  status?: Maybe<Scalars['String']['output']>;
  suspended?: Maybe<Scalars['Boolean']['output']>;
  testDispatchFailureReason?: Maybe<TestDispatchAssessmentFailureReason>;
  vehicleBatterySizeInKwh?: Maybe<Scalars['Decimal']['output']>;
  vehicleMake?: Maybe<Scalars['String']['output']>;
  vehicleModel?: Maybe<Scalars['String']['output']>;
};

export type KrakenFlexDeviceTypes =
  | 'BATTERIES'
  | 'ELECTRICITY_METERS'
  | 'ELECTRIC_VEHICLES'
  | 'HEAT_PUMPS'
  | 'INVERTERS'
  | 'STORAGE_HEATERS'
  | 'THERMOSTATS';

export type Mode =
  | 'AUTO'
  | 'BOOST'
  | 'OFF'
  | 'ON';

export type Mutation = {
  __typename?: 'Mutation';
  /** Exchange an API key for a token that goes into the Authorization header. */
  apiKeyAuthentication?: Maybe<ApiKeyAuthentication>;
  /** Give several sensors other display names: all are accepted or none, at most 50. */
  bulkUpdateSensorDisplayName?: Maybe<BulkUpdateSensorDisplayName>;
  /** Cancel a transaction that was not sent yet. */
  cancelDeviceTransaction?: Maybe<DeviceTransactionPayload>;
  /** Give an onboarding up; its device, if there is one, is retired unless it is live. */
  cancelSmartFlexOnboarding?: Maybe<CancelSmartFlexOnboarding>;
  /** Make an API key; its text is in this answer and nowhere else. Role service. */
  createApiKey?: Maybe<CreateApiKey>;
  /** A claim for no controller in particular, with its private key; shown once. Roles service and installer. */
  createTempProvisioningClaim?: Maybe<CreateProvisioningClaim>;
  /**
   * Retire the account's newest device of a type, and cut its link.
   * @deprecated Use `deauthenticateFlexDevice`.
   */
  deauthenticateDevice?: Maybe<DeauthenticateDevice>;
  /** Retire one device, and cut its link. */
  deauthenticateFlexDevice?: Maybe<DeauthenticateFlexDevice>;
  /**
   * End a boost charge; repeating it changes nothing.
   * @deprecated Use `updateBoostCharge`.
   */
  deleteBoostCharge?: Maybe<DeleteBoostCharge>;
  /** Take the credentials from the account's newest charge point or vehicle, and cut its link. */
  deleteDeviceConnectionDetails?: Maybe<DeleteDeviceConnectionDetails>;
  /** Make a controller forget its account, and revoke its certificates whatever it answers. */
  deprovisionHeatingController?: Maybe<DeprovisionHeatingController>;
  /**
   * Begin to onboard a device; `authentication.providerDeviceId` binds the name that it already uses.
   * @deprecated Use `startSmartFlexOnboarding`.
   */
  deviceRegistration?: Maybe<DeviceRegistration>;
  /** Put factory keys on the allow-list, all or none, at most 1,000. Role service. */
  enrolControllers?: Maybe<EnrolControllers>;
  /** Make every token and refresh token that the caller was given before now invalid. */
  forceReauthentication?: Maybe<ForceReauthentication>;
  /** The harmless test call: a connected device shows itself and answers. Roles service, installer and account. */
  identifyDevice?: Maybe<IdentifyDevice>;
  /** Exchange an API key or a refresh token for a token that goes into the Authorization header. */
  obtainKrakenToken?: Maybe<ObtainKrakenJsonWebToken>;
  /** Set the identity and password that a charge point signs in with. */
  ocppAuthentication?: Maybe<OcppAuthentication>;
  /** Same as `bulkUpdateSensorDisplayName`. */
  octoHeatPumpBulkUpdateSensorDisplayName?: Maybe<BulkUpdateSensorDisplayName>;
  /** Same as `deprovisionHeatingController`. */
  octoHeatPumpDeprovisionHeatingController?: Maybe<DeprovisionHeatingController>;
  /** Restart a controller that is connected. */
  octoHeatPumpRebootController?: Maybe<RebootHeatingController>;
  /** Same as `removeSensor`. */
  octoHeatPumpRemoveSensor?: Maybe<RemoveSensor>;
  /** Same as `requestProvisioningClaimCertificate`. */
  octoHeatPumpRequestProvisioningClaimCertificate?: Maybe<RequestProvisioningClaimCertificate>;
  /** Let the heat pump run quieter, or no longer. */
  octoHeatPumpSetQuieterMode?: Maybe<SetQuieterMode>;
  /** Same as `setZoneMode`. */
  octoHeatPumpSetZoneMode?: Maybe<SetZoneMode>;
  /** Choose the sensor that a zone is controlled by. */
  octoHeatPumpSetZonePrimarySensor?: Maybe<SetZonePrimarySensor>;
  /** Same as `setZoneSchedules`. */
  octoHeatPumpSetZoneSchedules?: Maybe<SetZoneSchedules>;
  /** Set how warm the water for heating is: fixed, or by the weather. */
  octoHeatPumpUpdateFlowTemperatureConfiguration?: Maybe<UpdateFlowTemperatureConfiguration>;
  /** Same as `updateSensorDisplayName`. */
  octoHeatPumpUpdateSensorDisplayName?: Maybe<UpdateSensorDisplayName>;
  /** Same as `updateWaterSetpoint`. */
  octoHeatPumpUpdateWaterSetpoint?: Maybe<UpdateWaterSetpoint>;
  /** Give a registered device other credentials; its link is cut. */
  reauthenticateDevice?: Maybe<ReauthenticateDevice>;
  /**
   * Begin to onboard a charge point with its vehicle.
   * @deprecated Use `deviceRegistration`.
   */
  registerDevice?: Maybe<RegisterDevice>;
  /** Bind a device to an account; its secret is in this answer and nowhere else. Roles service and installer. */
  registerGatewayDevice?: Maybe<RegisterGatewayDevice>;
  /** Bind a third-party heat pump to an account; `authentication.accessToken` is what it signs in with. */
  registerHeatPump?: Maybe<RegisterHeatPump>;
  /** Make a controller forget a sensor. */
  removeSensor?: Maybe<RemoveSensor>;
  /** Send dead letters again: all, those of one target, or one transaction's. Roles service and operator. */
  replayReports?: Maybe<ReplayReports>;
  /** Ask for a single-use certificate with which one controller fetches its own; shown once. */
  requestProvisioningClaimCertificate?: Maybe<RequestProvisioningClaimCertificate>;
  /**
   * Control the account's newest device again.
   * @deprecated Use `updateDeviceSmartControl`.
   */
  resumeControl?: Maybe<ResumeDeviceControl>;
  /** Send again to a target that had answered 410 Gone. Roles service and operator. */
  resumeReportTarget?: Maybe<ReportTargetType>;
  /** Revoke an API key and every token made from it. Role service. */
  revokeApiKey?: Maybe<RevokeApiKey>;
  /** Revoke every certificate of a controller and cut its link at once; it stays with its account. */
  revokeControllerCertificates?: Maybe<RevokeControllerCertificates>;
  /**
   * Keep a share of a home battery's charge.
   * @deprecated Use `setDevicePreferences`.
   */
  setBatteryChargingPreferences?: Maybe<SetBatteryChargingPreferences>;
  /** Switch the heating of the account's third-party heat pump. */
  setClimateControlState?: Maybe<SetClimateControlState>;
  /** Say by when a vehicle or battery is wanted how full, each day of the week. */
  setDevicePreferences?: Maybe<SmartFlexDeviceInterface>;
  /** Switch the hot water of the account's third-party heat pump. */
  setHotWaterState?: Maybe<SetHotWaterState>;
  /** Say where a property is: a vehicle is charged there only. Roles service, installer and account. */
  setPropertyLocation?: Maybe<SetPropertyLocation>;
  /** Set the room temperature of the account's third-party heat pump. */
  setRoomTemperature?: Maybe<SetRoomTemperature>;
  /**
   * Say by when the account's vehicle is wanted how full, on weekdays and at weekends.
   * @deprecated Use `setDevicePreferences`.
   */
  setVehicleChargePreferences?: Maybe<SetVehicleChargingPreferences>;
  /** Switch a heating zone on or off, let it follow its schedule, or boost it. */
  setZoneMode?: Maybe<SetZoneMode>;
  /** Set what a heating zone does over the week; replaces what its days had. */
  setZoneSchedules?: Maybe<SetZoneSchedules>;
  /** Begin to onboard a device step by step. */
  startSmartFlexOnboarding?: Maybe<StartSmartFlexOnboarding>;
  /**
   * Stop controlling the account's newest device; what it does now it goes on doing.
   * @deprecated Use `updateDeviceSmartControl`.
   */
  suspendControl?: Maybe<SuspendDeviceControl>;
  /**
   * Charge the vehicle now, until it is full, unplugged or the boost is cancelled.
   * @deprecated Use `updateBoostCharge`.
   */
  triggerBoostCharge?: Maybe<PerformBoostCharge>;
  /** Prove that a vehicle can be charged and that its charging can be controlled. */
  triggerTestCharge?: Maybe<PerformTestCharge>;
  /** Begin or end a boost charge of one device. */
  updateBoostCharge?: Maybe<SmartFlexDeviceInterface>;
  /** Say whether a battery may give to the grid. */
  updateDeviceGridExport?: Maybe<SmartFlexDeviceInterface>;
  /** Stop or begin again to control one device. */
  updateDeviceSmartControl?: Maybe<SmartFlexDeviceInterface>;
  /** Give a sensor another display name. */
  updateSensorDisplayName?: Maybe<UpdateSensorDisplayName>;
  /** Set the hot water temperature, whole degrees Celsius. */
  updateWaterSetpoint?: Maybe<UpdateWaterSetpoint>;
};


export type MutationApiKeyAuthenticationArgs = {
  apiKey: Scalars['String']['input'];
};


export type MutationBulkUpdateSensorDisplayNameArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  updates: Array<InputMaybe<SensorDisplayNameUpdate>>;
};


export type MutationCancelDeviceTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type MutationCancelSmartFlexOnboardingArgs = {
  input: CancelSmartFlexOnboardingInput;
};


export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput;
};


export type MutationDeauthenticateDeviceArgs = {
  input?: InputMaybe<DeAuthenticationInput>;
};


export type MutationDeauthenticateFlexDeviceArgs = {
  input?: InputMaybe<DeauthenticateFlexDeviceInput>;
};


export type MutationDeleteBoostChargeArgs = {
  input?: InputMaybe<DeleteBoostChargeInput>;
};


export type MutationDeleteDeviceConnectionDetailsArgs = {
  input?: InputMaybe<AccountNumberInput>;
};


export type MutationDeprovisionHeatingControllerArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type MutationDeviceRegistrationArgs = {
  input?: InputMaybe<DeviceRegistrationInput>;
};


export type MutationEnrolControllersArgs = {
  input: EnrolControllersInput;
};


export type MutationForceReauthenticationArgs = {
  input: ForceReauthenticationInput;
};


export type MutationIdentifyDeviceArgs = {
  accountNumber: Scalars['String']['input'];
  identity: Scalars['ID']['input'];
};


export type MutationObtainKrakenTokenArgs = {
  input: ObtainJsonWebTokenInput;
};


export type MutationOcppAuthenticationArgs = {
  input?: InputMaybe<OcppAuthenticationInput>;
};


export type MutationOctoHeatPumpBulkUpdateSensorDisplayNameArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  updates: Array<InputMaybe<SensorDisplayNameUpdate>>;
};


export type MutationOctoHeatPumpDeprovisionHeatingControllerArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type MutationOctoHeatPumpRebootControllerArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type MutationOctoHeatPumpRemoveSensorArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  sensorId: Scalars['String']['input'];
};


export type MutationOctoHeatPumpRequestProvisioningClaimCertificateArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId?: InputMaybe<Scalars['ID']['input']>;
  requestParameters: ProvisioningClaimRequestParameters;
};


export type MutationOctoHeatPumpSetQuieterModeArgs = {
  euid: Scalars['ID']['input'];
  quieterModeEnabled: Scalars['Boolean']['input'];
};


export type MutationOctoHeatPumpSetZoneModeArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  operationParameters: SetZoneModeParameters;
};


export type MutationOctoHeatPumpSetZonePrimarySensorArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  operationParameters: SetZonePrimarySensorParameters;
};


export type MutationOctoHeatPumpSetZoneSchedulesArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  zoneScheduleParameters: SetZoneSchedulesParameters;
};


export type MutationOctoHeatPumpUpdateFlowTemperatureConfigurationArgs = {
  euid: Scalars['ID']['input'];
  flowTemperatureInput: FlowTemperatureInput;
};


export type MutationOctoHeatPumpUpdateSensorDisplayNameArgs = {
  accountNumber: Scalars['String']['input'];
  displayName: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  sensorCode: Scalars['String']['input'];
};


export type MutationOctoHeatPumpUpdateWaterSetpointArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  setpoint: Scalars['Int']['input'];
};


export type MutationReauthenticateDeviceArgs = {
  input?: InputMaybe<ReauthenticateDeviceInput>;
};


export type MutationRegisterDeviceArgs = {
  input?: InputMaybe<RegisterDeviceInput>;
};


export type MutationRegisterGatewayDeviceArgs = {
  input: RegisterGatewayDeviceInput;
};


export type MutationRegisterHeatPumpArgs = {
  input?: InputMaybe<RegisterHeatPumpInput>;
};


export type MutationRemoveSensorArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  sensorId: Scalars['String']['input'];
};


export type MutationReplayReportsArgs = {
  target?: InputMaybe<ReportTarget>;
  transactionId?: InputMaybe<Scalars['ID']['input']>;
};


export type MutationRequestProvisioningClaimCertificateArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId?: InputMaybe<Scalars['ID']['input']>;
  requestParameters: ProvisioningClaimRequestParameters;
};


export type MutationResumeControlArgs = {
  input?: InputMaybe<AccountNumberInput>;
};


export type MutationResumeReportTargetArgs = {
  target: ReportTarget;
};


export type MutationRevokeApiKeyArgs = {
  id: Scalars['ID']['input'];
};


export type MutationRevokeControllerCertificatesArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type MutationSetBatteryChargingPreferencesArgs = {
  input?: InputMaybe<BatteryChargingPreferencesInput>;
};


export type MutationSetClimateControlStateArgs = {
  input?: InputMaybe<ClimateControlStateInput>;
};


export type MutationSetDevicePreferencesArgs = {
  input: SmartFlexDevicePreferencesInput;
};


export type MutationSetHotWaterStateArgs = {
  input?: InputMaybe<HotWaterStateInput>;
};


export type MutationSetPropertyLocationArgs = {
  input: SetPropertyLocationInput;
};


export type MutationSetRoomTemperatureArgs = {
  input?: InputMaybe<RoomTemperatureInput>;
};


export type MutationSetVehicleChargePreferencesArgs = {
  input?: InputMaybe<VehicleChargingPreferencesInput>;
};


export type MutationSetZoneModeArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  operationParameters: SetZoneModeParameters;
};


export type MutationSetZoneSchedulesArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  zoneScheduleParameters: SetZoneSchedulesParameters;
};


export type MutationStartSmartFlexOnboardingArgs = {
  input: StartSmartFlexOnboardingInput;
};


export type MutationSuspendControlArgs = {
  input?: InputMaybe<AccountNumberInput>;
};


export type MutationTriggerBoostChargeArgs = {
  input?: InputMaybe<AccountNumberInput>;
};


export type MutationTriggerTestChargeArgs = {
  input?: InputMaybe<AccountNumberInput>;
};


export type MutationUpdateBoostChargeArgs = {
  input?: InputMaybe<UpdateBoostChargeInput>;
};


export type MutationUpdateDeviceGridExportArgs = {
  input?: InputMaybe<UpdateDeviceGridExportInput>;
};


export type MutationUpdateDeviceSmartControlArgs = {
  input: SmartControlInput;
};


export type MutationUpdateSensorDisplayNameArgs = {
  accountNumber: Scalars['String']['input'];
  displayName: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  sensorCode: Scalars['String']['input'];
};


export type MutationUpdateWaterSetpointArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
  setpoint: Scalars['Int']['input'];
};

export type OcppAuthentication = {
  __typename?: 'OCPPAuthentication';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type OcppAuthenticationInput = {
  accountNumber: Scalars['String']['input'];
  /** JSON text with `identity` and `password`; a password has 16 characters at least. */
  details: Scalars['String']['input'];
};

export type OcppConnectionType = {
  __typename?: 'OCPPConnectionType';
  isConnected?: Maybe<Scalars['Boolean']['output']>;
};

export type OcppDetailsType = {
  __typename?: 'OCPPDetailsType';
  /** The address without the identity, which charge points append. */
  url?: Maybe<Scalars['String']['output']>;
  username?: Maybe<Scalars['String']['output']>;
};

export type ObtainJsonWebTokenInput = {
  APIKey?: InputMaybe<Scalars['String']['input']>;
  captchaResponse?: InputMaybe<Scalars['String']['input']>;
  email?: InputMaybe<Scalars['String']['input']>;
  organizationSecretKey?: InputMaybe<Scalars['String']['input']>;
  password?: InputMaybe<Scalars['String']['input']>;
  preSignedKey?: InputMaybe<Scalars['String']['input']>;
  refreshToken?: InputMaybe<Scalars['String']['input']>;
};

export type ObtainKrakenJsonWebToken = {
  __typename?: 'ObtainKrakenJSONWebToken';
  /** The claims of the token. */
  payload: Scalars['GenericScalar']['output'];
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  /** When the refresh token expires, Unix seconds. */
  refreshExpiresIn?: Maybe<Scalars['Int']['output']>;
  /** Buys another token after this one has expired. */
  refreshToken?: Maybe<Scalars['String']['output']>;
  /** Goes into the Authorization header: bare, or after JWT or Bearer. */
  token: Scalars['String']['output'];
};

/** The device is live. */
export type OnboardingDoneStep = SmartFlexOnboardingStepInterface & {
  __typename?: 'OnboardingDoneStep';
  id?: Maybe<Scalars['ID']['output']>;
};

export type OperationAction =
  | 'OFF'
  | 'ON';

export type PageInfo = {
  __typename?: 'PageInfo';
  endCursor?: Maybe<Scalars['String']['output']>;
  hasNextPage: Scalars['Boolean']['output'];
  hasPreviousPage: Scalars['Boolean']['output'];
  startCursor?: Maybe<Scalars['String']['output']>;
};

export type PerformBoostCharge = {
  __typename?: 'PerformBoostCharge';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type PerformTestCharge = {
  __typename?: 'PerformTestCharge';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

/** How long the parts of a time series are; days and months begin at midnight UTC. */
export type PerformanceGrouping =
  /** An hour. */
  | 'DAY'
  /** Five minutes; for the last two days. */
  | 'LIVE'
  /** A day. */
  | 'MONTH'
  /** A day. */
  | 'WEEK'
  /** A month. */
  | 'YEAR';

/** An error that a mutation may raise; documentation only, errors are in the top-level list. */
export type PossibleErrorType = {
  __typename?: 'PossibleErrorType';
  code?: Maybe<Scalars['String']['output']>;
  description?: Maybe<Scalars['String']['output']>;
  message?: Maybe<Scalars['String']['output']>;
  type?: Maybe<Scalars['String']['output']>;
};

export type Power = {
  __typename?: 'Power';
  unit: PowerUnit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type PowerUnit =
  | 'KILOWATT';

export type PreferencesModeChoices =
  | 'CHARGE'
  | 'COOL'
  | 'HEAT';

export type PreferencesScheduleInput = {
  dayOfWeek: DayOfWeek;
  max: Scalars['Decimal']['input'];
  min?: InputMaybe<Scalars['Decimal']['input']>;
  /** Local time of the site. */
  time: Scalars['Time']['input'];
};

export type PreferencesTargetType =
  | 'ABSOLUTE_STATE_OF_CHARGE'
  | 'ABSOLUTE_TEMPERATURE'
  | 'RELATIVE_STATE_OF_CHARGE';

export type PreferencesUnitChoices =
  | 'CELSIUS'
  | 'PERCENTAGE'
  | 'PERCENTAGE_ABSOLUTE'
  | 'PERCENTAGE_RELATIVE';

export type ProviderChoices =
  | 'BMW'
  | 'BYD'
  | 'DAIKIN'
  | 'DAIKIN_LCM'
  | 'ECOBEE'
  | 'ECOBEE_V2'
  | 'ENERGIZER'
  | 'ENODE'
  | 'ENPHASE'
  | 'FORD'
  | 'GIVENERGY'
  | 'HUAWEI'
  | 'HUAWEI_V2'
  | 'HYPERVOLT'
  | 'INDRA'
  | 'JEDLIX'
  | 'JEDLIX_V2'
  | 'MERCEDES'
  | 'MYENERGI'
  | 'MYENERGI_V2'
  | 'NATURE'
  | 'OCPP'
  | 'OCPP_WALLBOX'
  | 'OCTOPUS_ENERGY'
  | 'OHME'
  | 'OHME_V2'
  | 'SENSI'
  | 'SENSI_V2'
  | 'SMARTCAR'
  | 'SMARTFLEX_CONNECT'
  | 'SMART_PEAR'
  | 'SOLAREDGE'
  | 'TESLA'
  | 'TESLA_V2'
  | 'VP_AMAZON'
  | 'VP_HONEYWELL_CC'
  | 'VP_HONEYWELL_RES'
  | 'VP_NEST';

export type ProvisionedController = {
  __typename?: 'ProvisionedController';
  connected: Scalars['Boolean']['output'];
  firstConnectedAt?: Maybe<Scalars['DateTime']['output']>;
  id: Scalars['ID']['output'];
};

/** What a controller needs to fetch its own certificate; good for a few minutes, and once. */
export type ProvisioningClaimBundle = {
  __typename?: 'ProvisioningClaimBundle';
  /** The host name that the controller connects to. */
  awsIotHostname?: Maybe<Scalars['String']['output']>;
  /** The claim's certificate, PEM. */
  certificate?: Maybe<Scalars['String']['output']>;
  /** The issuers of the claim's certificate, PEM. */
  chain?: Maybe<Scalars['String']['output']>;
  /** Names the claim: the controller's MQTT client id, and part of its topics. */
  claimId?: Maybe<Scalars['ID']['output']>;
  /** Its private key (PKCS #8 PEM), as a compact JWE that the controller alone can read. */
  encryptedPrivateKey?: Maybe<Scalars['String']['output']>;
  /** When the claim ends, used or not. */
  expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where the controller connects to; null when no TLS listener is configured. */
  mqttUrl?: Maybe<Scalars['String']['output']>;
};

/** What an app relays of a controller that asks for a claim. */
export type ProvisioningClaimRequestParameters = {
  /** The controller's EUID, in any case, with or without colons. */
  euid: Scalars['String']['input'];
  /** SHA-256 over the EUID (16 lower-case hex digits) and the timestamp, in lower-case hex. */
  nonce: Scalars['String']['input'];
  /** Base64 of the signature over the 32 bytes of the nonce, by the controller's factory key. */
  signature: Scalars['String']['input'];
  /** Milliseconds since 1970 as a whole number; at most two minutes off. */
  timestamp: Scalars['String']['input'];
};

export type Query = {
  __typename?: 'Query';
  /** All API keys, without their secrets; role service. */
  apiKeys: Array<ApiKeyType>;
  /**
   * The newest battery of a property.
   * @deprecated Use `devices`.
   */
  batteryDevice?: Maybe<BatteryDeviceType>;
  /** Charge points that a registration can name, by make. */
  chargePointVariants?: Maybe<Array<Maybe<ChargePointMake>>>;
  /**
   * What the account's devices were charged with in the last 31 days, retired ones too, by the meter;
   * newest first. KT-CT-4301 where it never had any, as of `plannedDispatches`.
   */
  completedDispatches?: Maybe<Array<Maybe<UpsideDispatchType>>>;
  /** How far a controller has come on its way from the box to its account; an EUID in any spelling. */
  controllerProvisioning?: Maybe<ControllerProvisioning>;
  /** The last frames of a device as they were on the wire, secrets masked; roles service and operator. */
  deviceFrames: DeviceFrameConnection;
  /** One transaction; null when it is unknown or belongs to an account that the caller does not hold. */
  deviceTransaction?: Maybe<DeviceTransaction>;
  /** Transactions in the order of their last change, oldest first; for reconciliation. At most 200 a page. */
  deviceTransactions: DeviceTransactionConnection;
  /** The devices of an account, newest first; a retired one only when `deviceId` names it. */
  devices?: Maybe<Array<SmartFlexDeviceInterface>>;
  /** Vehicles that a registration can name, by make. */
  electricVehicles?: Maybe<Array<Maybe<ElectricVehicleMake>>>;
  /** What can be registered for a property. */
  eligibleDeviceTypes?: Maybe<Array<Maybe<KrakenFlexDeviceTypes>>>;
  /** When one device will charge, earliest first; empty where nothing is planned. */
  flexPlannedDispatches?: Maybe<Array<Maybe<SmartFlexDispatch>>>;
  /** Same as `octoHeatPumpControllerConfiguration`. */
  heatPumpControllerConfiguration?: Maybe<ControllerAndZoneConfiguration>;
  /** Same as `octoHeatPumpControllerStatus`. */
  heatPumpControllerStatus?: Maybe<ControllerStatus>;
  /** Same as `octoHeatPumpControllersAtLocation`. */
  heatPumpControllersAtLocation?: Maybe<Array<Maybe<ControllerAtLocation>>>;
  /** The newest third-party heat pump of a property. */
  heatPumpDevice?: Maybe<HeatPumpDeviceType>;
  /** Same as `octoHeatPumpLifetimePerformance`. */
  heatPumpLifetimePerformance?: Maybe<HeatPumpLifetimePerformance>;
  /** Same as `octoHeatPumpLivePerformance`. */
  heatPumpLivePerformance?: Maybe<HeatPumpLivePerformance>;
  /** What the newest third-party heat pump of an account, or of one of its properties, does. */
  heatPumpStatus?: Maybe<HeatPumpStatusType>;
  /** Whether the account's newest charge point is connected. */
  ocppConnection?: Maybe<OcppConnectionType>;
  /** What to type into a charge point so that it connects here. */
  ocppDetails?: Maybe<OcppDetailsType>;
  /** How a controller, its heat pump and its zones are set up. */
  octoHeatPumpControllerConfiguration?: Maybe<ControllerAndZoneConfiguration>;
  /** EUIDs of the heat pump controllers of an account. */
  octoHeatPumpControllerEuids?: Maybe<Array<Maybe<Scalars['String']['output']>>>;
  /** What a controller measures and does at present. */
  octoHeatPumpControllerStatus?: Maybe<ControllerStatus>;
  /** The controllers of an account at one property, newest first. */
  octoHeatPumpControllersAtLocation?: Maybe<Array<Maybe<ControllerAtLocation>>>;
  /** The counters of a heat pump since it was made or reset; null when it has reported none. */
  octoHeatPumpLifetimePerformance?: Maybe<HeatPumpLifetimePerformance>;
  /** What a heat pump takes and gives at present; null when it reported nothing in the last two days. */
  octoHeatPumpLivePerformance?: Maybe<HeatPumpLivePerformance>;
  /** What went into and came out of a heat pump in a stretch of time; null when nothing was measured. */
  octoHeatPumpTimeRangedPerformance?: Maybe<HeatPumpTimeRangedPerformance>;
  /** The same in parts, oldest first; parts in which nothing was measured are left out. */
  octoHeatPumpTimeSeriesPerformance?: Maybe<Array<Maybe<HeatPumpTimeSeriesPerformance>>>;
  /**
   * When the account's charge point or vehicle will charge: the plan, a boost or a test.
   * @deprecated Use `flexPlannedDispatches`.
   */
  plannedDispatches?: Maybe<Array<Maybe<UpsideDispatchType>>>;
  /**
   * The newest charge point or vehicle of an account.
   * @deprecated Use `devices`.
   */
  registeredKrakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** Reports that could not be delivered within a day, newest first; roles service and operator. */
  reportDeadLetters: Array<ReportDeadLetter>;
  /** Where outcomes are reported to, and what waits there; roles service and operator. */
  reportTargets: Array<ReportTargetType>;
  /** The onboarding wizards of an account, newest first; cancelled and finished ones if asked for. */
  smartFlexOnboardingWizards?: Maybe<Array<SmartFlexOnboardingWizard>>;
  /**
   * By when the account's newest charge point or vehicle is wanted how full.
   * @deprecated Use `devices`.
   */
  vehicleChargingPreferences?: Maybe<VehicleChargingPreferencesType>;
  /** The one who asks, with the accounts that the credential names. */
  viewer?: Maybe<AccountUserType>;
};


export type QueryBatteryDeviceArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId: Scalars['Int']['input'];
};


export type QueryCompletedDispatchesArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryControllerProvisioningArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type QueryDeviceFramesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  deviceId: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryDeviceTransactionArgs = {
  id: Scalars['ID']['input'];
};


export type QueryDeviceTransactionsArgs = {
  accountNumber?: InputMaybe<Scalars['String']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  deviceId?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kind?: InputMaybe<Scalars['String']['input']>;
  status?: InputMaybe<Array<DeviceTransactionStatus>>;
  updatedAfter?: InputMaybe<Scalars['DateTime']['input']>;
};


export type QueryDevicesArgs = {
  accountNumber: Scalars['String']['input'];
  deviceId?: InputMaybe<Scalars['String']['input']>;
  integrationDeviceId?: InputMaybe<Scalars['String']['input']>;
  propertyId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryEligibleDeviceTypesArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryFlexPlannedDispatchesArgs = {
  deviceId: Scalars['String']['input'];
};


export type QueryHeatPumpControllerConfigurationArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type QueryHeatPumpControllerStatusArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type QueryHeatPumpControllersAtLocationArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId: Scalars['ID']['input'];
};


export type QueryHeatPumpDeviceArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId: Scalars['Int']['input'];
};


export type QueryHeatPumpLifetimePerformanceArgs = {
  euid: Scalars['ID']['input'];
};


export type QueryHeatPumpLivePerformanceArgs = {
  euid: Scalars['ID']['input'];
};


export type QueryHeatPumpStatusArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId?: InputMaybe<Scalars['Int']['input']>;
};


export type QueryOcppConnectionArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryOcppDetailsArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryOctoHeatPumpControllerConfigurationArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type QueryOctoHeatPumpControllerEuidsArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryOctoHeatPumpControllerStatusArgs = {
  accountNumber: Scalars['String']['input'];
  euid: Scalars['ID']['input'];
};


export type QueryOctoHeatPumpControllersAtLocationArgs = {
  accountNumber: Scalars['String']['input'];
  propertyId: Scalars['ID']['input'];
};


export type QueryOctoHeatPumpLifetimePerformanceArgs = {
  euid: Scalars['ID']['input'];
};


export type QueryOctoHeatPumpLivePerformanceArgs = {
  euid: Scalars['ID']['input'];
};


export type QueryOctoHeatPumpTimeRangedPerformanceArgs = {
  endAt: Scalars['DateTime']['input'];
  euid: Scalars['ID']['input'];
  startAt: Scalars['DateTime']['input'];
};


export type QueryOctoHeatPumpTimeSeriesPerformanceArgs = {
  endAt: Scalars['DateTime']['input'];
  euid: Scalars['ID']['input'];
  performanceGrouping: PerformanceGrouping;
  startAt: Scalars['DateTime']['input'];
};


export type QueryPlannedDispatchesArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryRegisteredKrakenflexDeviceArgs = {
  accountNumber: Scalars['String']['input'];
};


export type QueryReportDeadLettersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


export type QuerySmartFlexOnboardingWizardsArgs = {
  accountNumber: Scalars['String']['input'];
  includeCancelled?: InputMaybe<Scalars['Boolean']['input']>;
  includeCompleted?: InputMaybe<Scalars['Boolean']['input']>;
  isResumable?: InputMaybe<Scalars['Boolean']['input']>;
  propertyId?: InputMaybe<Scalars['Int']['input']>;
  wizardId?: InputMaybe<Scalars['ID']['input']>;
};


export type QueryVehicleChargingPreferencesArgs = {
  accountNumber: Scalars['String']['input'];
};

export type ReauthenticateDevice = {
  __typename?: 'ReauthenticateDevice';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type ReauthenticateDeviceInput = {
  accountNumber: Scalars['String']['input'];
  /** `accessToken` is what the device signs in with from now on. */
  authentication: AuthenticationInput;
  deviceType: KrakenFlexDeviceTypes;
};

export type RebootHeatingController = {
  __typename?: 'RebootHeatingController';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type RegisterDevice = {
  __typename?: 'RegisterDevice';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type RegisterDeviceInput = {
  accountNumber: Scalars['String']['input'];
  authentication?: InputMaybe<AuthenticationInput>;
  chargePoint: ChargePointInput;
  propertyId?: InputMaybe<Scalars['Int']['input']>;
  supportedProvider: ProviderChoices;
  vehicle: VehicleInput;
};

export type RegisterGatewayDevice = {
  __typename?: 'RegisterGatewayDevice';
  deviceId: Scalars['ID']['output'];
  /** The secret to sign in with; shown once. */
  secret: Scalars['String']['output'];
};

export type RegisterGatewayDeviceInput = {
  accountNumber: Scalars['String']['input'];
  class: GatewayDeviceClass;
  /** An OCPP identity, or an EUID in any case, with or without colons. */
  identity: Scalars['String']['input'];
  propertyId: Scalars['Int']['input'];
};

export type RegisterHeatPump = {
  __typename?: 'RegisterHeatPump';
  heatPumpDevice?: Maybe<HeatPumpDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type RegisterHeatPumpInput = {
  accountNumber: Scalars['String']['input'];
  authentication: AuthenticationInput;
  heatPump: HeatPumpInput;
  propertyId?: InputMaybe<Scalars['Int']['input']>;
  provider: ProviderChoices;
};

export type RemoveSensor = {
  __typename?: 'RemoveSensor';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

/** What a replay came to. */
export type ReplayReports = {
  __typename?: 'ReplayReports';
  /** Transactions whose outcome will be sent again. */
  replayed: Scalars['Int']['output'];
};

/** A report that was given up. */
export type ReportDeadLetter = {
  __typename?: 'ReportDeadLetter';
  attempts: Scalars['Int']['output'];
  failedAt: Scalars['DateTime']['output'];
  reason: Scalars['String']['output'];
  stateNumber: Scalars['Int']['output'];
  target: ReportTarget;
  transactionId: Scalars['ID']['output'];
};

export type ReportTarget =
  | 'GRAPHQL'
  | 'WEBHOOK';

/** A place that outcomes are reported to. */
export type ReportTargetType = {
  __typename?: 'ReportTargetType';
  /** Transactions with an outcome that was not taken there yet. */
  backlog: Scalars['Int']['output'];
  /** Since when nothing is sent because it answered 410 Gone; null while it is served. */
  stoppedAt?: Maybe<Scalars['DateTime']['output']>;
  stoppedReason?: Maybe<Scalars['String']['output']>;
  target: ReportTarget;
};

export type RequestProvisioningClaimCertificate = {
  __typename?: 'RequestProvisioningClaimCertificate';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  provisioningClaimBundle?: Maybe<ProvisioningClaimBundle>;
};

export type ResumeDeviceControl = {
  __typename?: 'ResumeDeviceControl';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type RevokeApiKey = {
  __typename?: 'RevokeApiKey';
  apiKey?: Maybe<ApiKeyType>;
};

export type RevokeControllerCertificates = {
  __typename?: 'RevokeControllerCertificates';
  /** How many certificates counted until now. */
  revoked: Scalars['Int']['output'];
};

export type RoomTemperatureInput = {
  accountNumber: Scalars['String']['input'];
  /** 12 to 30 degrees Celsius in steps of 0.5. */
  temperature: Scalars['Float']['input'];
};

export type Schedule = {
  __typename?: 'Schedule';
  /** Seven characters of 0 and 1. */
  days?: Maybe<Scalars['String']['output']>;
  settings?: Maybe<Array<Maybe<Setting>>>;
};

export type ScheduleSettings = {
  /** HEAT, ON and OFF, or the words that are read back: SET_TEMPERATURE, TURN_ON and TURN_OFF. */
  action: Scalars['String']['input'];
  setpointInCelsius?: InputMaybe<Scalars['FloatSafeDecimal']['input']>;
  /** In the controller's own time zone. */
  time: Scalars['Time']['input'];
};

/** Say what kind of device it is, by `deviceRegistration`. */
export type SelectDeviceTypeStep = SmartFlexOnboardingStepInterface & {
  __typename?: 'SelectDeviceTypeStep';
  id?: Maybe<Scalars['ID']['output']>;
};

export type SensorConfiguration = AdcSensorConfiguration | ZigbeeSensorConfiguration;

export type SensorConnectivity = {
  __typename?: 'SensorConnectivity';
  online?: Maybe<Scalars['Boolean']['output']>;
  retrievedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type SensorDisplayNameUpdate = {
  /** 1 to 64 characters that can be seen. */
  newDisplayName: Scalars['String']['input'];
  sensorCode: Scalars['String']['input'];
};

export type SensorStatus = {
  __typename?: 'SensorStatus';
  code?: Maybe<Scalars['String']['output']>;
  connectivity?: Maybe<SensorConnectivity>;
  telemetry?: Maybe<SensorTelemetry>;
};

export type SensorTelemetry = {
  __typename?: 'SensorTelemetry';
  humidityPercentage?: Maybe<Scalars['Int']['output']>;
  retrievedAt?: Maybe<Scalars['DateTime']['output']>;
  rssi?: Maybe<Scalars['Int']['output']>;
  /** -273.1 when there is no reading. */
  temperatureInCelsius?: Maybe<Scalars['Float']['output']>;
  voltage?: Maybe<Scalars['Float']['output']>;
};

export type SensorType =
  | 'NTC'
  | 'TSTAT'
  | 'ZIGBEE';

export type SensorUpdateTransactionId = {
  __typename?: 'SensorUpdateTransactionId';
  sensorCode: Scalars['String']['output'];
  transactionId: Scalars['String']['output'];
};

export type SetBatteryChargingPreferences = {
  __typename?: 'SetBatteryChargingPreferences';
  krakenflexDevice?: Maybe<BatteryDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type SetClimateControlState = {
  __typename?: 'SetClimateControlState';
  heatPumpDevice?: Maybe<HeatPumpDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type SetHotWaterState = {
  __typename?: 'SetHotWaterState';
  heatPumpDevice?: Maybe<HeatPumpDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type SetPropertyLocation = {
  __typename?: 'SetPropertyLocation';
  /** The same as given. */
  propertyId: Scalars['Int']['output'];
};

export type SetPropertyLocationInput = {
  accountNumber: Scalars['String']['input'];
  /** Degrees, -90 to 90. */
  latitude: Scalars['Float']['input'];
  /** Degrees, -180 to 180. */
  longitude: Scalars['Float']['input'];
  propertyId: Scalars['Int']['input'];
};

export type SetQuieterMode = {
  __typename?: 'SetQuieterMode';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type SetRoomTemperature = {
  __typename?: 'SetRoomTemperature';
  heatPumpDevice?: Maybe<HeatPumpDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type SetVehicleChargingPreferences = {
  __typename?: 'SetVehicleChargingPreferences';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type SetZoneMode = {
  __typename?: 'SetZoneMode';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type SetZoneModeParameters = {
  /** End of a boost, at most 12 hours ahead; an hour from now when absent. */
  endAt?: InputMaybe<Scalars['DateTime']['input']>;
  mode: Mode;
  /** Changes the running slot of the schedule; with mode AUTO only. */
  scheduleOverrideAction?: InputMaybe<SettingAction>;
  /** Filled in for a boost that names none: 50 for water, 30 for heat. */
  setpointInCelsius?: InputMaybe<Scalars['FloatSafeDecimal']['input']>;
  zone: Zone;
};

export type SetZonePrimarySensor = {
  __typename?: 'SetZonePrimarySensor';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type SetZonePrimarySensorParameters = {
  /** Such as `ADC2` or `SENSOR01`. */
  sensorCode: Scalars['String']['input'];
  zone: Zone;
};

export type SetZoneSchedules = {
  __typename?: 'SetZoneSchedules';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type SetZoneSchedulesParameters = {
  schedules: Array<InputMaybe<ZoneSchedule>>;
  zone: Zone;
};

export type Setting = {
  __typename?: 'Setting';
  /** SET_TEMPERATURE, TURN_ON or TURN_OFF, whatever words the controller uses; null if it uses none. */
  action?: Maybe<Scalars['String']['output']>;
  setpointInCelsius?: Maybe<Scalars['Float']['output']>;
  startTime?: Maybe<Scalars['Time']['output']>;
  zoneState?: Maybe<ZoneActivationState>;
};

export type SettingAction =
  | 'SET_TEMPERATURE'
  | 'TURN_OFF'
  | 'TURN_ON';

export type SmartControlAction =
  | 'SUSPEND'
  | 'UNSUSPEND';

export type SmartControlInput = {
  action: SmartControlAction;
  /** `id` of an entry of `devices`. */
  deviceId: Scalars['ID']['input'];
};

export type SmartFlexBattery = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexBattery';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  /** Percent. */
  stateOfCharge?: Maybe<Scalars['Decimal']['output']>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
};

export type SmartFlexChargePoint = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexChargePoint';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  chargePointVariant?: Maybe<ChargePointModel>;
  chargingPreferences?: Maybe<SmartFlexVehicleChargingPreferences>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
  vehicleVariant?: Maybe<ElectricVehicleModel>;
};

export type SmartFlexChargePointStatus = SmartFlexDeviceStatusInterface & {
  __typename?: 'SmartFlexChargePointStatus';
  current?: Maybe<SmartFlexDeviceLifecycleStatus>;
  currentState?: Maybe<SmartFlexDeviceState>;
  isSuspended?: Maybe<Scalars['Boolean']['output']>;
  stateOfChargeLimit?: Maybe<StateOfChargeLimit>;
  testDispatchFailureReason?: Maybe<TestDispatchAssessmentFailureReason>;
};

export type SmartFlexChargingType =
  | 'BOOST'
  | 'SMART'
  | 'TEST';

export type SmartFlexDevice = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexDevice';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
};

export type SmartFlexDeviceAlert = SmartFlexDeviceAlertInterface & {
  __typename?: 'SmartFlexDeviceAlert';
  message?: Maybe<Scalars['String']['output']>;
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
};

export type SmartFlexDeviceAlertInterface = {
  message?: Maybe<Scalars['String']['output']>;
  publishedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A registered device of any kind. */
export type SmartFlexDeviceInterface = {
  /** The last alerts, newest first. */
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  deviceType: KrakenFlexDeviceTypes;
  /** Our id of this registration; registering again gives another one. */
  id: Scalars['ID']['output'];
  /** What the device calls itself. */
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
};

export type SmartFlexDeviceLifecycleStatus =
  | 'FAILED_ONBOARDING_TEST'
  | 'LIVE'
  | 'ONBOARDING'
  | 'ONBOARDING_TEST_IN_PROGRESS'
  | 'PENDING_LIVE'
  | 'RETIRED';

export type SmartFlexDevicePreferenceSchedule = {
  __typename?: 'SmartFlexDevicePreferenceSchedule';
  dayOfWeek: DayOfWeek;
  max: Scalars['Float']['output'];
  min?: Maybe<Scalars['Float']['output']>;
  time: Scalars['Time']['output'];
  upperLimit?: Maybe<Scalars['Float']['output']>;
};

export type SmartFlexDevicePreferences = SmartFlexDevicePreferencesInterface & {
  __typename?: 'SmartFlexDevicePreferences';
  gridExport: FlexGridExportStatus;
  mode: PreferencesModeChoices;
  schedules?: Maybe<Array<Maybe<SmartFlexDevicePreferenceSchedule>>>;
  targetType: PreferencesTargetType;
  unit: PreferencesUnitChoices;
};

export type SmartFlexDevicePreferencesInput = {
  /** `id` of an entry of `devices`. */
  deviceId: Scalars['ID']['input'];
  /** CHARGE; the others are for devices that heat or cool. */
  mode: PreferencesModeChoices;
  /** Each day of the week once. */
  schedules: Array<InputMaybe<PreferencesScheduleInput>>;
  /** PERCENTAGE or PERCENTAGE_ABSOLUTE. */
  unit: PreferencesUnitChoices;
};

export type SmartFlexDevicePreferencesInterface = {
  gridExport: FlexGridExportStatus;
  mode: PreferencesModeChoices;
  schedules?: Maybe<Array<Maybe<SmartFlexDevicePreferenceSchedule>>>;
  targetType: PreferencesTargetType;
  unit: PreferencesUnitChoices;
};

export type SmartFlexDeviceState =
  | 'AUTHENTICATION_COMPLETE'
  | 'AUTHENTICATION_FAILED'
  | 'AUTHENTICATION_PENDING'
  | 'BOOSTING'
  | 'LOST_CONNECTION'
  | 'RETIRED'
  | 'SETUP_COMPLETE'
  | 'SMART_CONTROL_CAPABLE'
  | 'SMART_CONTROL_IN_PROGRESS'
  | 'SMART_CONTROL_NOT_AVAILABLE'
  | 'SMART_CONTROL_OFF'
  | 'TEST_CHARGE_FAILED'
  | 'TEST_CHARGE_IN_PROGRESS'
  | 'TEST_CHARGE_NOT_AVAILABLE';

export type SmartFlexDeviceStatus = SmartFlexDeviceStatusInterface & {
  __typename?: 'SmartFlexDeviceStatus';
  current?: Maybe<SmartFlexDeviceLifecycleStatus>;
  currentState?: Maybe<SmartFlexDeviceState>;
  isSuspended?: Maybe<Scalars['Boolean']['output']>;
};

export type SmartFlexDeviceStatusInterface = {
  current?: Maybe<SmartFlexDeviceLifecycleStatus>;
  /** BOOSTING from the acceptance of a boost until it ends, fails or is cancelled. */
  currentState?: Maybe<SmartFlexDeviceState>;
  isSuspended?: Maybe<Scalars['Boolean']['output']>;
};

export type SmartFlexDispatch = {
  __typename?: 'SmartFlexDispatch';
  end: Scalars['DateTime']['output'];
  energyAddedKwh?: Maybe<Scalars['Decimal']['output']>;
  start: Scalars['DateTime']['output'];
  type: SmartFlexChargingType;
};

export type SmartFlexHeatPump = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexHeatPump';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
};

export type SmartFlexInverter = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexInverter';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
};

export type SmartFlexOnboardingResumable = {
  __typename?: 'SmartFlexOnboardingResumable';
  /** True while it has not ended. */
  isResumable?: Maybe<Scalars['Boolean']['output']>;
  /** Why it is not: CANCELLED, COMPLETED, DEVICE_RETIRED or EXPIRED; empty while it is. */
  resumableReasons?: Maybe<Array<Maybe<Scalars['String']['output']>>>;
};

export type SmartFlexOnboardingStepInterface = {
  id?: Maybe<Scalars['ID']['output']>;
};

export type SmartFlexOnboardingWizard = {
  __typename?: 'SmartFlexOnboardingWizard';
  /** What an app may show for the current step. */
  backendScreen?: Maybe<BackendScreenType>;
  completedSteps?: Maybe<Array<Maybe<SmartFlexOnboardingStepInterface>>>;
  /** Null when it is finished or cancelled. */
  currentStep?: Maybe<SmartFlexOnboardingStepInterface>;
  deviceType?: Maybe<KrakenFlexDeviceTypes>;
  displayName?: Maybe<Scalars['String']['output']>;
  id: Scalars['ID']['output'];
  resumable?: Maybe<SmartFlexOnboardingResumable>;
};


export type SmartFlexOnboardingWizardBackendScreenArgs = {
  maxVersionSupported?: InputMaybe<Scalars['Int']['input']>;
};

export type SmartFlexStateOfCharge = {
  __typename?: 'SmartFlexStateOfCharge';
  /** Percent. */
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type SmartFlexVehicle = SmartFlexDeviceInterface & {
  __typename?: 'SmartFlexVehicle';
  alerts?: Maybe<Array<Maybe<SmartFlexDeviceAlertInterface>>>;
  chargePointVariant?: Maybe<ChargePointModel>;
  chargingPreferences?: Maybe<SmartFlexVehicleChargingPreferences>;
  deviceType: KrakenFlexDeviceTypes;
  id: Scalars['ID']['output'];
  integrationDeviceId?: Maybe<Scalars['String']['output']>;
  make?: Maybe<Scalars['String']['output']>;
  model?: Maybe<Scalars['String']['output']>;
  name?: Maybe<Scalars['String']['output']>;
  onboardingWizard?: Maybe<SmartFlexOnboardingWizard>;
  preferenceSetting?: Maybe<FlexDevicePreferenceSettingInterface>;
  preferences?: Maybe<SmartFlexDevicePreferencesInterface>;
  propertyId?: Maybe<Scalars['String']['output']>;
  provider: ProviderChoices;
  reAuthenticationState?: Maybe<DeviceReAuthenticationInterface>;
  status?: Maybe<SmartFlexDeviceStatusInterface>;
  vehicleVariant?: Maybe<ElectricVehicleModel>;
};

export type SmartFlexVehicleChargingPreferences = {
  __typename?: 'SmartFlexVehicleChargingPreferences';
  maximumSoc?: Maybe<Scalars['Int']['output']>;
  minimumSoc?: Maybe<Scalars['Int']['output']>;
  weekdayTargetSoc: Scalars['Int']['output'];
  weekdayTargetTime: Scalars['Time']['output'];
  weekendTargetSoc: Scalars['Int']['output'];
  weekendTargetTime: Scalars['Time']['output'];
};

export type SmartFlexVehicleStatus = SmartFlexDeviceStatusInterface & {
  __typename?: 'SmartFlexVehicleStatus';
  current?: Maybe<SmartFlexDeviceLifecycleStatus>;
  currentState?: Maybe<SmartFlexDeviceState>;
  isSuspended?: Maybe<Scalars['Boolean']['output']>;
  stateOfCharge?: Maybe<SmartFlexStateOfCharge>;
  stateOfChargeLimit?: Maybe<StateOfChargeLimit>;
  testDispatchFailureReason?: Maybe<TestDispatchAssessmentFailureReason>;
};

export type StartSmartFlexOnboarding = {
  __typename?: 'StartSmartFlexOnboarding';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  wizard?: Maybe<SmartFlexOnboardingWizard>;
};

export type StartSmartFlexOnboardingInput = {
  accountNumber: Scalars['String']['input'];
  propertyId: Scalars['Int']['input'];
};

export type State =
  | 'AP_MODE'
  | 'BLE_MODE'
  | 'EMERGENCY_MODE'
  | 'FACTORY_RESTORE'
  | 'FAULT_MODE'
  | 'NORMAL_MODE'
  | 'SETUP';

export type StateOfChargeLimit = {
  __typename?: 'StateOfChargeLimit';
  isLimitViolated?: Maybe<Scalars['Boolean']['output']>;
  timestamp?: Maybe<Scalars['String']['output']>;
  upperSocLimit?: Maybe<Scalars['Int']['output']>;
};

export type Subscription = {
  __typename?: 'Subscription';
  /** Each change of a device's or an account's transactions; roles service and operator may omit both. */
  deviceTransactionUpdated: DeviceTransaction;
};


export type SubscriptionDeviceTransactionUpdatedArgs = {
  accountNumber?: InputMaybe<Scalars['String']['input']>;
  deviceId?: InputMaybe<Scalars['ID']['input']>;
};

export type SuspendDeviceControl = {
  __typename?: 'SuspendDeviceControl';
  krakenflexDevice?: Maybe<KrakenFlexDeviceType>;
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
};

export type Temperature = {
  __typename?: 'Temperature';
  unit: TemperatureUnit;
  value?: Maybe<Scalars['Decimal']['output']>;
};

export type TemperatureInput = {
  unit: TemperatureUnit;
  value: Scalars['Decimal']['input'];
};

export type TemperatureRange = {
  __typename?: 'TemperatureRange';
  maximum: Temperature;
  minimum: Temperature;
};

export type TemperatureRangeInput = {
  maximum: TemperatureInput;
  minimum: TemperatureInput;
};

export type TemperatureUnit =
  | 'DEGREES_CELSIUS';

/** Prove that it can be controlled, by `triggerTestCharge`. */
export type TestChargeStep = SmartFlexOnboardingStepInterface & {
  __typename?: 'TestChargeStep';
  id?: Maybe<Scalars['ID']['output']>;
};

export type TestDispatchAssessmentFailureReason =
  | 'ASSESSMENTS_FAILED'
  | 'DEVICE_DISCONNECTED'
  | 'ERROR'
  | 'NONE'
  | 'NOT_AT_HOME'
  | 'SOC_LIMIT_REACHED'
  | 'UNABLE_TO_COMMUNICATE'
  | 'UNKNOWN';

export type UpdateBoostChargeAction =
  | 'BOOST'
  | 'CANCEL';

export type UpdateBoostChargeInput = {
  action: UpdateBoostChargeAction;
  /** `id` of an entry of `devices`. */
  deviceId: Scalars['String']['input'];
};

export type UpdateDeviceGridExportInput = {
  /** `id` of an entry of `devices`. */
  deviceId: Scalars['String']['input'];
  enabled: Scalars['Boolean']['input'];
};

export type UpdateFlowTemperatureConfiguration = {
  __typename?: 'UpdateFlowTemperatureConfiguration';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type UpdateSensorDisplayName = {
  __typename?: 'UpdateSensorDisplayName';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type UpdateWaterSetpoint = {
  __typename?: 'UpdateWaterSetpoint';
  /** @deprecated Errors are in the top-level list. */
  possibleErrors?: Maybe<Array<Maybe<PossibleErrorType>>>;
  transactionId?: Maybe<Scalars['ID']['output']>;
};

export type UpsideDispatchMetaType = {
  __typename?: 'UpsideDispatchMetaType';
  /** AT_HOME. */
  location?: Maybe<Scalars['String']['output']>;
  /** smart-charge, bump-charge (a boost) or test-charge. */
  source?: Maybe<Scalars['String']['output']>;
};

/** A stretch of charging in the words of the older, account-scoped API. */
export type UpsideDispatchType = {
  __typename?: 'UpsideDispatchType';
  /** kWh; what a vehicle takes is negative. */
  delta?: Maybe<Scalars['Decimal']['output']>;
  /** @deprecated Use `delta`. */
  deltaKwh?: Maybe<Scalars['Int']['output']>;
  end: Scalars['DateTime']['output'];
  /** @deprecated Use `end`. */
  endDt?: Maybe<Scalars['String']['output']>;
  meta?: Maybe<UpsideDispatchMetaType>;
  start: Scalars['DateTime']['output'];
  /** @deprecated Use `start`. */
  startDt?: Maybe<Scalars['String']['output']>;
};

export type VehicleChargingPreferencesInput = {
  accountNumber: Scalars['String']['input'];
  /** ABSOLUTE_STATE_OF_CHARGE, or absent. */
  targetType?: InputMaybe<Scalars['String']['input']>;
  /** Percent, 10 to 100 in steps of 5. */
  weekdayTargetSoc: Scalars['Int']['input'];
  /** HH:MM, local time of the site: 04:00 to 17:00 in steps of 30 minutes. */
  weekdayTargetTime: Scalars['String']['input'];
  weekendTargetSoc: Scalars['Int']['input'];
  weekendTargetTime: Scalars['String']['input'];
};

export type VehicleChargingPreferencesType = {
  __typename?: 'VehicleChargingPreferencesType';
  maximumSocPercentage?: Maybe<Scalars['Int']['output']>;
  minimumSocPercentage?: Maybe<Scalars['Int']['output']>;
  weekdayTargetSoc?: Maybe<Scalars['Int']['output']>;
  weekdayTargetTime?: Maybe<Scalars['String']['output']>;
  weekendTargetSoc?: Maybe<Scalars['Int']['output']>;
  weekendTargetTime?: Maybe<Scalars['String']['output']>;
};

export type VehicleInput = {
  /** `id` of an entry of `electricVehicles`. */
  vehicleId: Scalars['Int']['input'];
};

/** Hot water; temperatures in degrees Celsius. */
export type WaterTemperatureDetailsType = {
  __typename?: 'WaterTemperatureDetailsType';
  currentWaterTemperature?: Maybe<Scalars['Decimal']['output']>;
  waterTemperatureEnabled?: Maybe<Scalars['Boolean']['output']>;
};

export type WeatherCompensation = {
  __typename?: 'WeatherCompensation';
  allowableMaximumTemperatureRange: TemperatureRange;
  allowableMinimumTemperatureRange: TemperatureRange;
  allowableRange: TemperatureRange;
  currentRange: TemperatureRange;
  enabled: Scalars['Boolean']['output'];
};

export type ZigbeeSensorConfiguration = {
  __typename?: 'ZigbeeSensorConfiguration';
  boostEnabled?: Maybe<Scalars['Boolean']['output']>;
  code?: Maybe<Scalars['String']['output']>;
  displayName?: Maybe<Scalars['String']['output']>;
  firmwareVersion?: Maybe<Scalars['String']['output']>;
  id?: Maybe<Scalars['String']['output']>;
  type?: Maybe<SensorType>;
};

export type Zone =
  | 'AUXILIARY'
  | 'WATER'
  | 'ZONE_1'
  | 'ZONE_2';

export type ZoneActivationState =
  | 'OFF'
  | 'ON';

export type ZoneConfiguration = {
  __typename?: 'ZoneConfiguration';
  callForHeat?: Maybe<Scalars['Boolean']['output']>;
  code?: Maybe<Zone>;
  currentOperation?: Maybe<ZoneCurrentOperation>;
  displayName?: Maybe<Scalars['String']['output']>;
  emergency?: Maybe<Scalars['Boolean']['output']>;
  enabled?: Maybe<Scalars['Boolean']['output']>;
  heatDemand?: Maybe<Scalars['Boolean']['output']>;
  previousOperation?: Maybe<ZonePreviousOperation>;
  primarySensor?: Maybe<Scalars['String']['output']>;
  sensors?: Maybe<Array<Maybe<SensorConfiguration>>>;
  zoneType?: Maybe<ZoneType>;
};

export type ZoneCurrentOperation = {
  __typename?: 'ZoneCurrentOperation';
  action?: Maybe<OperationAction>;
  /** The Unix epoch when the operation has no end. */
  end?: Maybe<Scalars['DateTime']['output']>;
  mode?: Maybe<Mode>;
  setpointInCelsius?: Maybe<Scalars['Float']['output']>;
};

export type ZoneInformation = {
  __typename?: 'ZoneInformation';
  configuration?: Maybe<ZoneConfiguration>;
  schedules?: Maybe<Array<Maybe<Schedule>>>;
};

export type ZonePreviousOperation = {
  __typename?: 'ZonePreviousOperation';
  action?: Maybe<OperationAction>;
  mode?: Maybe<Mode>;
  setpointInCelsius?: Maybe<Scalars['Float']['output']>;
};

export type ZoneSchedule = {
  /** Seven characters of 0 and 1, Sunday first; stored and forwarded as written. */
  days: Scalars['String']['input'];
  /** Slots of these days, their times rising. */
  settings: Array<InputMaybe<ScheduleSettings>>;
};

export type ZoneStatus = {
  __typename?: 'ZoneStatus';
  telemetry?: Maybe<ZoneTelemetry>;
  zone?: Maybe<Zone>;
};

export type ZoneTelemetry = {
  __typename?: 'ZoneTelemetry';
  heatDemand?: Maybe<Scalars['Boolean']['output']>;
  mode?: Maybe<Mode>;
  relaySwitchedOn?: Maybe<Scalars['Boolean']['output']>;
  retrievedAt?: Maybe<Scalars['DateTime']['output']>;
  /** -300 when none is set. */
  setpointInCelsius?: Maybe<Scalars['Float']['output']>;
};

export type ZoneType =
  | 'AUX'
  | 'DIV'
  | 'EXT'
  | 'HEAT'
  | 'WATER';



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;



/** Mapping of union types */
export type ResolversUnionTypes<_RefType extends Record<string, unknown>> = {
  SensorConfiguration:
    | ( AdcSensorConfiguration )
    | ( ZigbeeSensorConfiguration )
  ;
};

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  AccountInterface: ( AccountType );
  DeviceReAuthenticationInterface: ( DeviceReAuthentication );
  FlexDevicePreferenceSettingInterface: ( FlexDevicePreferenceSetting );
  SmartFlexDeviceAlertInterface: ( SmartFlexDeviceAlert );
  SmartFlexDeviceInterface:
    | ( Omit<SmartFlexBattery, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
    | ( Omit<SmartFlexChargePoint, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
    | ( Omit<SmartFlexDevice, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
    | ( Omit<SmartFlexHeatPump, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
    | ( Omit<SmartFlexInverter, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
    | ( Omit<SmartFlexVehicle, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<_RefType['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<_RefType['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<_RefType['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<_RefType['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<_RefType['DeviceReAuthenticationInterface']>, status?: Maybe<_RefType['SmartFlexDeviceStatusInterface']> } )
  ;
  SmartFlexDevicePreferencesInterface: ( SmartFlexDevicePreferences );
  SmartFlexDeviceStatusInterface:
    | ( SmartFlexChargePointStatus )
    | ( SmartFlexDeviceStatus )
    | ( SmartFlexVehicleStatus )
  ;
  SmartFlexOnboardingStepInterface:
    | ( AuthenticateDeviceStep )
    | ( ConnectDeviceStep )
    | ( OnboardingDoneStep )
    | ( SelectDeviceTypeStep )
    | ( TestChargeStep )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  ADCSensorConfiguration: ResolverTypeWrapper<AdcSensorConfiguration>;
  APIKeyAuthentication: ResolverTypeWrapper<ApiKeyAuthentication>;
  AccountInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['AccountInterface']>;
  AccountNumberInput: AccountNumberInput;
  AccountType: ResolverTypeWrapper<AccountType>;
  AccountUserType: ResolverTypeWrapper<Omit<AccountUserType, 'accounts'> & { accounts?: Maybe<Array<Maybe<ResolversTypes['AccountInterface']>>> }>;
  ApiKeyType: ResolverTypeWrapper<ApiKeyType>;
  AuthenticateDeviceStep: ResolverTypeWrapper<AuthenticateDeviceStep>;
  AuthenticationInput: AuthenticationInput;
  BackendScreenType: ResolverTypeWrapper<BackendScreenType>;
  BatteryChargingPreferencesInput: BatteryChargingPreferencesInput;
  BatteryChargingPreferencesType: ResolverTypeWrapper<BatteryChargingPreferencesType>;
  BatteryDeviceType: ResolverTypeWrapper<BatteryDeviceType>;
  BatteryParamsType: ResolverTypeWrapper<BatteryParamsType>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BulkUpdateSensorDisplayName: ResolverTypeWrapper<BulkUpdateSensorDisplayName>;
  CancelSmartFlexOnboarding: ResolverTypeWrapper<Omit<CancelSmartFlexOnboarding, 'wizard'> & { wizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']> }>;
  CancelSmartFlexOnboardingInput: CancelSmartFlexOnboardingInput;
  ChargePointInput: ChargePointInput;
  ChargePointMake: ResolverTypeWrapper<ChargePointMake>;
  ChargePointModel: ResolverTypeWrapper<ChargePointModel>;
  ClimateControlDetailsType: ResolverTypeWrapper<ClimateControlDetailsType>;
  ClimateControlStateInput: ClimateControlStateInput;
  ConnectDeviceStep: ResolverTypeWrapper<ConnectDeviceStep>;
  ControllerAndZoneConfiguration: ResolverTypeWrapper<Omit<ControllerAndZoneConfiguration, 'zones'> & { zones?: Maybe<Array<Maybe<ResolversTypes['ZoneInformation']>>> }>;
  ControllerAtLocation: ResolverTypeWrapper<ControllerAtLocation>;
  ControllerCertificate: ResolverTypeWrapper<ControllerCertificate>;
  ControllerCertificateState: ControllerCertificateState;
  ControllerClaim: ResolverTypeWrapper<ControllerClaim>;
  ControllerClaimState: ControllerClaimState;
  ControllerConfiguration: ResolverTypeWrapper<ControllerConfiguration>;
  ControllerLocation: ResolverTypeWrapper<ControllerLocation>;
  ControllerProvisioning: ResolverTypeWrapper<Omit<ControllerProvisioning, 'transaction'> & { transaction?: Maybe<ResolversTypes['DeviceTransaction']> }>;
  ControllerProvisioningStep: ControllerProvisioningStep;
  ControllerReference: ResolverTypeWrapper<ControllerReference>;
  ControllerStatus: ResolverTypeWrapper<ControllerStatus>;
  CreateApiKey: ResolverTypeWrapper<CreateApiKey>;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateProvisioningClaim: ResolverTypeWrapper<CreateProvisioningClaim>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DayOfWeek: DayOfWeek;
  DeAuthenticationInput: DeAuthenticationInput;
  DeauthenticateDevice: ResolverTypeWrapper<DeauthenticateDevice>;
  DeauthenticateFlexDevice: ResolverTypeWrapper<Omit<DeauthenticateFlexDevice, 'device'> & { device?: Maybe<ResolversTypes['SmartFlexDeviceInterface']> }>;
  DeauthenticateFlexDeviceInput: DeauthenticateFlexDeviceInput;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  DeleteBoostCharge: ResolverTypeWrapper<DeleteBoostCharge>;
  DeleteBoostChargeInput: DeleteBoostChargeInput;
  DeleteDeviceConnectionDetails: ResolverTypeWrapper<DeleteDeviceConnectionDetails>;
  DeprovisionHeatingController: ResolverTypeWrapper<DeprovisionHeatingController>;
  DeviceDetailsInput: DeviceDetailsInput;
  DeviceDetailsType: ResolverTypeWrapper<DeviceDetailsType>;
  DeviceFrame: ResolverTypeWrapper<DeviceFrame>;
  DeviceFrameConnection: ResolverTypeWrapper<DeviceFrameConnection>;
  DeviceFrameDirection: DeviceFrameDirection;
  DeviceReAuthentication: ResolverTypeWrapper<DeviceReAuthentication>;
  DeviceReAuthenticationInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['DeviceReAuthenticationInterface']>;
  DeviceRegistration: ResolverTypeWrapper<DeviceRegistration>;
  DeviceRegistrationInput: DeviceRegistrationInput;
  DeviceStatusReadingType: ResolverTypeWrapper<DeviceStatusReadingType>;
  DeviceStatusReadingsType: ResolverTypeWrapper<DeviceStatusReadingsType>;
  DeviceStatusType: ResolverTypeWrapper<DeviceStatusType>;
  DeviceTransaction: ResolverTypeWrapper<Transaction>;
  DeviceTransactionConnection: ResolverTypeWrapper<Omit<DeviceTransactionConnection, 'edges'> & { edges: Array<ResolversTypes['DeviceTransactionEdge']> }>;
  DeviceTransactionEdge: ResolverTypeWrapper<Omit<DeviceTransactionEdge, 'node'> & { node: ResolversTypes['DeviceTransaction'] }>;
  DeviceTransactionEvent: ResolverTypeWrapper<DeviceTransactionEvent>;
  DeviceTransactionPayload: ResolverTypeWrapper<Omit<DeviceTransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversTypes['DeviceTransaction']> }>;
  DeviceTransactionReason: ResolverTypeWrapper<DeviceTransactionReason>;
  DeviceTransactionStatus: DeviceTransactionStatus;
  DeviceVerification: DeviceVerification;
  ElectricVehicleMake: ResolverTypeWrapper<ElectricVehicleMake>;
  ElectricVehicleModel: ResolverTypeWrapper<ElectricVehicleModel>;
  Energy: ResolverTypeWrapper<Energy>;
  EnergyUnit: EnergyUnit;
  EnrolControllers: ResolverTypeWrapper<EnrolControllers>;
  EnrolControllersInput: EnrolControllersInput;
  EnrolledControllerInput: EnrolledControllerInput;
  ErrorType: ResolverTypeWrapper<ErrorType>;
  FirmwareConfiguration: ResolverTypeWrapper<FirmwareConfiguration>;
  FlexDevicePreferenceConstraint: ResolverTypeWrapper<FlexDevicePreferenceConstraint>;
  FlexDevicePreferenceScheduleSetting: ResolverTypeWrapper<FlexDevicePreferenceScheduleSetting>;
  FlexDevicePreferenceSetting: ResolverTypeWrapper<FlexDevicePreferenceSetting>;
  FlexDevicePreferenceSettingInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['FlexDevicePreferenceSettingInterface']>;
  FlexGridExportStatus: FlexGridExportStatus;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FloatSafeDecimal: ResolverTypeWrapper<Scalars['FloatSafeDecimal']['output']>;
  FlowTemperatureInput: FlowTemperatureInput;
  ForceReauthentication: ResolverTypeWrapper<ForceReauthentication>;
  ForceReauthenticationInput: ForceReauthenticationInput;
  GatewayDeviceClass: GatewayDeviceClass;
  GatewayRole: GatewayRole;
  GenericScalar: ResolverTypeWrapper<Scalars['GenericScalar']['output']>;
  HeatPumpConfiguration: ResolverTypeWrapper<HeatPumpConfiguration>;
  HeatPumpDeviceType: ResolverTypeWrapper<HeatPumpDeviceType>;
  HeatPumpInput: HeatPumpInput;
  HeatPumpLifetimePerformance: ResolverTypeWrapper<HeatPumpLifetimePerformance>;
  HeatPumpLivePerformance: ResolverTypeWrapper<HeatPumpLivePerformance>;
  HeatPumpStatusType: ResolverTypeWrapper<HeatPumpStatusType>;
  HeatPumpTimeRangedPerformance: ResolverTypeWrapper<HeatPumpTimeRangedPerformance>;
  HeatPumpTimeSeriesPerformance: ResolverTypeWrapper<HeatPumpTimeSeriesPerformance>;
  HeatingFlowTemperature: ResolverTypeWrapper<HeatingFlowTemperature>;
  HotWaterStateInput: HotWaterStateInput;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdentifyDevice: ResolverTypeWrapper<IdentifyDevice>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  KrakenFlexDeviceStatusChoices: KrakenFlexDeviceStatusChoices;
  KrakenFlexDeviceType: ResolverTypeWrapper<KrakenFlexDeviceType>;
  KrakenFlexDeviceTypes: KrakenFlexDeviceTypes;
  Mode: Mode;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NormalizedDecimal: ResolverTypeWrapper<Scalars['NormalizedDecimal']['output']>;
  OCPPAuthentication: ResolverTypeWrapper<OcppAuthentication>;
  OCPPAuthenticationInput: OcppAuthenticationInput;
  OCPPConnectionType: ResolverTypeWrapper<OcppConnectionType>;
  OCPPDetailsType: ResolverTypeWrapper<OcppDetailsType>;
  ObtainJSONWebTokenInput: ObtainJsonWebTokenInput;
  ObtainKrakenJSONWebToken: ResolverTypeWrapper<ObtainKrakenJsonWebToken>;
  OnboardingDoneStep: ResolverTypeWrapper<OnboardingDoneStep>;
  OperationAction: OperationAction;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  PerformBoostCharge: ResolverTypeWrapper<PerformBoostCharge>;
  PerformTestCharge: ResolverTypeWrapper<PerformTestCharge>;
  PerformanceGrouping: PerformanceGrouping;
  PossibleErrorType: ResolverTypeWrapper<PossibleErrorType>;
  Power: ResolverTypeWrapper<Power>;
  PowerUnit: PowerUnit;
  PreferencesModeChoices: PreferencesModeChoices;
  PreferencesScheduleInput: PreferencesScheduleInput;
  PreferencesTargetType: PreferencesTargetType;
  PreferencesUnitChoices: PreferencesUnitChoices;
  ProviderChoices: ProviderChoices;
  ProvisionedController: ResolverTypeWrapper<ProvisionedController>;
  ProvisioningClaimBundle: ResolverTypeWrapper<ProvisioningClaimBundle>;
  ProvisioningClaimRequestParameters: ProvisioningClaimRequestParameters;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  ReauthenticateDevice: ResolverTypeWrapper<ReauthenticateDevice>;
  ReauthenticateDeviceInput: ReauthenticateDeviceInput;
  RebootHeatingController: ResolverTypeWrapper<RebootHeatingController>;
  RegisterDevice: ResolverTypeWrapper<RegisterDevice>;
  RegisterDeviceInput: RegisterDeviceInput;
  RegisterGatewayDevice: ResolverTypeWrapper<RegisterGatewayDevice>;
  RegisterGatewayDeviceInput: RegisterGatewayDeviceInput;
  RegisterHeatPump: ResolverTypeWrapper<RegisterHeatPump>;
  RegisterHeatPumpInput: RegisterHeatPumpInput;
  RemoveSensor: ResolverTypeWrapper<RemoveSensor>;
  ReplayReports: ResolverTypeWrapper<ReplayReports>;
  ReportDeadLetter: ResolverTypeWrapper<ReportDeadLetter>;
  ReportTarget: ReportTarget;
  ReportTargetType: ResolverTypeWrapper<ReportTargetType>;
  RequestProvisioningClaimCertificate: ResolverTypeWrapper<RequestProvisioningClaimCertificate>;
  ResumeDeviceControl: ResolverTypeWrapper<ResumeDeviceControl>;
  RevokeApiKey: ResolverTypeWrapper<RevokeApiKey>;
  RevokeControllerCertificates: ResolverTypeWrapper<RevokeControllerCertificates>;
  RoomTemperatureInput: RoomTemperatureInput;
  Schedule: ResolverTypeWrapper<Schedule>;
  ScheduleSettings: ScheduleSettings;
  SelectDeviceTypeStep: ResolverTypeWrapper<SelectDeviceTypeStep>;
  SensorConfiguration: ResolverTypeWrapper<ResolversUnionTypes<ResolversTypes>['SensorConfiguration']>;
  SensorConnectivity: ResolverTypeWrapper<SensorConnectivity>;
  SensorDisplayNameUpdate: SensorDisplayNameUpdate;
  SensorStatus: ResolverTypeWrapper<SensorStatus>;
  SensorTelemetry: ResolverTypeWrapper<SensorTelemetry>;
  SensorType: SensorType;
  SensorUpdateTransactionId: ResolverTypeWrapper<SensorUpdateTransactionId>;
  SetBatteryChargingPreferences: ResolverTypeWrapper<SetBatteryChargingPreferences>;
  SetClimateControlState: ResolverTypeWrapper<SetClimateControlState>;
  SetHotWaterState: ResolverTypeWrapper<SetHotWaterState>;
  SetPropertyLocation: ResolverTypeWrapper<SetPropertyLocation>;
  SetPropertyLocationInput: SetPropertyLocationInput;
  SetQuieterMode: ResolverTypeWrapper<SetQuieterMode>;
  SetRoomTemperature: ResolverTypeWrapper<SetRoomTemperature>;
  SetVehicleChargingPreferences: ResolverTypeWrapper<SetVehicleChargingPreferences>;
  SetZoneMode: ResolverTypeWrapper<SetZoneMode>;
  SetZoneModeParameters: SetZoneModeParameters;
  SetZonePrimarySensor: ResolverTypeWrapper<SetZonePrimarySensor>;
  SetZonePrimarySensorParameters: SetZonePrimarySensorParameters;
  SetZoneSchedules: ResolverTypeWrapper<SetZoneSchedules>;
  SetZoneSchedulesParameters: SetZoneSchedulesParameters;
  Setting: ResolverTypeWrapper<Setting>;
  SettingAction: SettingAction;
  SmartControlAction: SmartControlAction;
  SmartControlInput: SmartControlInput;
  SmartFlexBattery: ResolverTypeWrapper<Omit<SmartFlexBattery, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexChargePoint: ResolverTypeWrapper<Omit<SmartFlexChargePoint, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexChargePointStatus: ResolverTypeWrapper<SmartFlexChargePointStatus>;
  SmartFlexChargingType: SmartFlexChargingType;
  SmartFlexDevice: ResolverTypeWrapper<Omit<SmartFlexDevice, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexDeviceAlert: ResolverTypeWrapper<SmartFlexDeviceAlert>;
  SmartFlexDeviceAlertInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceAlertInterface']>;
  SmartFlexDeviceInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceInterface']>;
  SmartFlexDeviceLifecycleStatus: SmartFlexDeviceLifecycleStatus;
  SmartFlexDevicePreferenceSchedule: ResolverTypeWrapper<SmartFlexDevicePreferenceSchedule>;
  SmartFlexDevicePreferences: ResolverTypeWrapper<SmartFlexDevicePreferences>;
  SmartFlexDevicePreferencesInput: SmartFlexDevicePreferencesInput;
  SmartFlexDevicePreferencesInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmartFlexDevicePreferencesInterface']>;
  SmartFlexDeviceState: SmartFlexDeviceState;
  SmartFlexDeviceStatus: ResolverTypeWrapper<SmartFlexDeviceStatus>;
  SmartFlexDeviceStatusInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmartFlexDeviceStatusInterface']>;
  SmartFlexDispatch: ResolverTypeWrapper<SmartFlexDispatch>;
  SmartFlexHeatPump: ResolverTypeWrapper<Omit<SmartFlexHeatPump, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexInverter: ResolverTypeWrapper<Omit<SmartFlexInverter, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexOnboardingResumable: ResolverTypeWrapper<SmartFlexOnboardingResumable>;
  SmartFlexOnboardingStepInterface: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['SmartFlexOnboardingStepInterface']>;
  SmartFlexOnboardingWizard: ResolverTypeWrapper<WizardView>;
  SmartFlexStateOfCharge: ResolverTypeWrapper<SmartFlexStateOfCharge>;
  SmartFlexVehicle: ResolverTypeWrapper<Omit<SmartFlexVehicle, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']> }>;
  SmartFlexVehicleChargingPreferences: ResolverTypeWrapper<SmartFlexVehicleChargingPreferences>;
  SmartFlexVehicleStatus: ResolverTypeWrapper<SmartFlexVehicleStatus>;
  StartSmartFlexOnboarding: ResolverTypeWrapper<Omit<StartSmartFlexOnboarding, 'wizard'> & { wizard?: Maybe<ResolversTypes['SmartFlexOnboardingWizard']> }>;
  StartSmartFlexOnboardingInput: StartSmartFlexOnboardingInput;
  State: State;
  StateOfChargeLimit: ResolverTypeWrapper<StateOfChargeLimit>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SuspendDeviceControl: ResolverTypeWrapper<SuspendDeviceControl>;
  Temperature: ResolverTypeWrapper<Temperature>;
  TemperatureInput: TemperatureInput;
  TemperatureRange: ResolverTypeWrapper<TemperatureRange>;
  TemperatureRangeInput: TemperatureRangeInput;
  TemperatureUnit: TemperatureUnit;
  TestChargeStep: ResolverTypeWrapper<TestChargeStep>;
  TestDispatchAssessmentFailureReason: TestDispatchAssessmentFailureReason;
  Time: ResolverTypeWrapper<Scalars['Time']['output']>;
  UpdateBoostChargeAction: UpdateBoostChargeAction;
  UpdateBoostChargeInput: UpdateBoostChargeInput;
  UpdateDeviceGridExportInput: UpdateDeviceGridExportInput;
  UpdateFlowTemperatureConfiguration: ResolverTypeWrapper<UpdateFlowTemperatureConfiguration>;
  UpdateSensorDisplayName: ResolverTypeWrapper<UpdateSensorDisplayName>;
  UpdateWaterSetpoint: ResolverTypeWrapper<UpdateWaterSetpoint>;
  UpsideDispatchMetaType: ResolverTypeWrapper<UpsideDispatchMetaType>;
  UpsideDispatchType: ResolverTypeWrapper<UpsideDispatchType>;
  VehicleChargingPreferencesInput: VehicleChargingPreferencesInput;
  VehicleChargingPreferencesType: ResolverTypeWrapper<VehicleChargingPreferencesType>;
  VehicleInput: VehicleInput;
  WaterTemperatureDetailsType: ResolverTypeWrapper<WaterTemperatureDetailsType>;
  WeatherCompensation: ResolverTypeWrapper<WeatherCompensation>;
  ZigbeeSensorConfiguration: ResolverTypeWrapper<ZigbeeSensorConfiguration>;
  Zone: Zone;
  ZoneActivationState: ZoneActivationState;
  ZoneConfiguration: ResolverTypeWrapper<Omit<ZoneConfiguration, 'currentOperation' | 'sensors'> & { currentOperation?: Maybe<ResolversTypes['ZoneCurrentOperation']>, sensors?: Maybe<Array<Maybe<ResolversTypes['SensorConfiguration']>>> }>;
  ZoneCurrentOperation: ResolverTypeWrapper<ZoneCurrentOperation>;
  ZoneInformation: ResolverTypeWrapper<Omit<ZoneInformation, 'configuration'> & { configuration?: Maybe<ResolversTypes['ZoneConfiguration']> }>;
  ZonePreviousOperation: ResolverTypeWrapper<ZonePreviousOperation>;
  ZoneSchedule: ZoneSchedule;
  ZoneStatus: ResolverTypeWrapper<ZoneStatus>;
  ZoneTelemetry: ResolverTypeWrapper<ZoneTelemetry>;
  ZoneType: ZoneType;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  ADCSensorConfiguration: AdcSensorConfiguration;
  APIKeyAuthentication: ApiKeyAuthentication;
  AccountInterface: ResolversInterfaceTypes<ResolversParentTypes>['AccountInterface'];
  AccountNumberInput: AccountNumberInput;
  AccountType: AccountType;
  AccountUserType: Omit<AccountUserType, 'accounts'> & { accounts?: Maybe<Array<Maybe<ResolversParentTypes['AccountInterface']>>> };
  ApiKeyType: ApiKeyType;
  AuthenticateDeviceStep: AuthenticateDeviceStep;
  AuthenticationInput: AuthenticationInput;
  BackendScreenType: BackendScreenType;
  BatteryChargingPreferencesInput: BatteryChargingPreferencesInput;
  BatteryChargingPreferencesType: BatteryChargingPreferencesType;
  BatteryDeviceType: BatteryDeviceType;
  BatteryParamsType: BatteryParamsType;
  Boolean: Scalars['Boolean']['output'];
  BulkUpdateSensorDisplayName: BulkUpdateSensorDisplayName;
  CancelSmartFlexOnboarding: Omit<CancelSmartFlexOnboarding, 'wizard'> & { wizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']> };
  CancelSmartFlexOnboardingInput: CancelSmartFlexOnboardingInput;
  ChargePointInput: ChargePointInput;
  ChargePointMake: ChargePointMake;
  ChargePointModel: ChargePointModel;
  ClimateControlDetailsType: ClimateControlDetailsType;
  ClimateControlStateInput: ClimateControlStateInput;
  ConnectDeviceStep: ConnectDeviceStep;
  ControllerAndZoneConfiguration: Omit<ControllerAndZoneConfiguration, 'zones'> & { zones?: Maybe<Array<Maybe<ResolversParentTypes['ZoneInformation']>>> };
  ControllerAtLocation: ControllerAtLocation;
  ControllerCertificate: ControllerCertificate;
  ControllerClaim: ControllerClaim;
  ControllerConfiguration: ControllerConfiguration;
  ControllerLocation: ControllerLocation;
  ControllerProvisioning: Omit<ControllerProvisioning, 'transaction'> & { transaction?: Maybe<ResolversParentTypes['DeviceTransaction']> };
  ControllerReference: ControllerReference;
  ControllerStatus: ControllerStatus;
  CreateApiKey: CreateApiKey;
  CreateApiKeyInput: CreateApiKeyInput;
  CreateProvisioningClaim: CreateProvisioningClaim;
  DateTime: Scalars['DateTime']['output'];
  DeAuthenticationInput: DeAuthenticationInput;
  DeauthenticateDevice: DeauthenticateDevice;
  DeauthenticateFlexDevice: Omit<DeauthenticateFlexDevice, 'device'> & { device?: Maybe<ResolversParentTypes['SmartFlexDeviceInterface']> };
  DeauthenticateFlexDeviceInput: DeauthenticateFlexDeviceInput;
  Decimal: Scalars['Decimal']['output'];
  DeleteBoostCharge: DeleteBoostCharge;
  DeleteBoostChargeInput: DeleteBoostChargeInput;
  DeleteDeviceConnectionDetails: DeleteDeviceConnectionDetails;
  DeprovisionHeatingController: DeprovisionHeatingController;
  DeviceDetailsInput: DeviceDetailsInput;
  DeviceDetailsType: DeviceDetailsType;
  DeviceFrame: DeviceFrame;
  DeviceFrameConnection: DeviceFrameConnection;
  DeviceReAuthentication: DeviceReAuthentication;
  DeviceReAuthenticationInterface: ResolversInterfaceTypes<ResolversParentTypes>['DeviceReAuthenticationInterface'];
  DeviceRegistration: DeviceRegistration;
  DeviceRegistrationInput: DeviceRegistrationInput;
  DeviceStatusReadingType: DeviceStatusReadingType;
  DeviceStatusReadingsType: DeviceStatusReadingsType;
  DeviceStatusType: DeviceStatusType;
  DeviceTransaction: Transaction;
  DeviceTransactionConnection: Omit<DeviceTransactionConnection, 'edges'> & { edges: Array<ResolversParentTypes['DeviceTransactionEdge']> };
  DeviceTransactionEdge: Omit<DeviceTransactionEdge, 'node'> & { node: ResolversParentTypes['DeviceTransaction'] };
  DeviceTransactionEvent: DeviceTransactionEvent;
  DeviceTransactionPayload: Omit<DeviceTransactionPayload, 'transaction'> & { transaction?: Maybe<ResolversParentTypes['DeviceTransaction']> };
  DeviceTransactionReason: DeviceTransactionReason;
  ElectricVehicleMake: ElectricVehicleMake;
  ElectricVehicleModel: ElectricVehicleModel;
  Energy: Energy;
  EnrolControllers: EnrolControllers;
  EnrolControllersInput: EnrolControllersInput;
  EnrolledControllerInput: EnrolledControllerInput;
  ErrorType: ErrorType;
  FirmwareConfiguration: FirmwareConfiguration;
  FlexDevicePreferenceConstraint: FlexDevicePreferenceConstraint;
  FlexDevicePreferenceScheduleSetting: FlexDevicePreferenceScheduleSetting;
  FlexDevicePreferenceSetting: FlexDevicePreferenceSetting;
  FlexDevicePreferenceSettingInterface: ResolversInterfaceTypes<ResolversParentTypes>['FlexDevicePreferenceSettingInterface'];
  Float: Scalars['Float']['output'];
  FloatSafeDecimal: Scalars['FloatSafeDecimal']['output'];
  FlowTemperatureInput: FlowTemperatureInput;
  ForceReauthentication: ForceReauthentication;
  ForceReauthenticationInput: ForceReauthenticationInput;
  GenericScalar: Scalars['GenericScalar']['output'];
  HeatPumpConfiguration: HeatPumpConfiguration;
  HeatPumpDeviceType: HeatPumpDeviceType;
  HeatPumpInput: HeatPumpInput;
  HeatPumpLifetimePerformance: HeatPumpLifetimePerformance;
  HeatPumpLivePerformance: HeatPumpLivePerformance;
  HeatPumpStatusType: HeatPumpStatusType;
  HeatPumpTimeRangedPerformance: HeatPumpTimeRangedPerformance;
  HeatPumpTimeSeriesPerformance: HeatPumpTimeSeriesPerformance;
  HeatingFlowTemperature: HeatingFlowTemperature;
  HotWaterStateInput: HotWaterStateInput;
  ID: Scalars['ID']['output'];
  IdentifyDevice: IdentifyDevice;
  Int: Scalars['Int']['output'];
  KrakenFlexDeviceType: KrakenFlexDeviceType;
  Mutation: Record<PropertyKey, never>;
  NormalizedDecimal: Scalars['NormalizedDecimal']['output'];
  OCPPAuthentication: OcppAuthentication;
  OCPPAuthenticationInput: OcppAuthenticationInput;
  OCPPConnectionType: OcppConnectionType;
  OCPPDetailsType: OcppDetailsType;
  ObtainJSONWebTokenInput: ObtainJsonWebTokenInput;
  ObtainKrakenJSONWebToken: ObtainKrakenJsonWebToken;
  OnboardingDoneStep: OnboardingDoneStep;
  PageInfo: PageInfo;
  PerformBoostCharge: PerformBoostCharge;
  PerformTestCharge: PerformTestCharge;
  PossibleErrorType: PossibleErrorType;
  Power: Power;
  PreferencesScheduleInput: PreferencesScheduleInput;
  ProvisionedController: ProvisionedController;
  ProvisioningClaimBundle: ProvisioningClaimBundle;
  ProvisioningClaimRequestParameters: ProvisioningClaimRequestParameters;
  Query: Record<PropertyKey, never>;
  ReauthenticateDevice: ReauthenticateDevice;
  ReauthenticateDeviceInput: ReauthenticateDeviceInput;
  RebootHeatingController: RebootHeatingController;
  RegisterDevice: RegisterDevice;
  RegisterDeviceInput: RegisterDeviceInput;
  RegisterGatewayDevice: RegisterGatewayDevice;
  RegisterGatewayDeviceInput: RegisterGatewayDeviceInput;
  RegisterHeatPump: RegisterHeatPump;
  RegisterHeatPumpInput: RegisterHeatPumpInput;
  RemoveSensor: RemoveSensor;
  ReplayReports: ReplayReports;
  ReportDeadLetter: ReportDeadLetter;
  ReportTargetType: ReportTargetType;
  RequestProvisioningClaimCertificate: RequestProvisioningClaimCertificate;
  ResumeDeviceControl: ResumeDeviceControl;
  RevokeApiKey: RevokeApiKey;
  RevokeControllerCertificates: RevokeControllerCertificates;
  RoomTemperatureInput: RoomTemperatureInput;
  Schedule: Schedule;
  ScheduleSettings: ScheduleSettings;
  SelectDeviceTypeStep: SelectDeviceTypeStep;
  SensorConfiguration: ResolversUnionTypes<ResolversParentTypes>['SensorConfiguration'];
  SensorConnectivity: SensorConnectivity;
  SensorDisplayNameUpdate: SensorDisplayNameUpdate;
  SensorStatus: SensorStatus;
  SensorTelemetry: SensorTelemetry;
  SensorUpdateTransactionId: SensorUpdateTransactionId;
  SetBatteryChargingPreferences: SetBatteryChargingPreferences;
  SetClimateControlState: SetClimateControlState;
  SetHotWaterState: SetHotWaterState;
  SetPropertyLocation: SetPropertyLocation;
  SetPropertyLocationInput: SetPropertyLocationInput;
  SetQuieterMode: SetQuieterMode;
  SetRoomTemperature: SetRoomTemperature;
  SetVehicleChargingPreferences: SetVehicleChargingPreferences;
  SetZoneMode: SetZoneMode;
  SetZoneModeParameters: SetZoneModeParameters;
  SetZonePrimarySensor: SetZonePrimarySensor;
  SetZonePrimarySensorParameters: SetZonePrimarySensorParameters;
  SetZoneSchedules: SetZoneSchedules;
  SetZoneSchedulesParameters: SetZoneSchedulesParameters;
  Setting: Setting;
  SmartControlInput: SmartControlInput;
  SmartFlexBattery: Omit<SmartFlexBattery, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexChargePoint: Omit<SmartFlexChargePoint, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexChargePointStatus: SmartFlexChargePointStatus;
  SmartFlexDevice: Omit<SmartFlexDevice, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexDeviceAlert: SmartFlexDeviceAlert;
  SmartFlexDeviceAlertInterface: ResolversInterfaceTypes<ResolversParentTypes>['SmartFlexDeviceAlertInterface'];
  SmartFlexDeviceInterface: ResolversInterfaceTypes<ResolversParentTypes>['SmartFlexDeviceInterface'];
  SmartFlexDevicePreferenceSchedule: SmartFlexDevicePreferenceSchedule;
  SmartFlexDevicePreferences: SmartFlexDevicePreferences;
  SmartFlexDevicePreferencesInput: SmartFlexDevicePreferencesInput;
  SmartFlexDevicePreferencesInterface: ResolversInterfaceTypes<ResolversParentTypes>['SmartFlexDevicePreferencesInterface'];
  SmartFlexDeviceStatus: SmartFlexDeviceStatus;
  SmartFlexDeviceStatusInterface: ResolversInterfaceTypes<ResolversParentTypes>['SmartFlexDeviceStatusInterface'];
  SmartFlexDispatch: SmartFlexDispatch;
  SmartFlexHeatPump: Omit<SmartFlexHeatPump, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexInverter: Omit<SmartFlexInverter, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexOnboardingResumable: SmartFlexOnboardingResumable;
  SmartFlexOnboardingStepInterface: ResolversInterfaceTypes<ResolversParentTypes>['SmartFlexOnboardingStepInterface'];
  SmartFlexOnboardingWizard: WizardView;
  SmartFlexStateOfCharge: SmartFlexStateOfCharge;
  SmartFlexVehicle: Omit<SmartFlexVehicle, 'alerts' | 'onboardingWizard' | 'preferenceSetting' | 'preferences' | 'reAuthenticationState' | 'status'> & { alerts?: Maybe<Array<Maybe<ResolversParentTypes['SmartFlexDeviceAlertInterface']>>>, onboardingWizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']>, preferenceSetting?: Maybe<ResolversParentTypes['FlexDevicePreferenceSettingInterface']>, preferences?: Maybe<ResolversParentTypes['SmartFlexDevicePreferencesInterface']>, reAuthenticationState?: Maybe<ResolversParentTypes['DeviceReAuthenticationInterface']>, status?: Maybe<ResolversParentTypes['SmartFlexDeviceStatusInterface']> };
  SmartFlexVehicleChargingPreferences: SmartFlexVehicleChargingPreferences;
  SmartFlexVehicleStatus: SmartFlexVehicleStatus;
  StartSmartFlexOnboarding: Omit<StartSmartFlexOnboarding, 'wizard'> & { wizard?: Maybe<ResolversParentTypes['SmartFlexOnboardingWizard']> };
  StartSmartFlexOnboardingInput: StartSmartFlexOnboardingInput;
  StateOfChargeLimit: StateOfChargeLimit;
  String: Scalars['String']['output'];
  Subscription: Record<PropertyKey, never>;
  SuspendDeviceControl: SuspendDeviceControl;
  Temperature: Temperature;
  TemperatureInput: TemperatureInput;
  TemperatureRange: TemperatureRange;
  TemperatureRangeInput: TemperatureRangeInput;
  TestChargeStep: TestChargeStep;
  Time: Scalars['Time']['output'];
  UpdateBoostChargeInput: UpdateBoostChargeInput;
  UpdateDeviceGridExportInput: UpdateDeviceGridExportInput;
  UpdateFlowTemperatureConfiguration: UpdateFlowTemperatureConfiguration;
  UpdateSensorDisplayName: UpdateSensorDisplayName;
  UpdateWaterSetpoint: UpdateWaterSetpoint;
  UpsideDispatchMetaType: UpsideDispatchMetaType;
  UpsideDispatchType: UpsideDispatchType;
  VehicleChargingPreferencesInput: VehicleChargingPreferencesInput;
  VehicleChargingPreferencesType: VehicleChargingPreferencesType;
  VehicleInput: VehicleInput;
  WaterTemperatureDetailsType: WaterTemperatureDetailsType;
  WeatherCompensation: WeatherCompensation;
  ZigbeeSensorConfiguration: ZigbeeSensorConfiguration;
  ZoneConfiguration: Omit<ZoneConfiguration, 'currentOperation' | 'sensors'> & { currentOperation?: Maybe<ResolversParentTypes['ZoneCurrentOperation']>, sensors?: Maybe<Array<Maybe<ResolversParentTypes['SensorConfiguration']>>> };
  ZoneCurrentOperation: ZoneCurrentOperation;
  ZoneInformation: Omit<ZoneInformation, 'configuration'> & { configuration?: Maybe<ResolversParentTypes['ZoneConfiguration']> };
  ZonePreviousOperation: ZonePreviousOperation;
  ZoneSchedule: ZoneSchedule;
  ZoneStatus: ZoneStatus;
  ZoneTelemetry: ZoneTelemetry;
};

export type AdcSensorConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ADCSensorConfiguration'] = ResolversParentTypes['ADCSensorConfiguration']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['SensorType']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApiKeyAuthenticationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['APIKeyAuthentication'] = ResolversParentTypes['APIKeyAuthentication']> = {
  errors?: Resolver<Maybe<Array<Maybe<ResolversTypes['ErrorType']>>>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AccountInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccountInterface'] = ResolversParentTypes['AccountInterface']> = {
  __resolveType: TypeResolveFn<'AccountType', ParentType, ContextType>;
};

export type AccountTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccountType'] = ResolversParentTypes['AccountType']> = {
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AccountUserTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AccountUserType'] = ResolversParentTypes['AccountUserType']> = {
  accounts?: Resolver<Maybe<Array<Maybe<ResolversTypes['AccountInterface']>>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ApiKeyTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ApiKeyType'] = ResolversParentTypes['ApiKeyType']> = {
  accounts?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['GatewayRole'], ParentType, ContextType>;
};

export type AuthenticateDeviceStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AuthenticateDeviceStep'] = ResolversParentTypes['AuthenticateDeviceStep']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type BackendScreenTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BackendScreenType'] = ResolversParentTypes['BackendScreenType']> = {
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BatteryChargingPreferencesTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BatteryChargingPreferencesType'] = ResolversParentTypes['BatteryChargingPreferencesType']> = {
  maximumSocPercentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minimumSocPercentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type BatteryDeviceTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BatteryDeviceType'] = ResolversParentTypes['BatteryDeviceType']> = {
  chargingPreferences?: Resolver<Maybe<ResolversTypes['BatteryChargingPreferencesType']>, ParentType, ContextType>;
  deviceStatus?: Resolver<Maybe<ResolversTypes['DeviceStatusType']>, ParentType, ContextType>;
  deviceType?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceTypes']>, ParentType, ContextType>;
  krakenflexDeviceId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  params?: Resolver<Maybe<ResolversTypes['BatteryParamsType']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['ProviderChoices']>, ParentType, ContextType>;
};

export type BatteryParamsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BatteryParamsType'] = ResolversParentTypes['BatteryParamsType']> = {
  variantId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type BulkUpdateSensorDisplayNameResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BulkUpdateSensorDisplayName'] = ResolversParentTypes['BulkUpdateSensorDisplayName']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionIds?: Resolver<Maybe<Array<Maybe<ResolversTypes['SensorUpdateTransactionId']>>>, ParentType, ContextType>;
};

export type CancelSmartFlexOnboardingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CancelSmartFlexOnboarding'] = ResolversParentTypes['CancelSmartFlexOnboarding']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  wizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
};

export type ChargePointMakeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ChargePointMake'] = ResolversParentTypes['ChargePointMake']> = {
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  models?: Resolver<Maybe<Array<Maybe<ResolversTypes['ChargePointModel']>>>, ParentType, ContextType>;
};

export type ChargePointModelResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ChargePointModel'] = ResolversParentTypes['ChargePointModel']> = {
  chargePointId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  powerInKw?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ClimateControlDetailsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ClimateControlDetailsType'] = ResolversParentTypes['ClimateControlDetailsType']> = {
  climateControlEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  currentClimateControlTemperature?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  targetClimateControlTemperature?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ConnectDeviceStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConnectDeviceStep'] = ResolversParentTypes['ConnectDeviceStep']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ControllerAndZoneConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerAndZoneConfiguration'] = ResolversParentTypes['ControllerAndZoneConfiguration']> = {
  controller?: Resolver<Maybe<ResolversTypes['ControllerConfiguration']>, ParentType, ContextType>;
  heatPump?: Resolver<Maybe<ResolversTypes['HeatPumpConfiguration']>, ParentType, ContextType>;
  zones?: Resolver<Maybe<Array<Maybe<ResolversTypes['ZoneInformation']>>>, ParentType, ContextType>;
};

export type ControllerAtLocationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerAtLocation'] = ResolversParentTypes['ControllerAtLocation']> = {
  controller?: Resolver<ResolversTypes['ControllerReference'], ParentType, ContextType>;
  heatPumpModel?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['ControllerLocation'], ParentType, ContextType>;
  provisionedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ControllerCertificateResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerCertificate'] = ResolversParentTypes['ControllerCertificate']> = {
  fingerprint?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  firstUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  notAfter?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  serial?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ControllerCertificateState'], ParentType, ContextType>;
};

export type ControllerClaimResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerClaim'] = ResolversParentTypes['ControllerClaim']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ControllerClaimState'], ParentType, ContextType>;
};

export type ControllerConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerConfiguration'] = ResolversParentTypes['ControllerConfiguration']> = {
  accessPointPassword?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  connected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  firmwareConfiguration?: Resolver<Maybe<ResolversTypes['FirmwareConfiguration']>, ParentType, ContextType>;
  heatPumpTimezone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastReset?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<Maybe<Array<Maybe<ResolversTypes['State']>>>, ParentType, ContextType>;
};

export type ControllerLocationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerLocation'] = ResolversParentTypes['ControllerLocation']> = {
  propertyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ControllerProvisioningResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerProvisioning'] = ResolversParentTypes['ControllerProvisioning']> = {
  advice?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  certificates?: Resolver<Array<ResolversTypes['ControllerCertificate']>, ParentType, ContextType>;
  claim?: Resolver<Maybe<ResolversTypes['ControllerClaim']>, ParentType, ContextType>;
  device?: Resolver<Maybe<ResolversTypes['ProvisionedController']>, ParentType, ContextType>;
  enrolledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  euid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  step?: Resolver<ResolversTypes['ControllerProvisioningStep'], ParentType, ContextType>;
  transaction?: Resolver<Maybe<ResolversTypes['DeviceTransaction']>, ParentType, ContextType>;
};

export type ControllerReferenceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerReference'] = ResolversParentTypes['ControllerReference']> = {
  euid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ControllerStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ControllerStatus'] = ResolversParentTypes['ControllerStatus']> = {
  sensors?: Resolver<Maybe<Array<Maybe<ResolversTypes['SensorStatus']>>>, ParentType, ContextType>;
  zones?: Resolver<Maybe<Array<Maybe<ResolversTypes['ZoneStatus']>>>, ParentType, ContextType>;
};

export type CreateApiKeyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CreateApiKey'] = ResolversParentTypes['CreateApiKey']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateProvisioningClaimResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CreateProvisioningClaim'] = ResolversParentTypes['CreateProvisioningClaim']> = {
  tempProvisioningClaimCert?: Resolver<Maybe<ResolversTypes['GenericScalar']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeauthenticateDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeauthenticateDevice'] = ResolversParentTypes['DeauthenticateDevice']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['DeviceDetailsType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type DeauthenticateFlexDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeauthenticateFlexDevice'] = ResolversParentTypes['DeauthenticateFlexDevice']> = {
  device?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceInterface']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export type DeleteBoostChargeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeleteBoostCharge'] = ResolversParentTypes['DeleteBoostCharge']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type DeleteDeviceConnectionDetailsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeleteDeviceConnectionDetails'] = ResolversParentTypes['DeleteDeviceConnectionDetails']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type DeprovisionHeatingControllerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeprovisionHeatingController'] = ResolversParentTypes['DeprovisionHeatingController']> = {
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DeviceDetailsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceDetailsType'] = ResolversParentTypes['DeviceDetailsType']> = {
  deviceType?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceTypes']>, ParentType, ContextType>;
  krakenflexDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['ProviderChoices']>, ParentType, ContextType>;
};

export type DeviceFrameResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceFrame'] = ResolversParentTypes['DeviceFrame']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  direction?: Resolver<ResolversTypes['DeviceFrameDirection'], ParentType, ContextType>;
  isCut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeviceFrameConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceFrameConnection'] = ResolversParentTypes['DeviceFrameConnection']> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  frames?: Resolver<Array<ResolversTypes['DeviceFrame']>, ParentType, ContextType>;
};

export type DeviceReAuthenticationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceReAuthentication'] = ResolversParentTypes['DeviceReAuthentication']> = {
  isEligible?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeviceReAuthenticationInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceReAuthenticationInterface'] = ResolversParentTypes['DeviceReAuthenticationInterface']> = {
  __resolveType: TypeResolveFn<'DeviceReAuthentication', ParentType, ContextType>;
};

export type DeviceRegistrationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceRegistration'] = ResolversParentTypes['DeviceRegistration']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  registeredDeviceIds?: Resolver<Maybe<Array<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
};

export type DeviceStatusReadingTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceStatusReadingType'] = ResolversParentTypes['DeviceStatusReadingType']> = {
  timestamp?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type DeviceStatusReadingsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceStatusReadingsType'] = ResolversParentTypes['DeviceStatusReadingsType']> = {
  activePowerInKw?: Resolver<Maybe<ResolversTypes['DeviceStatusReadingType']>, ParentType, ContextType>;
  energyInKwh?: Resolver<Maybe<ResolversTypes['DeviceStatusReadingType']>, ParentType, ContextType>;
  socPercentage?: Resolver<Maybe<ResolversTypes['DeviceStatusReadingType']>, ParentType, ContextType>;
};

export type DeviceStatusTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceStatusType'] = ResolversParentTypes['DeviceStatusType']> = {
  maxExportInKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  maxImportInKw?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  pluggedIn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  readings?: Resolver<Maybe<ResolversTypes['DeviceStatusReadingsType']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceStatusChoices']>, ParentType, ContextType>;
  suspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type DeviceTransactionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransaction'] = ResolversParentTypes['DeviceTransaction']> = {
  accountNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attempt?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  clientReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  deviceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  evidence?: Resolver<Maybe<ResolversTypes['GenericScalar']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  mutation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['DeviceTransactionReason']>, ParentType, ContextType>;
  seq?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stateNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeviceTransactionStatus'], ParentType, ContextType>;
  supersededBy?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  timeline?: Resolver<Array<ResolversTypes['DeviceTransactionEvent']>, ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['DeviceVerification']>, ParentType, ContextType>;
};

export type DeviceTransactionConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransactionConnection'] = ResolversParentTypes['DeviceTransactionConnection']> = {
  edges?: Resolver<Array<ResolversTypes['DeviceTransactionEdge']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DeviceTransactionEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransactionEdge'] = ResolversParentTypes['DeviceTransactionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DeviceTransaction'], ParentType, ContextType>;
};

export type DeviceTransactionEventResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransactionEvent'] = ResolversParentTypes['DeviceTransactionEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  attempt?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<ResolversTypes['DeviceTransactionStatus'], ParentType, ContextType>;
};

export type DeviceTransactionPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransactionPayload'] = ResolversParentTypes['DeviceTransactionPayload']> = {
  transaction?: Resolver<Maybe<ResolversTypes['DeviceTransaction']>, ParentType, ContextType>;
};

export type DeviceTransactionReasonResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeviceTransactionReason'] = ResolversParentTypes['DeviceTransactionReason']> = {
  actual?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  earliestAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ElectricVehicleMakeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ElectricVehicleMake'] = ResolversParentTypes['ElectricVehicleMake']> = {
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  models?: Resolver<Maybe<Array<Maybe<ResolversTypes['ElectricVehicleModel']>>>, ParentType, ContextType>;
};

export type ElectricVehicleModelResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ElectricVehicleModel'] = ResolversParentTypes['ElectricVehicleModel']> = {
  batterySize?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vehicleId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EnergyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Energy'] = ResolversParentTypes['Energy']> = {
  unit?: Resolver<ResolversTypes['EnergyUnit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type EnrolControllersResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['EnrolControllers'] = ResolversParentTypes['EnrolControllers']> = {
  enrolled?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  replaced?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ErrorTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ErrorType'] = ResolversParentTypes['ErrorType']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FirmwareConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FirmwareConfiguration'] = ResolversParentTypes['FirmwareConfiguration']> = {
  efr32?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  esp32?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  eui?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type FlexDevicePreferenceConstraintResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FlexDevicePreferenceConstraint'] = ResolversParentTypes['FlexDevicePreferenceConstraint']> = {
  max?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type FlexDevicePreferenceScheduleSettingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FlexDevicePreferenceScheduleSetting'] = ResolversParentTypes['FlexDevicePreferenceScheduleSetting']> = {
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  max?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  maxConstraint?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceConstraint']>, ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  minConstraint?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceConstraint']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  targetConstraint?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceConstraint']>, ParentType, ContextType>;
  timeFrom?: Resolver<Maybe<ResolversTypes['Time']>, ParentType, ContextType>;
  timeStep?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  timeTo?: Resolver<Maybe<ResolversTypes['Time']>, ParentType, ContextType>;
};

export type FlexDevicePreferenceSettingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FlexDevicePreferenceSetting'] = ResolversParentTypes['FlexDevicePreferenceSetting']> = {
  deviceType?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PreferencesModeChoices'], ParentType, ContextType>;
  scheduleSettings?: Resolver<Array<ResolversTypes['FlexDevicePreferenceScheduleSetting']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['PreferencesUnitChoices'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type FlexDevicePreferenceSettingInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FlexDevicePreferenceSettingInterface'] = ResolversParentTypes['FlexDevicePreferenceSettingInterface']> = {
  __resolveType: TypeResolveFn<'FlexDevicePreferenceSetting', ParentType, ContextType>;
};

export interface FloatSafeDecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['FloatSafeDecimal'], any> {
  name: 'FloatSafeDecimal';
}

export type ForceReauthenticationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ForceReauthentication'] = ResolversParentTypes['ForceReauthentication']> = {
  effectiveAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  tokensInvalidated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface GenericScalarScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['GenericScalar'], any> {
  name: 'GenericScalar';
}

export type HeatPumpConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpConfiguration'] = ResolversParentTypes['HeatPumpConfiguration']> = {
  faultCodes?: Resolver<Maybe<Array<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
  hardwareVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasHeatPumpCompatibleCylinder?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  heatingFlowTemperature?: Resolver<Maybe<ResolversTypes['HeatingFlowTemperature']>, ParentType, ContextType>;
  latestCounterReset?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  manifoldEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  maxWaterSetpoint?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  minWaterSetpoint?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quieterModeEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  serialNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  weatherCompensation?: Resolver<Maybe<ResolversTypes['WeatherCompensation']>, ParentType, ContextType>;
};

export type HeatPumpDeviceTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpDeviceType'] = ResolversParentTypes['HeatPumpDeviceType']> = {
  deviceType?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceTypes']>, ParentType, ContextType>;
  krakenflexDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['ProviderChoices']>, ParentType, ContextType>;
};

export type HeatPumpLifetimePerformanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpLifetimePerformance'] = ResolversParentTypes['HeatPumpLifetimePerformance']> = {
  energyInput?: Resolver<ResolversTypes['Energy'], ParentType, ContextType>;
  heatOutput?: Resolver<ResolversTypes['Energy'], ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  seasonalCoefficientOfPerformance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type HeatPumpLivePerformanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpLivePerformance'] = ResolversParentTypes['HeatPumpLivePerformance']> = {
  coefficientOfPerformance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  heatOutput?: Resolver<Maybe<ResolversTypes['Power']>, ParentType, ContextType>;
  outdoorTemperature?: Resolver<Maybe<ResolversTypes['Temperature']>, ParentType, ContextType>;
  powerInput?: Resolver<Maybe<ResolversTypes['Power']>, ParentType, ContextType>;
  readAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HeatPumpStatusTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpStatusType'] = ResolversParentTypes['HeatPumpStatusType']> = {
  climateControlStatus?: Resolver<Maybe<ResolversTypes['ClimateControlDetailsType']>, ParentType, ContextType>;
  isConnected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  waterTemperatureStatus?: Resolver<Maybe<ResolversTypes['WaterTemperatureDetailsType']>, ParentType, ContextType>;
};

export type HeatPumpTimeRangedPerformanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpTimeRangedPerformance'] = ResolversParentTypes['HeatPumpTimeRangedPerformance']> = {
  coefficientOfPerformance?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  energyInput?: Resolver<Maybe<ResolversTypes['Energy']>, ParentType, ContextType>;
  energyOutput?: Resolver<Maybe<ResolversTypes['Energy']>, ParentType, ContextType>;
};

export type HeatPumpTimeSeriesPerformanceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatPumpTimeSeriesPerformance'] = ResolversParentTypes['HeatPumpTimeSeriesPerformance']> = {
  endAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  energyInput?: Resolver<Maybe<ResolversTypes['Energy']>, ParentType, ContextType>;
  energyOutput?: Resolver<Maybe<ResolversTypes['Energy']>, ParentType, ContextType>;
  outdoorTemperature?: Resolver<Maybe<ResolversTypes['Temperature']>, ParentType, ContextType>;
  startAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type HeatingFlowTemperatureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['HeatingFlowTemperature'] = ResolversParentTypes['HeatingFlowTemperature']> = {
  allowableRange?: Resolver<ResolversTypes['TemperatureRange'], ParentType, ContextType>;
  currentTemperature?: Resolver<ResolversTypes['Temperature'], ParentType, ContextType>;
};

export type IdentifyDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['IdentifyDevice'] = ResolversParentTypes['IdentifyDevice']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type KrakenFlexDeviceTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['KrakenFlexDeviceType'] = ResolversParentTypes['KrakenFlexDeviceType']> = {
  chargePointMake?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chargePointModel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chargePointPowerInKw?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  hasToken?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  krakenflexDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<Maybe<ResolversTypes['ProviderChoices']>, ParentType, ContextType>;
  stateOfChargeLimit?: Resolver<Maybe<ResolversTypes['StateOfChargeLimit']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  suspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  testDispatchFailureReason?: Resolver<Maybe<ResolversTypes['TestDispatchAssessmentFailureReason']>, ParentType, ContextType>;
  vehicleBatterySizeInKwh?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  vehicleMake?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  vehicleModel?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  apiKeyAuthentication: Resolver<Maybe<ResolversTypes['APIKeyAuthentication']>, ParentType, ContextType, RequireFields<MutationApiKeyAuthenticationArgs, 'apiKey'>>;
  bulkUpdateSensorDisplayName: Resolver<Maybe<ResolversTypes['BulkUpdateSensorDisplayName']>, ParentType, ContextType, RequireFields<MutationBulkUpdateSensorDisplayNameArgs, 'accountNumber' | 'euid' | 'updates'>>;
  cancelDeviceTransaction: Resolver<Maybe<ResolversTypes['DeviceTransactionPayload']>, ParentType, ContextType, RequireFields<MutationCancelDeviceTransactionArgs, 'id'>>;
  cancelSmartFlexOnboarding: Resolver<Maybe<ResolversTypes['CancelSmartFlexOnboarding']>, ParentType, ContextType, RequireFields<MutationCancelSmartFlexOnboardingArgs, 'input'>>;
  createApiKey: Resolver<Maybe<ResolversTypes['CreateApiKey']>, ParentType, ContextType, RequireFields<MutationCreateApiKeyArgs, 'input'>>;
  createTempProvisioningClaim: Resolver<Maybe<ResolversTypes['CreateProvisioningClaim']>, ParentType, ContextType>;
  deauthenticateDevice: Resolver<Maybe<ResolversTypes['DeauthenticateDevice']>, ParentType, ContextType, Partial<MutationDeauthenticateDeviceArgs>>;
  deauthenticateFlexDevice: Resolver<Maybe<ResolversTypes['DeauthenticateFlexDevice']>, ParentType, ContextType, Partial<MutationDeauthenticateFlexDeviceArgs>>;
  deleteBoostCharge: Resolver<Maybe<ResolversTypes['DeleteBoostCharge']>, ParentType, ContextType, Partial<MutationDeleteBoostChargeArgs>>;
  deleteDeviceConnectionDetails: Resolver<Maybe<ResolversTypes['DeleteDeviceConnectionDetails']>, ParentType, ContextType, Partial<MutationDeleteDeviceConnectionDetailsArgs>>;
  deprovisionHeatingController: Resolver<Maybe<ResolversTypes['DeprovisionHeatingController']>, ParentType, ContextType, RequireFields<MutationDeprovisionHeatingControllerArgs, 'accountNumber' | 'euid'>>;
  deviceRegistration: Resolver<Maybe<ResolversTypes['DeviceRegistration']>, ParentType, ContextType, Partial<MutationDeviceRegistrationArgs>>;
  enrolControllers: Resolver<Maybe<ResolversTypes['EnrolControllers']>, ParentType, ContextType, RequireFields<MutationEnrolControllersArgs, 'input'>>;
  forceReauthentication: Resolver<Maybe<ResolversTypes['ForceReauthentication']>, ParentType, ContextType, RequireFields<MutationForceReauthenticationArgs, 'input'>>;
  identifyDevice: Resolver<Maybe<ResolversTypes['IdentifyDevice']>, ParentType, ContextType, RequireFields<MutationIdentifyDeviceArgs, 'accountNumber' | 'identity'>>;
  obtainKrakenToken: Resolver<Maybe<ResolversTypes['ObtainKrakenJSONWebToken']>, ParentType, ContextType, RequireFields<MutationObtainKrakenTokenArgs, 'input'>>;
  ocppAuthentication: Resolver<Maybe<ResolversTypes['OCPPAuthentication']>, ParentType, ContextType, Partial<MutationOcppAuthenticationArgs>>;
  octoHeatPumpBulkUpdateSensorDisplayName: Resolver<Maybe<ResolversTypes['BulkUpdateSensorDisplayName']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpBulkUpdateSensorDisplayNameArgs, 'accountNumber' | 'euid' | 'updates'>>;
  octoHeatPumpDeprovisionHeatingController: Resolver<Maybe<ResolversTypes['DeprovisionHeatingController']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpDeprovisionHeatingControllerArgs, 'accountNumber' | 'euid'>>;
  octoHeatPumpRebootController: Resolver<Maybe<ResolversTypes['RebootHeatingController']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpRebootControllerArgs, 'accountNumber' | 'euid'>>;
  octoHeatPumpRemoveSensor: Resolver<Maybe<ResolversTypes['RemoveSensor']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpRemoveSensorArgs, 'accountNumber' | 'euid' | 'sensorId'>>;
  octoHeatPumpRequestProvisioningClaimCertificate: Resolver<Maybe<ResolversTypes['RequestProvisioningClaimCertificate']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpRequestProvisioningClaimCertificateArgs, 'accountNumber' | 'requestParameters'>>;
  octoHeatPumpSetQuieterMode: Resolver<Maybe<ResolversTypes['SetQuieterMode']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpSetQuieterModeArgs, 'euid' | 'quieterModeEnabled'>>;
  octoHeatPumpSetZoneMode: Resolver<Maybe<ResolversTypes['SetZoneMode']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpSetZoneModeArgs, 'accountNumber' | 'euid' | 'operationParameters'>>;
  octoHeatPumpSetZonePrimarySensor: Resolver<Maybe<ResolversTypes['SetZonePrimarySensor']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpSetZonePrimarySensorArgs, 'accountNumber' | 'euid' | 'operationParameters'>>;
  octoHeatPumpSetZoneSchedules: Resolver<Maybe<ResolversTypes['SetZoneSchedules']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpSetZoneSchedulesArgs, 'accountNumber' | 'euid' | 'zoneScheduleParameters'>>;
  octoHeatPumpUpdateFlowTemperatureConfiguration: Resolver<Maybe<ResolversTypes['UpdateFlowTemperatureConfiguration']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpUpdateFlowTemperatureConfigurationArgs, 'euid' | 'flowTemperatureInput'>>;
  octoHeatPumpUpdateSensorDisplayName: Resolver<Maybe<ResolversTypes['UpdateSensorDisplayName']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpUpdateSensorDisplayNameArgs, 'accountNumber' | 'displayName' | 'euid' | 'sensorCode'>>;
  octoHeatPumpUpdateWaterSetpoint: Resolver<Maybe<ResolversTypes['UpdateWaterSetpoint']>, ParentType, ContextType, RequireFields<MutationOctoHeatPumpUpdateWaterSetpointArgs, 'accountNumber' | 'euid' | 'setpoint'>>;
  reauthenticateDevice: Resolver<Maybe<ResolversTypes['ReauthenticateDevice']>, ParentType, ContextType, Partial<MutationReauthenticateDeviceArgs>>;
  registerDevice: Resolver<Maybe<ResolversTypes['RegisterDevice']>, ParentType, ContextType, Partial<MutationRegisterDeviceArgs>>;
  registerGatewayDevice: Resolver<Maybe<ResolversTypes['RegisterGatewayDevice']>, ParentType, ContextType, RequireFields<MutationRegisterGatewayDeviceArgs, 'input'>>;
  registerHeatPump: Resolver<Maybe<ResolversTypes['RegisterHeatPump']>, ParentType, ContextType, Partial<MutationRegisterHeatPumpArgs>>;
  removeSensor: Resolver<Maybe<ResolversTypes['RemoveSensor']>, ParentType, ContextType, RequireFields<MutationRemoveSensorArgs, 'accountNumber' | 'euid' | 'sensorId'>>;
  replayReports: Resolver<Maybe<ResolversTypes['ReplayReports']>, ParentType, ContextType, Partial<MutationReplayReportsArgs>>;
  requestProvisioningClaimCertificate: Resolver<Maybe<ResolversTypes['RequestProvisioningClaimCertificate']>, ParentType, ContextType, RequireFields<MutationRequestProvisioningClaimCertificateArgs, 'accountNumber' | 'requestParameters'>>;
  resumeControl: Resolver<Maybe<ResolversTypes['ResumeDeviceControl']>, ParentType, ContextType, Partial<MutationResumeControlArgs>>;
  resumeReportTarget: Resolver<Maybe<ResolversTypes['ReportTargetType']>, ParentType, ContextType, RequireFields<MutationResumeReportTargetArgs, 'target'>>;
  revokeApiKey: Resolver<Maybe<ResolversTypes['RevokeApiKey']>, ParentType, ContextType, RequireFields<MutationRevokeApiKeyArgs, 'id'>>;
  revokeControllerCertificates: Resolver<Maybe<ResolversTypes['RevokeControllerCertificates']>, ParentType, ContextType, RequireFields<MutationRevokeControllerCertificatesArgs, 'accountNumber' | 'euid'>>;
  setBatteryChargingPreferences: Resolver<Maybe<ResolversTypes['SetBatteryChargingPreferences']>, ParentType, ContextType, Partial<MutationSetBatteryChargingPreferencesArgs>>;
  setClimateControlState: Resolver<Maybe<ResolversTypes['SetClimateControlState']>, ParentType, ContextType, Partial<MutationSetClimateControlStateArgs>>;
  setDevicePreferences: Resolver<Maybe<ResolversTypes['SmartFlexDeviceInterface']>, ParentType, ContextType, RequireFields<MutationSetDevicePreferencesArgs, 'input'>>;
  setHotWaterState: Resolver<Maybe<ResolversTypes['SetHotWaterState']>, ParentType, ContextType, Partial<MutationSetHotWaterStateArgs>>;
  setPropertyLocation: Resolver<Maybe<ResolversTypes['SetPropertyLocation']>, ParentType, ContextType, RequireFields<MutationSetPropertyLocationArgs, 'input'>>;
  setRoomTemperature: Resolver<Maybe<ResolversTypes['SetRoomTemperature']>, ParentType, ContextType, Partial<MutationSetRoomTemperatureArgs>>;
  setVehicleChargePreferences: Resolver<Maybe<ResolversTypes['SetVehicleChargingPreferences']>, ParentType, ContextType, Partial<MutationSetVehicleChargePreferencesArgs>>;
  setZoneMode: Resolver<Maybe<ResolversTypes['SetZoneMode']>, ParentType, ContextType, RequireFields<MutationSetZoneModeArgs, 'accountNumber' | 'euid' | 'operationParameters'>>;
  setZoneSchedules: Resolver<Maybe<ResolversTypes['SetZoneSchedules']>, ParentType, ContextType, RequireFields<MutationSetZoneSchedulesArgs, 'accountNumber' | 'euid' | 'zoneScheduleParameters'>>;
  startSmartFlexOnboarding: Resolver<Maybe<ResolversTypes['StartSmartFlexOnboarding']>, ParentType, ContextType, RequireFields<MutationStartSmartFlexOnboardingArgs, 'input'>>;
  suspendControl: Resolver<Maybe<ResolversTypes['SuspendDeviceControl']>, ParentType, ContextType, Partial<MutationSuspendControlArgs>>;
  triggerBoostCharge: Resolver<Maybe<ResolversTypes['PerformBoostCharge']>, ParentType, ContextType, Partial<MutationTriggerBoostChargeArgs>>;
  triggerTestCharge: Resolver<Maybe<ResolversTypes['PerformTestCharge']>, ParentType, ContextType, Partial<MutationTriggerTestChargeArgs>>;
  updateBoostCharge: Resolver<Maybe<ResolversTypes['SmartFlexDeviceInterface']>, ParentType, ContextType, Partial<MutationUpdateBoostChargeArgs>>;
  updateDeviceGridExport: Resolver<Maybe<ResolversTypes['SmartFlexDeviceInterface']>, ParentType, ContextType, Partial<MutationUpdateDeviceGridExportArgs>>;
  updateDeviceSmartControl: Resolver<Maybe<ResolversTypes['SmartFlexDeviceInterface']>, ParentType, ContextType, RequireFields<MutationUpdateDeviceSmartControlArgs, 'input'>>;
  updateSensorDisplayName: Resolver<Maybe<ResolversTypes['UpdateSensorDisplayName']>, ParentType, ContextType, RequireFields<MutationUpdateSensorDisplayNameArgs, 'accountNumber' | 'displayName' | 'euid' | 'sensorCode'>>;
  updateWaterSetpoint: Resolver<Maybe<ResolversTypes['UpdateWaterSetpoint']>, ParentType, ContextType, RequireFields<MutationUpdateWaterSetpointArgs, 'accountNumber' | 'euid' | 'setpoint'>>;
};

export interface NormalizedDecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['NormalizedDecimal'], any> {
  name: 'NormalizedDecimal';
}

export type OcppAuthenticationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OCPPAuthentication'] = ResolversParentTypes['OCPPAuthentication']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type OcppConnectionTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OCPPConnectionType'] = ResolversParentTypes['OCPPConnectionType']> = {
  isConnected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type OcppDetailsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OCPPDetailsType'] = ResolversParentTypes['OCPPDetailsType']> = {
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  username?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ObtainKrakenJsonWebTokenResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ObtainKrakenJSONWebToken'] = ResolversParentTypes['ObtainKrakenJSONWebToken']> = {
  payload?: Resolver<ResolversTypes['GenericScalar'], ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  refreshExpiresIn?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  refreshToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OnboardingDoneStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['OnboardingDoneStep'] = ResolversParentTypes['OnboardingDoneStep']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PerformBoostChargeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PerformBoostCharge'] = ResolversParentTypes['PerformBoostCharge']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type PerformTestChargeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PerformTestCharge'] = ResolversParentTypes['PerformTestCharge']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type PossibleErrorTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PossibleErrorType'] = ResolversParentTypes['PossibleErrorType']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PowerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Power'] = ResolversParentTypes['Power']> = {
  unit?: Resolver<ResolversTypes['PowerUnit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type ProvisionedControllerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProvisionedController'] = ResolversParentTypes['ProvisionedController']> = {
  connected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  firstConnectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ProvisioningClaimBundleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProvisioningClaimBundle'] = ResolversParentTypes['ProvisioningClaimBundle']> = {
  awsIotHostname?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  certificate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  chain?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  claimId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  encryptedPrivateKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mqttUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  apiKeys: Resolver<Array<ResolversTypes['ApiKeyType']>, ParentType, ContextType>;
  batteryDevice: Resolver<Maybe<ResolversTypes['BatteryDeviceType']>, ParentType, ContextType, RequireFields<QueryBatteryDeviceArgs, 'accountNumber' | 'propertyId'>>;
  chargePointVariants: Resolver<Maybe<Array<Maybe<ResolversTypes['ChargePointMake']>>>, ParentType, ContextType>;
  completedDispatches: Resolver<Maybe<Array<Maybe<ResolversTypes['UpsideDispatchType']>>>, ParentType, ContextType, RequireFields<QueryCompletedDispatchesArgs, 'accountNumber'>>;
  controllerProvisioning: Resolver<Maybe<ResolversTypes['ControllerProvisioning']>, ParentType, ContextType, RequireFields<QueryControllerProvisioningArgs, 'accountNumber' | 'euid'>>;
  deviceFrames: Resolver<ResolversTypes['DeviceFrameConnection'], ParentType, ContextType, RequireFields<QueryDeviceFramesArgs, 'deviceId' | 'first'>>;
  deviceTransaction: Resolver<Maybe<ResolversTypes['DeviceTransaction']>, ParentType, ContextType, RequireFields<QueryDeviceTransactionArgs, 'id'>>;
  deviceTransactions: Resolver<ResolversTypes['DeviceTransactionConnection'], ParentType, ContextType, RequireFields<QueryDeviceTransactionsArgs, 'first'>>;
  devices: Resolver<Maybe<Array<ResolversTypes['SmartFlexDeviceInterface']>>, ParentType, ContextType, RequireFields<QueryDevicesArgs, 'accountNumber'>>;
  electricVehicles: Resolver<Maybe<Array<Maybe<ResolversTypes['ElectricVehicleMake']>>>, ParentType, ContextType>;
  eligibleDeviceTypes: Resolver<Maybe<Array<Maybe<ResolversTypes['KrakenFlexDeviceTypes']>>>, ParentType, ContextType, RequireFields<QueryEligibleDeviceTypesArgs, 'accountNumber'>>;
  flexPlannedDispatches: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDispatch']>>>, ParentType, ContextType, RequireFields<QueryFlexPlannedDispatchesArgs, 'deviceId'>>;
  heatPumpControllerConfiguration: Resolver<Maybe<ResolversTypes['ControllerAndZoneConfiguration']>, ParentType, ContextType, RequireFields<QueryHeatPumpControllerConfigurationArgs, 'accountNumber' | 'euid'>>;
  heatPumpControllerStatus: Resolver<Maybe<ResolversTypes['ControllerStatus']>, ParentType, ContextType, RequireFields<QueryHeatPumpControllerStatusArgs, 'accountNumber' | 'euid'>>;
  heatPumpControllersAtLocation: Resolver<Maybe<Array<Maybe<ResolversTypes['ControllerAtLocation']>>>, ParentType, ContextType, RequireFields<QueryHeatPumpControllersAtLocationArgs, 'accountNumber' | 'propertyId'>>;
  heatPumpDevice: Resolver<Maybe<ResolversTypes['HeatPumpDeviceType']>, ParentType, ContextType, RequireFields<QueryHeatPumpDeviceArgs, 'accountNumber' | 'propertyId'>>;
  heatPumpLifetimePerformance: Resolver<Maybe<ResolversTypes['HeatPumpLifetimePerformance']>, ParentType, ContextType, RequireFields<QueryHeatPumpLifetimePerformanceArgs, 'euid'>>;
  heatPumpLivePerformance: Resolver<Maybe<ResolversTypes['HeatPumpLivePerformance']>, ParentType, ContextType, RequireFields<QueryHeatPumpLivePerformanceArgs, 'euid'>>;
  heatPumpStatus: Resolver<Maybe<ResolversTypes['HeatPumpStatusType']>, ParentType, ContextType, RequireFields<QueryHeatPumpStatusArgs, 'accountNumber'>>;
  ocppConnection: Resolver<Maybe<ResolversTypes['OCPPConnectionType']>, ParentType, ContextType, RequireFields<QueryOcppConnectionArgs, 'accountNumber'>>;
  ocppDetails: Resolver<Maybe<ResolversTypes['OCPPDetailsType']>, ParentType, ContextType, RequireFields<QueryOcppDetailsArgs, 'accountNumber'>>;
  octoHeatPumpControllerConfiguration: Resolver<Maybe<ResolversTypes['ControllerAndZoneConfiguration']>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpControllerConfigurationArgs, 'accountNumber' | 'euid'>>;
  octoHeatPumpControllerEuids: Resolver<Maybe<Array<Maybe<ResolversTypes['String']>>>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpControllerEuidsArgs, 'accountNumber'>>;
  octoHeatPumpControllerStatus: Resolver<Maybe<ResolversTypes['ControllerStatus']>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpControllerStatusArgs, 'accountNumber' | 'euid'>>;
  octoHeatPumpControllersAtLocation: Resolver<Maybe<Array<Maybe<ResolversTypes['ControllerAtLocation']>>>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpControllersAtLocationArgs, 'accountNumber' | 'propertyId'>>;
  octoHeatPumpLifetimePerformance: Resolver<Maybe<ResolversTypes['HeatPumpLifetimePerformance']>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpLifetimePerformanceArgs, 'euid'>>;
  octoHeatPumpLivePerformance: Resolver<Maybe<ResolversTypes['HeatPumpLivePerformance']>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpLivePerformanceArgs, 'euid'>>;
  octoHeatPumpTimeRangedPerformance: Resolver<Maybe<ResolversTypes['HeatPumpTimeRangedPerformance']>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpTimeRangedPerformanceArgs, 'endAt' | 'euid' | 'startAt'>>;
  octoHeatPumpTimeSeriesPerformance: Resolver<Maybe<Array<Maybe<ResolversTypes['HeatPumpTimeSeriesPerformance']>>>, ParentType, ContextType, RequireFields<QueryOctoHeatPumpTimeSeriesPerformanceArgs, 'endAt' | 'euid' | 'performanceGrouping' | 'startAt'>>;
  plannedDispatches: Resolver<Maybe<Array<Maybe<ResolversTypes['UpsideDispatchType']>>>, ParentType, ContextType, RequireFields<QueryPlannedDispatchesArgs, 'accountNumber'>>;
  registeredKrakenflexDevice: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType, RequireFields<QueryRegisteredKrakenflexDeviceArgs, 'accountNumber'>>;
  reportDeadLetters: Resolver<Array<ResolversTypes['ReportDeadLetter']>, ParentType, ContextType, RequireFields<QueryReportDeadLettersArgs, 'first'>>;
  reportTargets: Resolver<Array<ResolversTypes['ReportTargetType']>, ParentType, ContextType>;
  smartFlexOnboardingWizards: Resolver<Maybe<Array<ResolversTypes['SmartFlexOnboardingWizard']>>, ParentType, ContextType, RequireFields<QuerySmartFlexOnboardingWizardsArgs, 'accountNumber'>>;
  vehicleChargingPreferences: Resolver<Maybe<ResolversTypes['VehicleChargingPreferencesType']>, ParentType, ContextType, RequireFields<QueryVehicleChargingPreferencesArgs, 'accountNumber'>>;
  viewer: Resolver<Maybe<ResolversTypes['AccountUserType']>, ParentType, ContextType>;
};

export type ReauthenticateDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReauthenticateDevice'] = ResolversParentTypes['ReauthenticateDevice']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type RebootHeatingControllerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RebootHeatingController'] = ResolversParentTypes['RebootHeatingController']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type RegisterDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RegisterDevice'] = ResolversParentTypes['RegisterDevice']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type RegisterGatewayDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RegisterGatewayDevice'] = ResolversParentTypes['RegisterGatewayDevice']> = {
  deviceId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  secret?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RegisterHeatPumpResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RegisterHeatPump'] = ResolversParentTypes['RegisterHeatPump']> = {
  heatPumpDevice?: Resolver<Maybe<ResolversTypes['HeatPumpDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type RemoveSensorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RemoveSensor'] = ResolversParentTypes['RemoveSensor']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type ReplayReportsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReplayReports'] = ResolversParentTypes['ReplayReports']> = {
  replayed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ReportDeadLetterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReportDeadLetter'] = ResolversParentTypes['ReportDeadLetter']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  failedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stateNumber?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ReportTarget'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ReportTargetTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ReportTargetType'] = ResolversParentTypes['ReportTargetType']> = {
  backlog?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  stoppedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  stoppedReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  target?: Resolver<ResolversTypes['ReportTarget'], ParentType, ContextType>;
};

export type RequestProvisioningClaimCertificateResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RequestProvisioningClaimCertificate'] = ResolversParentTypes['RequestProvisioningClaimCertificate']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  provisioningClaimBundle?: Resolver<Maybe<ResolversTypes['ProvisioningClaimBundle']>, ParentType, ContextType>;
};

export type ResumeDeviceControlResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ResumeDeviceControl'] = ResolversParentTypes['ResumeDeviceControl']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type RevokeApiKeyResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RevokeApiKey'] = ResolversParentTypes['RevokeApiKey']> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKeyType']>, ParentType, ContextType>;
};

export type RevokeControllerCertificatesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RevokeControllerCertificates'] = ResolversParentTypes['RevokeControllerCertificates']> = {
  revoked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ScheduleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Schedule'] = ResolversParentTypes['Schedule']> = {
  days?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  settings?: Resolver<Maybe<Array<Maybe<ResolversTypes['Setting']>>>, ParentType, ContextType>;
};

export type SelectDeviceTypeStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SelectDeviceTypeStep'] = ResolversParentTypes['SelectDeviceTypeStep']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SensorConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SensorConfiguration'] = ResolversParentTypes['SensorConfiguration']> = {
  __resolveType: TypeResolveFn<'ADCSensorConfiguration' | 'ZigbeeSensorConfiguration', ParentType, ContextType>;
};

export type SensorConnectivityResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SensorConnectivity'] = ResolversParentTypes['SensorConnectivity']> = {
  online?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  retrievedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type SensorStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SensorStatus'] = ResolversParentTypes['SensorStatus']> = {
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  connectivity?: Resolver<Maybe<ResolversTypes['SensorConnectivity']>, ParentType, ContextType>;
  telemetry?: Resolver<Maybe<ResolversTypes['SensorTelemetry']>, ParentType, ContextType>;
};

export type SensorTelemetryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SensorTelemetry'] = ResolversParentTypes['SensorTelemetry']> = {
  humidityPercentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  retrievedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rssi?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  temperatureInCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  voltage?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SensorUpdateTransactionIdResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SensorUpdateTransactionId'] = ResolversParentTypes['SensorUpdateTransactionId']> = {
  sensorCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  transactionId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SetBatteryChargingPreferencesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetBatteryChargingPreferences'] = ResolversParentTypes['SetBatteryChargingPreferences']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['BatteryDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type SetClimateControlStateResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetClimateControlState'] = ResolversParentTypes['SetClimateControlState']> = {
  heatPumpDevice?: Resolver<Maybe<ResolversTypes['HeatPumpDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type SetHotWaterStateResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetHotWaterState'] = ResolversParentTypes['SetHotWaterState']> = {
  heatPumpDevice?: Resolver<Maybe<ResolversTypes['HeatPumpDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type SetPropertyLocationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetPropertyLocation'] = ResolversParentTypes['SetPropertyLocation']> = {
  propertyId?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type SetQuieterModeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetQuieterMode'] = ResolversParentTypes['SetQuieterMode']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SetRoomTemperatureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetRoomTemperature'] = ResolversParentTypes['SetRoomTemperature']> = {
  heatPumpDevice?: Resolver<Maybe<ResolversTypes['HeatPumpDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type SetVehicleChargingPreferencesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetVehicleChargingPreferences'] = ResolversParentTypes['SetVehicleChargingPreferences']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type SetZoneModeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetZoneMode'] = ResolversParentTypes['SetZoneMode']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SetZonePrimarySensorResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetZonePrimarySensor'] = ResolversParentTypes['SetZonePrimarySensor']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SetZoneSchedulesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetZoneSchedules'] = ResolversParentTypes['SetZoneSchedules']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type SettingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Setting'] = ResolversParentTypes['Setting']> = {
  action?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  setpointInCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  startTime?: Resolver<Maybe<ResolversTypes['Time']>, ParentType, ContextType>;
  zoneState?: Resolver<Maybe<ResolversTypes['ZoneActivationState']>, ParentType, ContextType>;
};

export type SmartFlexBatteryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexBattery'] = ResolversParentTypes['SmartFlexBattery']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  stateOfCharge?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexChargePointResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexChargePoint'] = ResolversParentTypes['SmartFlexChargePoint']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  chargePointVariant?: Resolver<Maybe<ResolversTypes['ChargePointModel']>, ParentType, ContextType>;
  chargingPreferences?: Resolver<Maybe<ResolversTypes['SmartFlexVehicleChargingPreferences']>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  vehicleVariant?: Resolver<Maybe<ResolversTypes['ElectricVehicleModel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexChargePointStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexChargePointStatus'] = ResolversParentTypes['SmartFlexChargePointStatus']> = {
  current?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceLifecycleStatus']>, ParentType, ContextType>;
  currentState?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceState']>, ParentType, ContextType>;
  isSuspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  stateOfChargeLimit?: Resolver<Maybe<ResolversTypes['StateOfChargeLimit']>, ParentType, ContextType>;
  testDispatchFailureReason?: Resolver<Maybe<ResolversTypes['TestDispatchAssessmentFailureReason']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexDeviceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDevice'] = ResolversParentTypes['SmartFlexDevice']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexDeviceAlertResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDeviceAlert'] = ResolversParentTypes['SmartFlexDeviceAlert']> = {
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexDeviceAlertInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDeviceAlertInterface'] = ResolversParentTypes['SmartFlexDeviceAlertInterface']> = {
  __resolveType: TypeResolveFn<'SmartFlexDeviceAlert', ParentType, ContextType>;
};

export type SmartFlexDeviceInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDeviceInterface'] = ResolversParentTypes['SmartFlexDeviceInterface']> = {
  __resolveType: TypeResolveFn<'SmartFlexBattery' | 'SmartFlexChargePoint' | 'SmartFlexDevice' | 'SmartFlexHeatPump' | 'SmartFlexInverter' | 'SmartFlexVehicle', ParentType, ContextType>;
};

export type SmartFlexDevicePreferenceScheduleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDevicePreferenceSchedule'] = ResolversParentTypes['SmartFlexDevicePreferenceSchedule']> = {
  dayOfWeek?: Resolver<ResolversTypes['DayOfWeek'], ParentType, ContextType>;
  max?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  min?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  time?: Resolver<ResolversTypes['Time'], ParentType, ContextType>;
  upperLimit?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SmartFlexDevicePreferencesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDevicePreferences'] = ResolversParentTypes['SmartFlexDevicePreferences']> = {
  gridExport?: Resolver<ResolversTypes['FlexGridExportStatus'], ParentType, ContextType>;
  mode?: Resolver<ResolversTypes['PreferencesModeChoices'], ParentType, ContextType>;
  schedules?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDevicePreferenceSchedule']>>>, ParentType, ContextType>;
  targetType?: Resolver<ResolversTypes['PreferencesTargetType'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['PreferencesUnitChoices'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexDevicePreferencesInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDevicePreferencesInterface'] = ResolversParentTypes['SmartFlexDevicePreferencesInterface']> = {
  __resolveType: TypeResolveFn<'SmartFlexDevicePreferences', ParentType, ContextType>;
};

export type SmartFlexDeviceStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDeviceStatus'] = ResolversParentTypes['SmartFlexDeviceStatus']> = {
  current?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceLifecycleStatus']>, ParentType, ContextType>;
  currentState?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceState']>, ParentType, ContextType>;
  isSuspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexDeviceStatusInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDeviceStatusInterface'] = ResolversParentTypes['SmartFlexDeviceStatusInterface']> = {
  __resolveType: TypeResolveFn<'SmartFlexChargePointStatus' | 'SmartFlexDeviceStatus' | 'SmartFlexVehicleStatus', ParentType, ContextType>;
};

export type SmartFlexDispatchResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexDispatch'] = ResolversParentTypes['SmartFlexDispatch']> = {
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  energyAddedKwh?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['SmartFlexChargingType'], ParentType, ContextType>;
};

export type SmartFlexHeatPumpResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexHeatPump'] = ResolversParentTypes['SmartFlexHeatPump']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexInverterResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexInverter'] = ResolversParentTypes['SmartFlexInverter']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexOnboardingResumableResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexOnboardingResumable'] = ResolversParentTypes['SmartFlexOnboardingResumable']> = {
  isResumable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  resumableReasons?: Resolver<Maybe<Array<Maybe<ResolversTypes['String']>>>, ParentType, ContextType>;
};

export type SmartFlexOnboardingStepInterfaceResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexOnboardingStepInterface'] = ResolversParentTypes['SmartFlexOnboardingStepInterface']> = {
  __resolveType: TypeResolveFn<'AuthenticateDeviceStep' | 'ConnectDeviceStep' | 'OnboardingDoneStep' | 'SelectDeviceTypeStep' | 'TestChargeStep', ParentType, ContextType>;
};

export type SmartFlexOnboardingWizardResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexOnboardingWizard'] = ResolversParentTypes['SmartFlexOnboardingWizard']> = {
  backendScreen?: Resolver<Maybe<ResolversTypes['BackendScreenType']>, ParentType, ContextType, RequireFields<SmartFlexOnboardingWizardBackendScreenArgs, 'maxVersionSupported'>>;
  completedSteps?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexOnboardingStepInterface']>>>, ParentType, ContextType>;
  currentStep?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingStepInterface']>, ParentType, ContextType>;
  deviceType?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceTypes']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  resumable?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingResumable']>, ParentType, ContextType>;
};

export type SmartFlexStateOfChargeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexStateOfCharge'] = ResolversParentTypes['SmartFlexStateOfCharge']> = {
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type SmartFlexVehicleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexVehicle'] = ResolversParentTypes['SmartFlexVehicle']> = {
  alerts?: Resolver<Maybe<Array<Maybe<ResolversTypes['SmartFlexDeviceAlertInterface']>>>, ParentType, ContextType>;
  chargePointVariant?: Resolver<Maybe<ResolversTypes['ChargePointModel']>, ParentType, ContextType>;
  chargingPreferences?: Resolver<Maybe<ResolversTypes['SmartFlexVehicleChargingPreferences']>, ParentType, ContextType>;
  deviceType?: Resolver<ResolversTypes['KrakenFlexDeviceTypes'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  integrationDeviceId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  make?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onboardingWizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
  preferenceSetting?: Resolver<Maybe<ResolversTypes['FlexDevicePreferenceSettingInterface']>, ParentType, ContextType>;
  preferences?: Resolver<Maybe<ResolversTypes['SmartFlexDevicePreferencesInterface']>, ParentType, ContextType>;
  propertyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  provider?: Resolver<ResolversTypes['ProviderChoices'], ParentType, ContextType>;
  reAuthenticationState?: Resolver<Maybe<ResolversTypes['DeviceReAuthenticationInterface']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceStatusInterface']>, ParentType, ContextType>;
  vehicleVariant?: Resolver<Maybe<ResolversTypes['ElectricVehicleModel']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SmartFlexVehicleChargingPreferencesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexVehicleChargingPreferences'] = ResolversParentTypes['SmartFlexVehicleChargingPreferences']> = {
  maximumSoc?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minimumSoc?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  weekdayTargetSoc?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weekdayTargetTime?: Resolver<ResolversTypes['Time'], ParentType, ContextType>;
  weekendTargetSoc?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  weekendTargetTime?: Resolver<ResolversTypes['Time'], ParentType, ContextType>;
};

export type SmartFlexVehicleStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SmartFlexVehicleStatus'] = ResolversParentTypes['SmartFlexVehicleStatus']> = {
  current?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceLifecycleStatus']>, ParentType, ContextType>;
  currentState?: Resolver<Maybe<ResolversTypes['SmartFlexDeviceState']>, ParentType, ContextType>;
  isSuspended?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  stateOfCharge?: Resolver<Maybe<ResolversTypes['SmartFlexStateOfCharge']>, ParentType, ContextType>;
  stateOfChargeLimit?: Resolver<Maybe<ResolversTypes['StateOfChargeLimit']>, ParentType, ContextType>;
  testDispatchFailureReason?: Resolver<Maybe<ResolversTypes['TestDispatchAssessmentFailureReason']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type StartSmartFlexOnboardingResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['StartSmartFlexOnboarding'] = ResolversParentTypes['StartSmartFlexOnboarding']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  wizard?: Resolver<Maybe<ResolversTypes['SmartFlexOnboardingWizard']>, ParentType, ContextType>;
};

export type StateOfChargeLimitResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['StateOfChargeLimit'] = ResolversParentTypes['StateOfChargeLimit']> = {
  isLimitViolated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  timestamp?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  upperSocLimit?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  deviceTransactionUpdated: SubscriptionResolver<ResolversTypes['DeviceTransaction'], "deviceTransactionUpdated", ParentType, ContextType, Partial<SubscriptionDeviceTransactionUpdatedArgs>>;
};

export type SuspendDeviceControlResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SuspendDeviceControl'] = ResolversParentTypes['SuspendDeviceControl']> = {
  krakenflexDevice?: Resolver<Maybe<ResolversTypes['KrakenFlexDeviceType']>, ParentType, ContextType>;
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
};

export type TemperatureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Temperature'] = ResolversParentTypes['Temperature']> = {
  unit?: Resolver<ResolversTypes['TemperatureUnit'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type TemperatureRangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TemperatureRange'] = ResolversParentTypes['TemperatureRange']> = {
  maximum?: Resolver<ResolversTypes['Temperature'], ParentType, ContextType>;
  minimum?: Resolver<ResolversTypes['Temperature'], ParentType, ContextType>;
};

export type TestChargeStepResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['TestChargeStep'] = ResolversParentTypes['TestChargeStep']> = {
  id?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface TimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Time'], any> {
  name: 'Time';
}

export type UpdateFlowTemperatureConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpdateFlowTemperatureConfiguration'] = ResolversParentTypes['UpdateFlowTemperatureConfiguration']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type UpdateSensorDisplayNameResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpdateSensorDisplayName'] = ResolversParentTypes['UpdateSensorDisplayName']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type UpdateWaterSetpointResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpdateWaterSetpoint'] = ResolversParentTypes['UpdateWaterSetpoint']> = {
  possibleErrors?: Resolver<Maybe<Array<Maybe<ResolversTypes['PossibleErrorType']>>>, ParentType, ContextType>;
  transactionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type UpsideDispatchMetaTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpsideDispatchMetaType'] = ResolversParentTypes['UpsideDispatchMetaType']> = {
  location?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type UpsideDispatchTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpsideDispatchType'] = ResolversParentTypes['UpsideDispatchType']> = {
  delta?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  deltaKwh?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  end?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  endDt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  meta?: Resolver<Maybe<ResolversTypes['UpsideDispatchMetaType']>, ParentType, ContextType>;
  start?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  startDt?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type VehicleChargingPreferencesTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['VehicleChargingPreferencesType'] = ResolversParentTypes['VehicleChargingPreferencesType']> = {
  maximumSocPercentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  minimumSocPercentage?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  weekdayTargetSoc?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  weekdayTargetTime?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  weekendTargetSoc?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  weekendTargetTime?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WaterTemperatureDetailsTypeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['WaterTemperatureDetailsType'] = ResolversParentTypes['WaterTemperatureDetailsType']> = {
  currentWaterTemperature?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  waterTemperatureEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type WeatherCompensationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['WeatherCompensation'] = ResolversParentTypes['WeatherCompensation']> = {
  allowableMaximumTemperatureRange?: Resolver<ResolversTypes['TemperatureRange'], ParentType, ContextType>;
  allowableMinimumTemperatureRange?: Resolver<ResolversTypes['TemperatureRange'], ParentType, ContextType>;
  allowableRange?: Resolver<ResolversTypes['TemperatureRange'], ParentType, ContextType>;
  currentRange?: Resolver<ResolversTypes['TemperatureRange'], ParentType, ContextType>;
  enabled?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ZigbeeSensorConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZigbeeSensorConfiguration'] = ResolversParentTypes['ZigbeeSensorConfiguration']> = {
  boostEnabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  firmwareVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['SensorType']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ZoneConfigurationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZoneConfiguration'] = ResolversParentTypes['ZoneConfiguration']> = {
  callForHeat?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['Zone']>, ParentType, ContextType>;
  currentOperation?: Resolver<Maybe<ResolversTypes['ZoneCurrentOperation']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emergency?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  enabled?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  heatDemand?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  previousOperation?: Resolver<Maybe<ResolversTypes['ZonePreviousOperation']>, ParentType, ContextType>;
  primarySensor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sensors?: Resolver<Maybe<Array<Maybe<ResolversTypes['SensorConfiguration']>>>, ParentType, ContextType>;
  zoneType?: Resolver<Maybe<ResolversTypes['ZoneType']>, ParentType, ContextType>;
};

export type ZoneCurrentOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZoneCurrentOperation'] = ResolversParentTypes['ZoneCurrentOperation']> = {
  action?: Resolver<Maybe<ResolversTypes['OperationAction']>, ParentType, ContextType>;
  end?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['Mode']>, ParentType, ContextType>;
  setpointInCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ZoneInformationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZoneInformation'] = ResolversParentTypes['ZoneInformation']> = {
  configuration?: Resolver<Maybe<ResolversTypes['ZoneConfiguration']>, ParentType, ContextType>;
  schedules?: Resolver<Maybe<Array<Maybe<ResolversTypes['Schedule']>>>, ParentType, ContextType>;
};

export type ZonePreviousOperationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZonePreviousOperation'] = ResolversParentTypes['ZonePreviousOperation']> = {
  action?: Resolver<Maybe<ResolversTypes['OperationAction']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['Mode']>, ParentType, ContextType>;
  setpointInCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ZoneStatusResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZoneStatus'] = ResolversParentTypes['ZoneStatus']> = {
  telemetry?: Resolver<Maybe<ResolversTypes['ZoneTelemetry']>, ParentType, ContextType>;
  zone?: Resolver<Maybe<ResolversTypes['Zone']>, ParentType, ContextType>;
};

export type ZoneTelemetryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ZoneTelemetry'] = ResolversParentTypes['ZoneTelemetry']> = {
  heatDemand?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  mode?: Resolver<Maybe<ResolversTypes['Mode']>, ParentType, ContextType>;
  relaySwitchedOn?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  retrievedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  setpointInCelsius?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GatewayContext> = {
  ADCSensorConfiguration?: AdcSensorConfigurationResolvers<ContextType>;
  APIKeyAuthentication?: ApiKeyAuthenticationResolvers<ContextType>;
  AccountInterface?: AccountInterfaceResolvers<ContextType>;
  AccountType?: AccountTypeResolvers<ContextType>;
  AccountUserType?: AccountUserTypeResolvers<ContextType>;
  ApiKeyType?: ApiKeyTypeResolvers<ContextType>;
  AuthenticateDeviceStep?: AuthenticateDeviceStepResolvers<ContextType>;
  BackendScreenType?: BackendScreenTypeResolvers<ContextType>;
  BatteryChargingPreferencesType?: BatteryChargingPreferencesTypeResolvers<ContextType>;
  BatteryDeviceType?: BatteryDeviceTypeResolvers<ContextType>;
  BatteryParamsType?: BatteryParamsTypeResolvers<ContextType>;
  BulkUpdateSensorDisplayName?: BulkUpdateSensorDisplayNameResolvers<ContextType>;
  CancelSmartFlexOnboarding?: CancelSmartFlexOnboardingResolvers<ContextType>;
  ChargePointMake?: ChargePointMakeResolvers<ContextType>;
  ChargePointModel?: ChargePointModelResolvers<ContextType>;
  ClimateControlDetailsType?: ClimateControlDetailsTypeResolvers<ContextType>;
  ConnectDeviceStep?: ConnectDeviceStepResolvers<ContextType>;
  ControllerAndZoneConfiguration?: ControllerAndZoneConfigurationResolvers<ContextType>;
  ControllerAtLocation?: ControllerAtLocationResolvers<ContextType>;
  ControllerCertificate?: ControllerCertificateResolvers<ContextType>;
  ControllerClaim?: ControllerClaimResolvers<ContextType>;
  ControllerConfiguration?: ControllerConfigurationResolvers<ContextType>;
  ControllerLocation?: ControllerLocationResolvers<ContextType>;
  ControllerProvisioning?: ControllerProvisioningResolvers<ContextType>;
  ControllerReference?: ControllerReferenceResolvers<ContextType>;
  ControllerStatus?: ControllerStatusResolvers<ContextType>;
  CreateApiKey?: CreateApiKeyResolvers<ContextType>;
  CreateProvisioningClaim?: CreateProvisioningClaimResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeauthenticateDevice?: DeauthenticateDeviceResolvers<ContextType>;
  DeauthenticateFlexDevice?: DeauthenticateFlexDeviceResolvers<ContextType>;
  Decimal?: GraphQLScalarType;
  DeleteBoostCharge?: DeleteBoostChargeResolvers<ContextType>;
  DeleteDeviceConnectionDetails?: DeleteDeviceConnectionDetailsResolvers<ContextType>;
  DeprovisionHeatingController?: DeprovisionHeatingControllerResolvers<ContextType>;
  DeviceDetailsType?: DeviceDetailsTypeResolvers<ContextType>;
  DeviceFrame?: DeviceFrameResolvers<ContextType>;
  DeviceFrameConnection?: DeviceFrameConnectionResolvers<ContextType>;
  DeviceReAuthentication?: DeviceReAuthenticationResolvers<ContextType>;
  DeviceReAuthenticationInterface?: DeviceReAuthenticationInterfaceResolvers<ContextType>;
  DeviceRegistration?: DeviceRegistrationResolvers<ContextType>;
  DeviceStatusReadingType?: DeviceStatusReadingTypeResolvers<ContextType>;
  DeviceStatusReadingsType?: DeviceStatusReadingsTypeResolvers<ContextType>;
  DeviceStatusType?: DeviceStatusTypeResolvers<ContextType>;
  DeviceTransaction?: DeviceTransactionResolvers<ContextType>;
  DeviceTransactionConnection?: DeviceTransactionConnectionResolvers<ContextType>;
  DeviceTransactionEdge?: DeviceTransactionEdgeResolvers<ContextType>;
  DeviceTransactionEvent?: DeviceTransactionEventResolvers<ContextType>;
  DeviceTransactionPayload?: DeviceTransactionPayloadResolvers<ContextType>;
  DeviceTransactionReason?: DeviceTransactionReasonResolvers<ContextType>;
  ElectricVehicleMake?: ElectricVehicleMakeResolvers<ContextType>;
  ElectricVehicleModel?: ElectricVehicleModelResolvers<ContextType>;
  Energy?: EnergyResolvers<ContextType>;
  EnrolControllers?: EnrolControllersResolvers<ContextType>;
  ErrorType?: ErrorTypeResolvers<ContextType>;
  FirmwareConfiguration?: FirmwareConfigurationResolvers<ContextType>;
  FlexDevicePreferenceConstraint?: FlexDevicePreferenceConstraintResolvers<ContextType>;
  FlexDevicePreferenceScheduleSetting?: FlexDevicePreferenceScheduleSettingResolvers<ContextType>;
  FlexDevicePreferenceSetting?: FlexDevicePreferenceSettingResolvers<ContextType>;
  FlexDevicePreferenceSettingInterface?: FlexDevicePreferenceSettingInterfaceResolvers<ContextType>;
  FloatSafeDecimal?: GraphQLScalarType;
  ForceReauthentication?: ForceReauthenticationResolvers<ContextType>;
  GenericScalar?: GraphQLScalarType;
  HeatPumpConfiguration?: HeatPumpConfigurationResolvers<ContextType>;
  HeatPumpDeviceType?: HeatPumpDeviceTypeResolvers<ContextType>;
  HeatPumpLifetimePerformance?: HeatPumpLifetimePerformanceResolvers<ContextType>;
  HeatPumpLivePerformance?: HeatPumpLivePerformanceResolvers<ContextType>;
  HeatPumpStatusType?: HeatPumpStatusTypeResolvers<ContextType>;
  HeatPumpTimeRangedPerformance?: HeatPumpTimeRangedPerformanceResolvers<ContextType>;
  HeatPumpTimeSeriesPerformance?: HeatPumpTimeSeriesPerformanceResolvers<ContextType>;
  HeatingFlowTemperature?: HeatingFlowTemperatureResolvers<ContextType>;
  IdentifyDevice?: IdentifyDeviceResolvers<ContextType>;
  KrakenFlexDeviceType?: KrakenFlexDeviceTypeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NormalizedDecimal?: GraphQLScalarType;
  OCPPAuthentication?: OcppAuthenticationResolvers<ContextType>;
  OCPPConnectionType?: OcppConnectionTypeResolvers<ContextType>;
  OCPPDetailsType?: OcppDetailsTypeResolvers<ContextType>;
  ObtainKrakenJSONWebToken?: ObtainKrakenJsonWebTokenResolvers<ContextType>;
  OnboardingDoneStep?: OnboardingDoneStepResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  PerformBoostCharge?: PerformBoostChargeResolvers<ContextType>;
  PerformTestCharge?: PerformTestChargeResolvers<ContextType>;
  PossibleErrorType?: PossibleErrorTypeResolvers<ContextType>;
  Power?: PowerResolvers<ContextType>;
  ProvisionedController?: ProvisionedControllerResolvers<ContextType>;
  ProvisioningClaimBundle?: ProvisioningClaimBundleResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  ReauthenticateDevice?: ReauthenticateDeviceResolvers<ContextType>;
  RebootHeatingController?: RebootHeatingControllerResolvers<ContextType>;
  RegisterDevice?: RegisterDeviceResolvers<ContextType>;
  RegisterGatewayDevice?: RegisterGatewayDeviceResolvers<ContextType>;
  RegisterHeatPump?: RegisterHeatPumpResolvers<ContextType>;
  RemoveSensor?: RemoveSensorResolvers<ContextType>;
  ReplayReports?: ReplayReportsResolvers<ContextType>;
  ReportDeadLetter?: ReportDeadLetterResolvers<ContextType>;
  ReportTargetType?: ReportTargetTypeResolvers<ContextType>;
  RequestProvisioningClaimCertificate?: RequestProvisioningClaimCertificateResolvers<ContextType>;
  ResumeDeviceControl?: ResumeDeviceControlResolvers<ContextType>;
  RevokeApiKey?: RevokeApiKeyResolvers<ContextType>;
  RevokeControllerCertificates?: RevokeControllerCertificatesResolvers<ContextType>;
  Schedule?: ScheduleResolvers<ContextType>;
  SelectDeviceTypeStep?: SelectDeviceTypeStepResolvers<ContextType>;
  SensorConfiguration?: SensorConfigurationResolvers<ContextType>;
  SensorConnectivity?: SensorConnectivityResolvers<ContextType>;
  SensorStatus?: SensorStatusResolvers<ContextType>;
  SensorTelemetry?: SensorTelemetryResolvers<ContextType>;
  SensorUpdateTransactionId?: SensorUpdateTransactionIdResolvers<ContextType>;
  SetBatteryChargingPreferences?: SetBatteryChargingPreferencesResolvers<ContextType>;
  SetClimateControlState?: SetClimateControlStateResolvers<ContextType>;
  SetHotWaterState?: SetHotWaterStateResolvers<ContextType>;
  SetPropertyLocation?: SetPropertyLocationResolvers<ContextType>;
  SetQuieterMode?: SetQuieterModeResolvers<ContextType>;
  SetRoomTemperature?: SetRoomTemperatureResolvers<ContextType>;
  SetVehicleChargingPreferences?: SetVehicleChargingPreferencesResolvers<ContextType>;
  SetZoneMode?: SetZoneModeResolvers<ContextType>;
  SetZonePrimarySensor?: SetZonePrimarySensorResolvers<ContextType>;
  SetZoneSchedules?: SetZoneSchedulesResolvers<ContextType>;
  Setting?: SettingResolvers<ContextType>;
  SmartFlexBattery?: SmartFlexBatteryResolvers<ContextType>;
  SmartFlexChargePoint?: SmartFlexChargePointResolvers<ContextType>;
  SmartFlexChargePointStatus?: SmartFlexChargePointStatusResolvers<ContextType>;
  SmartFlexDevice?: SmartFlexDeviceResolvers<ContextType>;
  SmartFlexDeviceAlert?: SmartFlexDeviceAlertResolvers<ContextType>;
  SmartFlexDeviceAlertInterface?: SmartFlexDeviceAlertInterfaceResolvers<ContextType>;
  SmartFlexDeviceInterface?: SmartFlexDeviceInterfaceResolvers<ContextType>;
  SmartFlexDevicePreferenceSchedule?: SmartFlexDevicePreferenceScheduleResolvers<ContextType>;
  SmartFlexDevicePreferences?: SmartFlexDevicePreferencesResolvers<ContextType>;
  SmartFlexDevicePreferencesInterface?: SmartFlexDevicePreferencesInterfaceResolvers<ContextType>;
  SmartFlexDeviceStatus?: SmartFlexDeviceStatusResolvers<ContextType>;
  SmartFlexDeviceStatusInterface?: SmartFlexDeviceStatusInterfaceResolvers<ContextType>;
  SmartFlexDispatch?: SmartFlexDispatchResolvers<ContextType>;
  SmartFlexHeatPump?: SmartFlexHeatPumpResolvers<ContextType>;
  SmartFlexInverter?: SmartFlexInverterResolvers<ContextType>;
  SmartFlexOnboardingResumable?: SmartFlexOnboardingResumableResolvers<ContextType>;
  SmartFlexOnboardingStepInterface?: SmartFlexOnboardingStepInterfaceResolvers<ContextType>;
  SmartFlexOnboardingWizard?: SmartFlexOnboardingWizardResolvers<ContextType>;
  SmartFlexStateOfCharge?: SmartFlexStateOfChargeResolvers<ContextType>;
  SmartFlexVehicle?: SmartFlexVehicleResolvers<ContextType>;
  SmartFlexVehicleChargingPreferences?: SmartFlexVehicleChargingPreferencesResolvers<ContextType>;
  SmartFlexVehicleStatus?: SmartFlexVehicleStatusResolvers<ContextType>;
  StartSmartFlexOnboarding?: StartSmartFlexOnboardingResolvers<ContextType>;
  StateOfChargeLimit?: StateOfChargeLimitResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SuspendDeviceControl?: SuspendDeviceControlResolvers<ContextType>;
  Temperature?: TemperatureResolvers<ContextType>;
  TemperatureRange?: TemperatureRangeResolvers<ContextType>;
  TestChargeStep?: TestChargeStepResolvers<ContextType>;
  Time?: GraphQLScalarType;
  UpdateFlowTemperatureConfiguration?: UpdateFlowTemperatureConfigurationResolvers<ContextType>;
  UpdateSensorDisplayName?: UpdateSensorDisplayNameResolvers<ContextType>;
  UpdateWaterSetpoint?: UpdateWaterSetpointResolvers<ContextType>;
  UpsideDispatchMetaType?: UpsideDispatchMetaTypeResolvers<ContextType>;
  UpsideDispatchType?: UpsideDispatchTypeResolvers<ContextType>;
  VehicleChargingPreferencesType?: VehicleChargingPreferencesTypeResolvers<ContextType>;
  WaterTemperatureDetailsType?: WaterTemperatureDetailsTypeResolvers<ContextType>;
  WeatherCompensation?: WeatherCompensationResolvers<ContextType>;
  ZigbeeSensorConfiguration?: ZigbeeSensorConfigurationResolvers<ContextType>;
  ZoneConfiguration?: ZoneConfigurationResolvers<ContextType>;
  ZoneCurrentOperation?: ZoneCurrentOperationResolvers<ContextType>;
  ZoneInformation?: ZoneInformationResolvers<ContextType>;
  ZonePreviousOperation?: ZonePreviousOperationResolvers<ContextType>;
  ZoneStatus?: ZoneStatusResolvers<ContextType>;
  ZoneTelemetry?: ZoneTelemetryResolvers<ContextType>;
};

