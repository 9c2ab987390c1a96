import { euid } from './documents.ts';

const account = 'accountNumber: "A-1"';
const controller = `${account}, euid: "${euid}"`;
const claim = `${account}, requestParameters: {
  euid: "${euid}", nonce: "ab", signature: "c2ln", timestamp: "1"
}`;
const zoneMode = `${controller}, operationParameters: { zone: ZONE_1, mode: OFF }`;
const sensorName = `${controller}, sensorCode: "ADC1", displayName: "Tank"`;
const sensorNames = `${controller}, updates: [{ sensorCode: "ADC1", newDisplayName: "Tank" }]`;
const schedules = `${controller}, zoneScheduleParameters: { zone: ZONE_1, schedules: [
  { days: "1111111", settings: [{ time: "07:00", action: "TURN_ON" }] }
] }`;
const secret = 'sixteen-chars-pw';
const chargerSignIn = JSON.stringify('{"identity":"CP-9","password":"sixteen-chars-pw"}');
const days = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];
const week = days.map((day) => `{ dayOfWeek: ${day}, time: "07:00", max: 80 }`).join(' ');
const heatPump = 'provider: DAIKIN, heatPump: { heatPumpId: "00:1e:5e:09:02:ba:5d:99" }';

/** Arguments of every mutation that needs a right on an account, all for A-1. */
export const callsOnAccount = {
  triggerBoostCharge: `input: { ${account} }`,
  deleteBoostCharge: `input: { ${account} }`,
  updateBoostCharge: 'input: { deviceId: "charger", action: BOOST }',
  triggerTestCharge: `input: { ${account} }`,
  suspendControl: `input: { ${account} }`,
  resumeControl: `input: { ${account} }`,
  updateDeviceSmartControl: 'input: { deviceId: "charger", action: SUSPEND }',
  setVehicleChargePreferences: `input: {
    ${account}, weekdayTargetTime: "07:00", weekdayTargetSoc: 80,
    weekendTargetTime: "09:00", weekendTargetSoc: 90
  }`,
  setDevicePreferences: `input: {
    deviceId: "charger", mode: CHARGE, unit: PERCENTAGE, schedules: [${week}]
  }`,
  updateDeviceGridExport: 'input: { deviceId: "battery", enabled: true }',
  setBatteryChargingPreferences: `input: { ${account}, minimumSocPercentage: 20 }`,
  setZoneMode: zoneMode,
  octoHeatPumpSetZoneMode: zoneMode,
  setZoneSchedules: schedules,
  octoHeatPumpSetZoneSchedules: schedules,
  octoHeatPumpSetZonePrimarySensor: `${controller}, operationParameters: {
    zone: ZONE_1, sensorCode: "ADC1"
  }`,
  octoHeatPumpUpdateFlowTemperatureConfiguration: `euid: "${euid}", flowTemperatureInput: {
    useWeatherCompensation: false, flowTemperature: { value: 40, unit: DEGREES_CELSIUS }
  }`,
  updateWaterSetpoint: `${controller}, setpoint: 48`,
  octoHeatPumpUpdateWaterSetpoint: `${controller}, setpoint: 48`,
  updateSensorDisplayName: sensorName,
  octoHeatPumpUpdateSensorDisplayName: sensorName,
  bulkUpdateSensorDisplayName: sensorNames,
  octoHeatPumpBulkUpdateSensorDisplayName: sensorNames,
  removeSensor: `${controller}, sensorId: "SENSOR01"`,
  octoHeatPumpRemoveSensor: `${controller}, sensorId: "SENSOR01"`,
  octoHeatPumpRebootController: controller,
  octoHeatPumpSetQuieterMode: `euid: "${euid}", quieterModeEnabled: true`,
  setClimateControlState: `input: { ${account}, state: true }`,
  setHotWaterState: `input: { ${account}, state: true }`,
  setRoomTemperature: `input: { ${account}, temperature: 20.5 }`,
  identifyDevice: `${account}, identity: "${euid}"`,
  requestProvisioningClaimCertificate: claim,
  octoHeatPumpRequestProvisioningClaimCertificate: claim,
  deprovisionHeatingController: controller,
  octoHeatPumpDeprovisionHeatingController: controller,
  revokeControllerCertificates: controller,
  registerHeatPump: `input: { ${account}, ${heatPump}, authentication: { } }`,
  deviceRegistration: `input: {
    ${account}, propertyId: 1, deviceType: BATTERIES, provider: OCTOPUS_ENERGY
  }`,
  registerDevice: `input: {
    ${account}, supportedProvider: OCPP, vehicle: { vehicleId: 1 }, chargePoint: { }
  }`,
  reauthenticateDevice: `input: {
    ${account}, deviceType: ELECTRIC_VEHICLES, authentication: { accessToken: "${secret}" }
  }`,
  deauthenticateDevice: `input: { ${account}, deviceType: BATTERIES }`,
  deauthenticateFlexDevice: 'input: { deviceId: "vehicle" }',
  deleteDeviceConnectionDetails: `input: { ${account} }`,
  startSmartFlexOnboarding: `input: { ${account}, propertyId: 1 }`,
  cancelSmartFlexOnboarding: 'input: { wizardId: "wizard-1" }',
  setPropertyLocation: `input: {
    ${account}, propertyId: 1, latitude: 51.5, longitude: -0.1
  }`,
  ocppAuthentication: `input: { ${account}, details: ${chargerSignIn} }`,
  registerGatewayDevice: `input: {
    ${account}, propertyId: 1, class: BATTERY, identity: "00:1e:5e:09:02:ba:5d:98"
  }`,
  cancelDeviceTransaction: 'id: "tx-1"',
} as const;

/** Arguments of those that need a role and name no account. */
export const callsOfRoles = {
  createTempProvisioningClaim: '',
  enrolControllers: `input: { controllers: [{ euid: "${euid}", publicKey: "TUlJ" }] }`,
  createApiKey: 'input: { name: "n", role: OPERATOR }',
  revokeApiKey: 'id: "no-such-key"',
  replayReports: '',
  resumeReportTarget: 'target: WEBHOOK',
} as const;

/** Arguments of those that are about the caller itself. */
export const callsOfAnybody = {
  obtainKrakenToken: 'input: { APIKey: "jg_wrong" }',
  apiKeyAuthentication: 'apiKey: "jg_wrong"',
  forceReauthentication: 'input: { includeThirdParties: false }',
} as const;

/** A document for a mutation of this name. */
export function toMutation(name: string, args: string): string {
  return `mutation { ${name}${args && `(${args})`} { __typename } }`;
}
