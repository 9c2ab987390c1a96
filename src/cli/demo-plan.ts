import type { Api } from './api.ts';

/** The devices of the demo, by the names that they use on the wire. */
export type DemoDevices = {
  readonly accountNumber: string;
  readonly charger: { readonly identity: string; readonly deviceId: string };
  readonly battery: { readonly identity: string; readonly deviceId: string };
  readonly heatPump: { readonly identity: string; readonly deviceId: string };
};

/** One command of the demo. Steps of one lane follow each other; lanes run at once. */
export type DemoStep = {
  readonly title: string;
  readonly lane: 'charger' | 'battery' | 'heat pump';
  readonly document: string;
  readonly variables: (devices: DemoDevices) => object;
};

const zoneModeParameters = { zone: 'ZONE_1', mode: 'ON', setpointInCelsius: '21.5' };

/** The six commands that the demo sends, as any client of the API would. */
export const demoSteps: readonly DemoStep[] = [
  {
    title: 'boost charge',
    lane: 'charger',
    document: `mutation Boost($id: String!) {
  updateBoostCharge(input: { deviceId: $id, action: BOOST }) { id }
}`,
    variables: ({ charger }) => ({ id: charger.deviceId }),
  },
  {
    title: 'cancel of the boost',
    lane: 'charger',
    document: `mutation Cancel($id: String!) {
  updateBoostCharge(input: { deviceId: $id, action: CANCEL }) { id }
}`,
    variables: ({ charger }) => ({ id: charger.deviceId }),
  },
  {
    title: 'zone mode',
    lane: 'heat pump',
    document: `mutation Zone($account: String!, $euid: ID!, $parameters: SetZoneModeParameters!) {
  setZoneMode(accountNumber: $account, euid: $euid, operationParameters: $parameters) {
    transactionId
  }
}`,
    variables: ({ accountNumber, heatPump }) => ({
      account: accountNumber,
      euid: heatPump.identity,
      parameters: zoneModeParameters,
    }),
  },
  {
    title: 'water setpoint',
    lane: 'heat pump',
    document: `mutation Water($account: String!, $euid: ID!) {
  updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: 52) { transactionId }
}`,
    variables: ({ accountNumber, heatPump }) => ({
      account: accountNumber,
      euid: heatPump.identity,
    }),
  },
  {
    title: 'sensor rename',
    lane: 'heat pump',
    document: `mutation Rename($account: String!, $euid: ID!) {
  updateSensorDisplayName(
    accountNumber: $account, euid: $euid, sensorCode: "SENSOR01", displayName: "Living room"
  ) { transactionId }
}`,
    variables: ({ accountNumber, heatPump }) => ({
      account: accountNumber,
      euid: heatPump.identity,
    }),
  },
  {
    title: 'battery reserve',
    lane: 'battery',
    document: `mutation Reserve($account: String!) {
  setBatteryChargingPreferences(input: { accountNumber: $account, minimumSocPercentage: 30 }) {
    krakenflexDevice { krakenflexDeviceId }
  }
}`,
    variables: ({ accountNumber }) => ({ account: accountNumber }),
  },
];

/** A transaction as the demo shows it. */
export type DemoTransaction = {
  readonly id: string;
  readonly status: string;
  readonly verified: string | null;
  readonly evidence: unknown;
  readonly reason: { readonly code: string; readonly detail: string | null } | null;
};

const transactionDocument = `query Transaction($id: ID!) {
  deviceTransaction(id: $id) { id status verified evidence reason { code detail } }
}`;

/** Reads one transaction. */
export async function readTransaction(api: Api, id: string): Promise<DemoTransaction> {
  const answer = await api.request<{ deviceTransaction: DemoTransaction }>(transactionDocument, {
    id,
  });
  return answer.deviceTransaction;
}
