/** The documents of third-party heat pumps, letter by letter as the API publishes them. */
export const heatPumpUnitDocuments = {
  registerHeatPump: `mutation RegisterHeatPump($input: RegisterHeatPumpInput) {
  registerHeatPump(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    heatPumpDevice {
      ...HeatPumpDeviceTypeFragment
    }
  }
}`,
  setClimateControlState: `mutation SetClimateControlState($input: ClimateControlStateInput) {
  setClimateControlState(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    heatPumpDevice {
      ...HeatPumpDeviceTypeFragment
    }
  }
}`,
  setHotWaterState: `mutation SetHotWaterState($input: HotWaterStateInput) {
  setHotWaterState(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    heatPumpDevice {
      ...HeatPumpDeviceTypeFragment
    }
  }
}`,
  setRoomTemperature: `mutation SetRoomTemperature($input: RoomTemperatureInput) {
  setRoomTemperature(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    heatPumpDevice {
      ...HeatPumpDeviceTypeFragment
    }
  }
}`,
} as const;
