import { inWordsOf } from '../../errors/to-api-error.ts';
import type { MutationResolvers } from '../generated.ts';

/** Revokes what a controller signs in with, and cuts its link; for one that was stolen. */
export const revokeControllerCertificates: MutationResolvers['revokeControllerCertificates'] =
  async (_root, args, context) => {
    const caller = await context.caller();
    return await inWordsOf({}, () => context.parts.provisioning.revoke(caller, args));
  };
