const DATE_TIME = { type: 'string', format: 'date-time' };

/** JSON Schema of a ChargingProfile (OCPP 1.6 7.8, 7.13, 7.14). */
export const CHARGING_PROFILE_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  required: [
    'chargingProfileId',
    'stackLevel',
    'chargingProfilePurpose',
    'chargingProfileKind',
    'chargingSchedule',
  ],
  properties: {
    chargingProfileId: { type: 'integer' },
    transactionId: { type: 'integer' },
    stackLevel: { type: 'integer' },
    chargingProfilePurpose: { enum: ['ChargePointMaxProfile', 'TxDefaultProfile', 'TxProfile'] },
    chargingProfileKind: { enum: ['Absolute', 'Recurring', 'Relative'] },
    recurrencyKind: { enum: ['Daily', 'Weekly'] },
    validFrom: DATE_TIME,
    validTo: DATE_TIME,
    chargingSchedule: {
      type: 'object',
      additionalProperties: false,
      required: ['chargingRateUnit', 'chargingSchedulePeriod'],
      properties: {
        duration: { type: 'integer' },
        startSchedule: DATE_TIME,
        chargingRateUnit: { enum: ['A', 'W'] },
        chargingSchedulePeriod: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['startPeriod', 'limit'],
            properties: {
              startPeriod: { type: 'integer' },
              limit: { type: 'number' },
              numberPhases: { type: 'integer' },
            },
          },
        },
        minChargingRate: { type: 'number' },
      },
    },
  },
} as const;
