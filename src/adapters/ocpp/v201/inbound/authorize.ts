import { isGatewayTag } from '../../sessions/session-report.ts';
import type { InboundHandler } from '../../version.ts';
import type { IdToken } from '../types.ts';

type AuthorizeRequest = {
  readonly idToken: IdToken;
  readonly certificate?: string;
  readonly iso15118CertificateHashData?: readonly object[];
};

/**
 * OCPP 2.0.1 C01. The gateway's own token is ours; others are accepted too, because who may charge
 * at a home is not the gateway's business (ocpp.md, "ensure procedure"). The token is not logged.
 */
export const authorize: InboundHandler = async (params, { log }) => {
  const { idToken, certificate, iso15118CertificateHashData } = params as AuthorizeRequest;
  if (certificate !== undefined || iso15118CertificateHashData !== undefined) {
    // C07: a contract that nobody here can check is not called valid; other tokens still are.
    log.info({}, 'a contract certificate was not accepted');
    const payload = {
      idTokenInfo: { status: 'Invalid' },
      certificateStatus: 'NoCertificateAvailable',
    };
    return { payload };
  }
  if (!isGatewayTag(idToken.idToken)) {
    log.info({}, 'a token that is not ours was accepted');
  }
  return { payload: { idTokenInfo: { status: 'Accepted' } } };
};
