import type { ErrorWords } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

const words: ErrorWords = {
  codes: {
    refused: 'KT-CT-4307',
    unsupported: 'KT-CT-4307',
    device_queue_full: 'KT-CT-4307',
  },
};
const message =
  'The controller is told to forget its account. ' +
  'Its certificates are revoked within two minutes, whatever it answers.';

/** Takes a controller from its account; serves the plain and the `octoHeatPump` spelling. */
export const deprovisionHeatingController: MutationResolvers['deprovisionHeatingController'] =
  async (_root, args, context, info) => {
    const order = {
      target: await toControllerTarget(context, args, 'provision'),
      commands: [{ kind: 'deprovision', params: {} }],
      input: args,
    } as const;
    const accepted = await submit(context, info, order, words);
    return { possibleErrors: [], message, transactionId: onlyId(accepted) };
  };
