/** A model of charge point as its maker states it. */
export type ChargePointModel = {
  /** Named by a registration; never given to another model, nor to a vehicle. */
  readonly id: string;
  readonly make: string;
  readonly model: string;
  /** The most that it gives, kW. */
  readonly powerKw: number;
  readonly phases: 1 | 3;
};

type Row = readonly [id: number, make: string, model: string, powerKw: number, phases: 1 | 3];

const rows: readonly Row[] = [
  [1001, 'ABB', 'Terra AC 7.4', 7.4, 1],
  [1002, 'ABB', 'Terra AC 22', 22, 3],
  [1003, 'Alfen', 'Eve Single Pro-line 11', 11, 3],
  [1004, 'Alfen', 'Eve Single Pro-line 22', 22, 3],
  [1005, 'Autel', 'MaxiCharger AC 7.4', 7.4, 1],
  [1006, 'Autel', 'MaxiCharger AC 22', 22, 3],
  [1007, 'Easee', 'Charge', 22, 3],
  [1008, 'Easee', 'Home', 22, 3],
  [1009, 'Easee', 'One', 7.4, 1],
  [1010, 'EVBox', 'Elvi 7.4', 7.4, 1],
  [1011, 'EVBox', 'Elvi 22', 22, 3],
  [1012, 'Fronius', 'Wattpilot Home 11 J', 11, 3],
  [1013, 'go-e', 'Charger Gemini 11', 11, 3],
  [1014, 'go-e', 'Charger Gemini 22', 22, 3],
  [1015, 'Hypervolt', 'Home 3.0', 7.4, 1],
  [1016, 'KEBA', 'KeContact P30 x-series 22', 22, 3],
  [1017, 'Mennekes', 'Amtron Professional 22', 22, 3],
  [1018, 'myenergi', 'zappi 7', 7.4, 1],
  [1019, 'myenergi', 'zappi 22', 22, 3],
  [1020, 'Ohme', 'Home Pro', 7.4, 1],
  [1021, 'Pod Point', 'Solo 3', 7.4, 1],
  [1022, 'Schneider Electric', 'EVlink Pro AC 22', 22, 3],
  [1023, 'Teltonika', 'TeltoCharge 7.4', 7.4, 1],
  [1024, 'Teltonika', 'TeltoCharge 22', 22, 3],
  [1025, 'Wallbox', 'Copper SB 22', 22, 3],
  [1026, 'Wallbox', 'Pulsar Max 7.4', 7.4, 1],
  [1027, 'Wallbox', 'Pulsar Plus 11', 11, 3],
  [1028, 'Zaptec', 'Go', 22, 3],
  [1029, 'Zaptec', 'Pro', 22, 3],
];

/** Common models, by make and model. */
export const chargePointModels: readonly ChargePointModel[] = rows.map(
  ([id, make, model, powerKw, phases]) => ({ id: String(id), make, model, powerKw, phases }),
);
