/** The EUID of the fakes' controller, as clients write it. */
export const euid = '00:1e:5e:09:02:ba:5d:84';

/** One document per mutation that makes a command, all for account A-1. */
export const documents = {
  triggerBoostCharge: `mutation {
    triggerBoostCharge(input: { accountNumber: "A-1" }) { krakenflexDevice { status } }
  }`,
  deleteBoostCharge: `mutation {
    deleteBoostCharge(input: { accountNumber: "A-1" }) { krakenflexDevice { status } }
  }`,
  updateBoostCharge: `mutation {
    updateBoostCharge(input: { deviceId: "device-1", action: BOOST }) {
      id
      status { current isSuspended currentState }
    }
  }`,
  setBatteryChargingPreferences: `mutation {
    setBatteryChargingPreferences(input: { accountNumber: "A-1", minimumSocPercentage: 20 }) {
      krakenflexDevice { krakenflexDeviceId }
    }
  }`,
  setZoneMode: setZoneMode(
    '{ zone: ZONE_1, mode: BOOST, setpointInCelsius: "21.5", endAt: "2026-03-01T15:00:00+01:00" }',
  ),
  updateWaterSetpoint: `mutation { ${waterSetpoint()} }`,
  updateSensorDisplayName: `mutation {
    updateSensorDisplayName(
      accountNumber: "A-1", euid: "${euid}", sensorCode: "ADC1", displayName: "Tank"
    ) { transactionId }
  }`,
} as const;

/** A name of {@link documents}. */
export type DocumentName = keyof typeof documents;

/** A zone mode with these parameters; `variables` declares what they use. */
export function setZoneMode(parameters: string, variables = ''): string {
  return `mutation ${variables} {
    setZoneMode(accountNumber: "A-1", euid: "${euid}", operationParameters: ${parameters}) {
      transactionId
      possibleErrors { code }
    }
  }`;
}

/** One field that sets the hot water. */
export function waterSetpoint(
  options: { alias?: string; setpoint?: number; account?: string; of?: string } = {},
): string {
  const { alias, setpoint = 48, account = 'A-1', of = euid } = options;
  const field = `updateWaterSetpoint(accountNumber: "${account}", euid: "${of}",
    setpoint: ${setpoint}) { transactionId }`;
  return alias ? `${alias}: ${field}` : field;
}
