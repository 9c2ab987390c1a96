/** The documents of signing in, letter by letter as the API publishes them. */
export const signInDocuments = {
  obtainKrakenToken: `mutation ObtainKrakenToken($input: ObtainJSONWebTokenInput!) {
  obtainKrakenToken(input: $input) {
    possibleErrors {
      ...PossibleErrorTypeFragment
    }
    token
    payload
    refreshToken
    refreshExpiresIn
  }
}`,
  apiKeyAuthentication: `mutation ApiKeyAuthentication($apiKey: String!) {
  apiKeyAuthentication(apiKey: $apiKey) {
    token
    errors {
      ...ErrorTypeFragment
    }
  }
}`,
  forceReauthentication: `mutation ForceReauthentication($input: ForceReauthenticationInput!) {
  forceReauthentication(input: $input) {
    tokensInvalidated
    effectiveAt
  }
}`,
} as const;
