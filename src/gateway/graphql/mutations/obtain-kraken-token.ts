import { ApiError } from '../../errors/api-error.ts';
import type { MutationResolvers, ObtainJsonWebTokenInput } from '../generated.ts';

/** Exchanges an API key or a refresh token for a token; needs no Authorization header. */
export const obtainKrakenToken: MutationResolvers['obtainKrakenToken'] = async (
  _root,
  { input },
  { parts, source },
) => {
  const { kind, secret } = parseWay(input);
  const signedIn =
    kind === 'key'
      ? await parts.signIn.byApiKey(secret, source)
      : await parts.signIn.byRefreshToken(secret, source);
  return {
    possibleErrors: [],
    token: signedIn.token,
    payload: signedIn.payload,
    refreshToken: signedIn.refreshToken,
    refreshExpiresIn: Math.floor(signedIn.refreshExpiresAtMs / 1_000),
  };
};

/** Exactly one way; the ways that need a person's account are known but not available here. */
function parseWay(input: ObtainJsonWebTokenInput): { kind: 'key' | 'refresh'; secret: string } {
  const { APIKey, refreshToken, captchaResponse: _captcha, ...others } = input;
  const isOther = Object.values(others).some((value) => typeof value === 'string');
  if (APIKey && refreshToken) throw new ApiError('KT-CT-1134');
  if (isOther) throw new ApiError(APIKey || refreshToken ? 'KT-CT-1134' : 'KT-CT-1138');
  if (APIKey) return { kind: 'key', secret: APIKey };
  if (refreshToken) return { kind: 'refresh', secret: refreshToken };
  const isGiven = typeof APIKey === 'string' || typeof refreshToken === 'string';
  throw new ApiError(isGiven ? 'KT-CT-1135' : 'KT-CT-1134');
}
