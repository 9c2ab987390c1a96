/** A model of vehicle as its maker states it. */
export type VehicleModel = {
  /** Named by a registration; never given to another model. */
  readonly id: string;
  readonly make: string;
  readonly model: string;
  /** What can be used of its battery, kWh. */
  readonly batteryKwh: number;
  /** The most that it takes by alternating current, kW. */
  readonly maxAcKw: number;
  /** Over how many phases it takes that. */
  readonly phases: 1 | 2 | 3;
};

type Row = readonly [
  id: number,
  make: string,
  model: string,
  batteryKwh: number,
  maxAcKw: number,
  phases: 1 | 2 | 3,
];

const rows: readonly Row[] = [
  [1, 'Audi', 'e-tron 55', 86.5, 11, 3],
  [2, 'Audi', 'Q4 e-tron 40', 77, 11, 3],
  [3, 'BMW', 'i3 120 Ah', 37.9, 11, 3],
  [4, 'BMW', 'i4 eDrive40', 80.7, 11, 3],
  [5, 'BMW', 'iX3', 74, 11, 3],
  [6, 'BYD', 'Atto 3', 60.5, 11, 3],
  [7, 'BYD', 'Dolphin 60 kWh', 60.4, 11, 3],
  [8, 'Citroën', 'ë-C4', 46.3, 7.4, 1],
  [9, 'Cupra', 'Born 58 kWh', 58, 11, 3],
  [10, 'Fiat', '500e 42 kWh', 37.3, 11, 3],
  [11, 'Ford', 'Mustang Mach-E Extended Range', 91, 11, 3],
  [12, 'Hyundai', 'IONIQ 5 77 kWh', 74, 11, 3],
  [13, 'Hyundai', 'Kona Electric 64 kWh', 64, 11, 3],
  [14, 'Jaguar', 'I-PACE', 84.7, 11, 3],
  [15, 'Kia', 'e-Niro 64 kWh', 64, 11, 3],
  [16, 'Kia', 'EV6 Long Range', 74, 11, 3],
  [17, 'Mercedes-Benz', 'EQA 250', 66.5, 11, 3],
  [18, 'MG', 'MG4 64 kWh', 61.7, 11, 3],
  [19, 'MG', 'ZS EV Long Range', 68.3, 11, 3],
  [20, 'Mini', 'Electric', 28.9, 11, 3],
  [21, 'Nissan', 'Ariya 87 kWh', 87, 22, 3],
  [22, 'Nissan', 'Leaf 40 kWh', 39, 6.6, 1],
  [23, 'Nissan', 'Leaf e+ 62 kWh', 59, 6.6, 1],
  [24, 'Opel', 'Corsa-e', 46.3, 7.4, 1],
  [25, 'Peugeot', 'e-208', 46.3, 7.4, 1],
  [26, 'Polestar', 'Polestar 2 Long Range', 75, 11, 3],
  [27, 'Renault', 'Megane E-Tech EV60', 60, 22, 3],
  [28, 'Renault', 'Zoe R135', 52, 22, 3],
  [29, 'Skoda', 'Enyaq iV 80', 77, 11, 3],
  [30, 'Tesla', 'Model 3 Long Range', 75, 11, 3],
  [31, 'Tesla', 'Model 3 RWD', 57.5, 11, 3],
  [32, 'Tesla', 'Model Y Long Range', 75, 11, 3],
  [33, 'Toyota', 'bZ4X', 64, 11, 3],
  [34, 'Vauxhall', 'Corsa Electric', 46.3, 7.4, 1],
  [35, 'Volkswagen', 'e-Golf', 32, 7.2, 2],
  [36, 'Volkswagen', 'ID.3 58 kWh', 58, 11, 3],
  [37, 'Volkswagen', 'ID.4 77 kWh', 77, 11, 3],
  [38, 'Volvo', 'EX30 Extended Range', 64, 11, 3],
  [39, 'Volvo', 'XC40 Recharge Twin', 75, 11, 3],
];

/** Common models, by make and model. */
export const vehicleModels: readonly VehicleModel[] = rows.map(
  ([id, make, model, batteryKwh, maxAcKw, phases]) => ({
    ...{ id: String(id), make, model, batteryKwh, maxAcKw, phases },
  }),
);
