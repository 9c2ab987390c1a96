import type { MutationResolvers } from '../generated.ts';
import { onlyId, submit } from '../submit.ts';
import { toControllerTarget } from './controller-target.ts';

/** The harmless test call, for controllers, third-party heat pumps and batteries. */
export const identifyDevice: MutationResolvers['identifyDevice'] = async (
  _root,
  args,
  context,
  info,
) => {
  const { accountNumber, identity } = args;
  const order = {
    target: await toControllerTarget(context, { accountNumber, euid: identity }, 'test'),
    commands: [{ kind: 'identify', params: {} }],
    input: args,
  } as const;
  const accepted = await submit(context, info, order, {});
  return { possibleErrors: [], transactionId: onlyId(accepted) };
};
