import type { MutationResolvers } from '../generated.ts';
import { showDevice } from '../show-device.ts';
import { submit } from '../submit.ts';
import { resumeWords, suspendWords } from './control-words.ts';

/** Stops controlling one device, or begins again; it answers the device as it is from then on. */
export const updateDeviceSmartControl: MutationResolvers['updateDeviceSmartControl'] = async (
  _root,
  { input },
  context,
  info,
) => {
  const isSuspension = input.action === 'SUSPEND';
  const order = {
    target: { by: 'id', id: input.deviceId },
    commands: [{ kind: isSuspension ? 'suspend' : 'resume', params: {} }],
    input,
  } as const;
  const words = isSuspension ? suspendWords : resumeWords;
  const { device } = await submit(context, info, order, words);
  return await showDevice(context, device);
};
