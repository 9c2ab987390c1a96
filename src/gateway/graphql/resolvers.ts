import { DeviceTransaction } from './device-transaction-type.ts';
import { deviceTransactionUpdated } from './device-transaction-updated.ts';
import type { Resolvers } from './generated.ts';
import { apiKeyAuthentication } from './mutations/api-key-authentication.ts';
import { bulkUpdateSensorDisplayName } from './mutations/bulk-update-sensor-display-name.ts';
import { cancelDeviceTransaction } from './mutations/cancel-device-transaction.ts';
import { cancelSmartFlexOnboarding } from './mutations/cancel-smart-flex-onboarding.ts';
import { createApiKey } from './mutations/create-api-key.ts';
import { createTempProvisioningClaim } from './mutations/create-temp-provisioning-claim.ts';
import { deauthenticateDevice } from './mutations/deauthenticate-device.ts';
import { deauthenticateFlexDevice } from './mutations/deauthenticate-flex-device.ts';
import { deleteBoostCharge } from './mutations/delete-boost-charge.ts';
import { deleteDeviceConnectionDetails } from './mutations/delete-device-connection-details.ts';
import { deprovisionHeatingController } from './mutations/deprovision-heating-controller.ts';
import { deviceRegistration } from './mutations/device-registration.ts';
import { enrolControllers } from './mutations/enrol-controllers.ts';
import { forceReauthentication } from './mutations/force-reauthentication.ts';
import { identifyDevice } from './mutations/identify-device.ts';
import { obtainKrakenToken } from './mutations/obtain-kraken-token.ts';
import { ocppAuthentication } from './mutations/ocpp-authentication.ts';
import { reauthenticateDevice } from './mutations/reauthenticate-device.ts';
import { rebootController } from './mutations/reboot-controller.ts';
import { registerDevice } from './mutations/register-device.ts';
import { registerGatewayDevice } from './mutations/register-gateway-device.ts';
import { registerHeatPump } from './mutations/register-heat-pump.ts';
import { removeSensor } from './mutations/remove-sensor.ts';
import { replayReports } from './mutations/replay-reports.ts';
import { requestProvisioningClaimCertificate } from './mutations/request-provisioning-claim-certificate.ts';
import { resumeControl } from './mutations/resume-control.ts';
import { resumeReportTarget } from './mutations/resume-report-target.ts';
import { revokeApiKey } from './mutations/revoke-api-key.ts';
import { revokeControllerCertificates } from './mutations/revoke-controller-certificates.ts';
import { setBatteryChargingPreferences } from './mutations/set-battery-charging-preferences.ts';
import { setClimateControlState } from './mutations/set-climate-control-state.ts';
import { setDevicePreferences } from './mutations/set-device-preferences.ts';
import { setHotWaterState } from './mutations/set-hot-water-state.ts';
import { setPropertyLocation } from './mutations/set-property-location.ts';
import { setQuieterMode } from './mutations/set-quieter-mode.ts';
import { setRoomTemperature } from './mutations/set-room-temperature.ts';
import { setVehicleChargePreferences } from './mutations/set-vehicle-charge-preferences.ts';
import { setZoneMode } from './mutations/set-zone-mode.ts';
import { setZonePrimarySensor } from './mutations/set-zone-primary-sensor.ts';
import { setZoneSchedules } from './mutations/set-zone-schedules.ts';
import { startSmartFlexOnboarding } from './mutations/start-smart-flex-onboarding.ts';
import { suspendControl } from './mutations/suspend-control.ts';
import { triggerBoostCharge } from './mutations/trigger-boost-charge.ts';
import { triggerTestCharge } from './mutations/trigger-test-charge.ts';
import { updateBoostCharge } from './mutations/update-boost-charge.ts';
import { updateDeviceGridExport } from './mutations/update-device-grid-export.ts';
import { updateDeviceSmartControl } from './mutations/update-device-smart-control.ts';
import { updateFlowTemperature } from './mutations/update-flow-temperature.ts';
import { updateSensorDisplayName } from './mutations/update-sensor-display-name.ts';
import { updateWaterSetpoint } from './mutations/update-water-setpoint.ts';
import { onboardingOfDevices, SmartFlexOnboardingWizard } from './onboarding-wizard-type.ts';
import { apiKeys } from './reads/api-keys.ts';
import { batteryDevice } from './reads/battery-device.ts';
import { chargePointVariants, electricVehicles } from './reads/catalogue.ts';
import { controllerConfiguration } from './reads/controller-configuration.ts';
import { octoHeatPumpControllerEuids } from './reads/controller-euids.ts';
import { controllerProvisioning } from './reads/controller-provisioning.ts';
import { controllerStatus } from './reads/controller-status.ts';
import { controllersAtLocation } from './reads/controllers-at-location.ts';
import { deviceFrames } from './reads/device-frames.ts';
import { deviceTransaction } from './reads/device-transaction.ts';
import { deviceTransactions } from './reads/device-transactions.ts';
import { devices } from './reads/devices.ts';
import {
  completedDispatches,
  flexPlannedDispatches,
  plannedDispatches,
} from './reads/dispatches.ts';
import { eligibleDeviceTypes } from './reads/eligible-device-types.ts';
import { heatPumpDevice, heatPumpStatus } from './reads/heat-pump-unit.ts';
import { ocppConnection, ocppDetails } from './reads/ocpp.ts';
import { smartFlexOnboardingWizards } from './reads/onboarding-wizards.ts';
import { lifetimePerformance, livePerformance } from './reads/performance.ts';
import { timeRangedPerformance, timeSeriesPerformance } from './reads/performance-over-time.ts';
import { registeredKrakenflexDevice } from './reads/registered-krakenflex-device.ts';
import { reportDeadLetters } from './reads/report-dead-letters.ts';
import { reportTargets } from './reads/report-targets.ts';
import { vehicleChargingPreferences } from './reads/vehicle-charging-preferences.ts';
import { viewer } from './reads/viewer.ts';

