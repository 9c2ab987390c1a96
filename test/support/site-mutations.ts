import type { GraphqlAnswer } from './graphql-client.ts';
import type { Site } from './site.ts';
import type { SiteDevice } from './site-devices.ts';

/** A mutation with its variables, as a client would send it. */
export type Mutation = { readonly document: string; readonly variables: object };

/** Sets the hot water temperature of a controller, whole degrees Celsius. */
export function setWater(pump: SiteDevice, setpoint: number): Mutation {
  const document = `mutation($account: String!, $euid: ID!, $setpoint: Int!) {
    updateWaterSetpoint(accountNumber: $account, euid: $euid, setpoint: $setpoint) { transactionId }
  }`;
  return { document, variables: { account: pump.account, euid: pump.identity, setpoint } };
}

/** Puts one zone of a controller into a mode. */
export function setZone(pump: SiteDevice, parameters: object): Mutation {
  const document = `mutation($account: String!, $euid: ID!, $parameters: SetZoneModeParameters!) {
    setZoneMode(accountNumber: $account, euid: $euid, operationParameters: $parameters) {
      transactionId
    }
  }`;
  return { document, variables: { account: pump.account, euid: pump.identity, parameters } };
}

/** Renames one sensor of a controller. */
export function rename(pump: SiteDevice, sensorCode: string, displayName: string): Mutation {
  const document = `mutation($account: String!, $euid: ID!, $code: String!, $name: String!) {
    updateSensorDisplayName(
      accountNumber: $account, euid: $euid, sensorCode: $code, displayName: $name
    ) { transactionId }
  }`;
  const { account, identity: euid } = pump;
  return { document, variables: { account, euid, code: sensorCode, name: displayName } };
}

/** Begins or ends the boost of a charger. */
export function boost(charger: SiteDevice, action: 'BOOST' | 'CANCEL' = 'BOOST'): Mutation {
  const document = `mutation($id: String!, $action: UpdateBoostChargeAction!) {
    updateBoostCharge(input: { deviceId: $id, action: $action }) {
      id status { current currentState } alerts { message }
    }
  }`;
  return { document, variables: { id: charger.deviceId, action } };
}

/** Tests "the" charger or vehicle of the account. */
export function testCharge(charger: SiteDevice): Mutation {
  const document = `mutation($input: AccountNumberInput) {
    triggerTestCharge(input: $input) { krakenflexDevice { status testDispatchFailureReason } }
  }`;
  return { document, variables: { input: { accountNumber: charger.account } } };
}

/** Stops controlling a device, or begins again. */
export function control(device: SiteDevice, action: 'SUSPEND' | 'UNSUSPEND'): Mutation {
  const document = `mutation($input: SmartControlInput!) {
    updateDeviceSmartControl(input: $input) { id status { isSuspended currentState } }
  }`;
  return { document, variables: { input: { deviceId: device.deviceId, action } } };
}

/** Keeps a share of "the" battery of the account, percent. */
export function setReserve(battery: SiteDevice, minimumSocPercentage: number): Mutation {
  const document = `mutation($input: BatteryChargingPreferencesInput) {
    setBatteryChargingPreferences(input: $input) { krakenflexDevice { krakenflexDeviceId } }
  }`;
  const input = { accountNumber: battery.account, minimumSocPercentage };
  return { document, variables: { input } };
}

/** Sends one mutation; its transaction id. Fails with the whole answer when it was not accepted. */
export function accept(
  site: Site,
  { document, variables }: Mutation,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  return site.api.accept(document, variables, headers);
}

/** Sends one mutation; the whole answer. */
export function send(
  site: Site,
  { document, variables }: Mutation,
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphqlAnswer> {
  return site.api.send(document, variables, headers);
}
