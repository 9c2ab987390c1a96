/** A CALL of a charger; `params` is JSON, written by hand to cost next to nothing. */
export type Message = { readonly action: string; readonly params: string };

/** A sample on the meter of a connector: Wh since ever, W now, at this instant. */
export type Sample = { readonly energyWh: number; readonly powerW: number; readonly at: string };

/** Heartbeat (OCPP 1.6 4.6). */
export const heartbeat: Message = { action: 'Heartbeat', params: '{}' };

/** BootNotification (4.2). */
export function boot(identity: string): Message {
  const params =
    '{"chargePointVendor":"Bench","chargePointModel":"Wallbox 1","chargePointSerialNumber":' +
    `"${identity}","firmwareVersion":"1.0.0"}`;
  return { action: 'BootNotification', params };
}

/** StatusNotification of connector 1 (4.9). */
export function status(word: string, at: string): Message {
  const params = `{"connectorId":1,"errorCode":"NoError","status":"${word}","timestamp":"${at}"}`;
  return { action: 'StatusNotification', params };
}

/** StartTransaction by a card of the owner's (4.8). */
export function start({ energyWh, at }: Sample): Message {
  const params = `{"connectorId":1,"idTag":"OWNER","meterStart":${energyWh},"timestamp":"${at}"}`;
  return { action: 'StartTransaction', params };
}

/** StopTransaction at the charger (4.10). */
export function stop(sessionId: number, { energyWh, at }: Sample): Message {
  const params =
    `{"transactionId":${sessionId},"meterStop":${energyWh},"timestamp":"${at}",` +
    '"reason":"Local"}';
  return { action: 'StopTransaction', params };
}

/** MeterValues with the four measurands that most chargers send (4.7); `null` = no session. */
export function meterValues(sessionId: number | null, { energyWh, powerW, at }: Sample): Message {
  const session = sessionId === null ? '' : `"transactionId":${sessionId},`;
  const periodic = '"context":"Sample.Periodic"';
  const sampled = [
    `{"value":"${energyWh}",${periodic},"measurand":"Energy.Active.Import.Register","unit":"Wh"}`,
    `{"value":"${powerW}",${periodic},"measurand":"Power.Active.Import","unit":"W"}`,
    `{"value":"${(powerW / 230).toFixed(1)}",${periodic},"measurand":"Current.Import","unit":"A"}`,
    `{"value":"230.0",${periodic},"measurand":"Voltage","unit":"V"}`,
  ].join(',');
  const params =
    `{"connectorId":1,${session}"meterValue":[{"timestamp":"${at}",` +
    `"sampledValue":[${sampled}]}]}`;
  return { action: 'MeterValues', params };
}
