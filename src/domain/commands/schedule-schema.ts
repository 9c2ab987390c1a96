import { type Static, Type } from 'typebox';
import { type ZoneName, zoneNameSchema } from './controller-zones.ts';
import { type ScheduleAction, scheduleActions } from './schedule-words.ts';

const setting = Type.Object(
  {
    /** `HH:MM:SS`, in the controller's own time zone. */
    time: Type.String({
      pattern: '^([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d$',
      description: 'a time of day as HH:MM:SS',
    }),
    action: Type.Unsafe<ScheduleAction>(
      Type.Union(scheduleActions.map((action) => Type.Literal(action))),
    ),
    setpointC: Type.Optional(Type.Number({ minimum: -50, maximum: 100 })),
  },
  { additionalProperties: false },
);

const schedule = Type.Object(
  {
    /** Seven characters of 0 and 1, forwarded as written: only the controller reads them. */
    days: Type.String({
      pattern: '^[01]{7}$',
      description: 'seven characters of 0 and 1, one for each day',
    }),
    settings: Type.Array(setting, { minItems: 1, maxItems: 96 }),
  },
  { additionalProperties: false },
);

/** JSON Schema of {@link SetZoneSchedulesParams}. */
export const setZoneSchedulesSchema = Type.Object(
  {
    zone: zoneNameSchema,
    schedules: Type.Array(schedule, { minItems: 1, maxItems: 7 }),
  },
  { additionalProperties: false },
);

/** What a zone does on the days of its mask. */
export type Schedule = Static<typeof schedule>;
/** One slot of these days. */
export type Setting = Static<typeof setting>;

/** Parameters of `set_zone_schedules`: setpoints in degrees Celsius. */
export type SetZoneSchedulesParams = { zone: ZoneName; schedules: readonly Schedule[] };