/** Every field with a resolver of its own, one line each; twins share theirs. */
export const resolvers = {
  Query: {
    viewer,
    octoHeatPumpControllerEuids,
    octoHeatPumpControllerStatus: controllerStatus,
    octoHeatPumpControllerConfiguration: controllerConfiguration,
    heatPumpControllerStatus: controllerStatus,
    heatPumpControllerConfiguration: controllerConfiguration,
    octoHeatPumpControllersAtLocation: controllersAtLocation,
    heatPumpControllersAtLocation: controllersAtLocation,
    octoHeatPumpLivePerformance: livePerformance,
    heatPumpLivePerformance: livePerformance,
    octoHeatPumpLifetimePerformance: lifetimePerformance,
    heatPumpLifetimePerformance: lifetimePerformance,
    octoHeatPumpTimeRangedPerformance: timeRangedPerformance,
    octoHeatPumpTimeSeriesPerformance: timeSeriesPerformance,
    heatPumpStatus,
    heatPumpDevice,
    devices,
    registeredKrakenflexDevice,
    batteryDevice,
    vehicleChargingPreferences,
    eligibleDeviceTypes,
    electricVehicles,
    chargePointVariants,
    smartFlexOnboardingWizards,
    plannedDispatches,
    flexPlannedDispatches,
    completedDispatches,
    ocppDetails,
    ocppConnection,
    deviceTransaction,
    deviceTransactions,
    controllerProvisioning,
    apiKeys,
    reportTargets,
    deviceFrames,
    reportDeadLetters,
  },
  Mutation: {
    triggerBoostCharge,
    deleteBoostCharge,
    updateBoostCharge,
    triggerTestCharge,
    suspendControl,
    resumeControl,
    updateDeviceSmartControl,
    setVehicleChargePreferences,
    setDevicePreferences,
    updateDeviceGridExport,
    setBatteryChargingPreferences,
    setZoneMode,
    octoHeatPumpSetZoneMode: setZoneMode,
    updateWaterSetpoint,
    octoHeatPumpUpdateWaterSetpoint: updateWaterSetpoint,
    updateSensorDisplayName,
    octoHeatPumpUpdateSensorDisplayName: updateSensorDisplayName,
    bulkUpdateSensorDisplayName,
    octoHeatPumpBulkUpdateSensorDisplayName: bulkUpdateSensorDisplayName,
    setZoneSchedules,
    octoHeatPumpSetZoneSchedules: setZoneSchedules,
    octoHeatPumpSetZonePrimarySensor: setZonePrimarySensor,
    octoHeatPumpUpdateFlowTemperatureConfiguration: updateFlowTemperature,
    removeSensor,
    octoHeatPumpRemoveSensor: removeSensor,
    octoHeatPumpRebootController: rebootController,
    octoHeatPumpSetQuieterMode: setQuieterMode,
    requestProvisioningClaimCertificate,
    octoHeatPumpRequestProvisioningClaimCertificate: requestProvisioningClaimCertificate,
    createTempProvisioningClaim,
    deprovisionHeatingController,
    octoHeatPumpDeprovisionHeatingController: deprovisionHeatingController,
    revokeControllerCertificates,
    enrolControllers,
    identifyDevice,
    registerHeatPump,
    setClimateControlState,
    setHotWaterState,
    setRoomTemperature,
    registerDevice,
    reauthenticateDevice,
    deauthenticateDevice,
    deauthenticateFlexDevice,
    deleteDeviceConnectionDetails,
    startSmartFlexOnboarding,
    cancelSmartFlexOnboarding,
    setPropertyLocation,
    deviceRegistration,
    ocppAuthentication,
    obtainKrakenToken,
    apiKeyAuthentication,
    forceReauthentication,
    registerGatewayDevice,
    createApiKey,
    revokeApiKey,
    cancelDeviceTransaction,
    replayReports,
    resumeReportTarget,
  },
  Subscription: { deviceTransactionUpdated },
  DeviceTransaction,
  SmartFlexOnboardingWizard,
  ...onboardingOfDevices,
} satisfies Resolvers;
