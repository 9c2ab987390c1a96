/** The metered power above which a vehicle counts as charging, W (ocpp.md 3.1). */
export const chargingPowerFloorW = 500;
