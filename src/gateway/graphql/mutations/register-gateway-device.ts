import type { DeviceClass } from '../../../domain/device.ts';
import { type ErrorWords, inWordsOf } from '../../errors/to-api-error.ts';
import type { GatewayDeviceClass, MutationResolvers } from '../generated.ts';

const words: ErrorWords = {
  inputPaths: {
    accountNumber: ['input', 'accountNumber'],
    propertyId: ['input', 'propertyId'],
    identity: ['input', 'identity'],
  },
};

const classes = {
  CHARGER: 'charger',
  VEHICLE: 'vehicle',
  BATTERY: 'battery',
  HEAT_PUMP_UNIT: 'heat_pump_unit',
  HEAT_PUMP_CONTROLLER: 'heat_pump_controller',
} as const satisfies Record<GatewayDeviceClass, DeviceClass>;

/** Binds a device to an account; its secret is in this answer and nowhere else. */
export const registerGatewayDevice: MutationResolvers['registerGatewayDevice'] = async (
  _root,
  { input },
  context,
) => {
  const { accountNumber, propertyId, identity } = input;
  const caller = await context.caller();
  return inWordsOf(words, () =>
    context.parts.registerDevice.register({
      caller,
      accountNumber,
      propertyId,
      class: classes[input.class],
      identity,
    }),
  );
};
