import { describe, expect, it } from 'vitest';
import { toRejection } from '../../../../src/domain/provisioning/desk-rejections.ts';
import { readCsrRequest } from '../../../../src/domain/provisioning/read-csr.ts';
import { readRegistration } from '../../../../src/domain/provisioning/read-registration.ts';

const proof = { euid: 'e', nonce: 'n', timestamp: 't', signature: 's' };
const invalid = { kind: 'rejected', code: 'invalid_request', status: 400 };

describe('a registration', () => {
  it('is a token, and nothing else is needed', () => {
    const read = { kind: 'read', token: 't', proof: null, accountNumber: null, propertyId: null };
    expect(readRegistration({ token: 't' })).toEqual(read);
    expect(readRegistration({ token: 't', parameters: {} })).toEqual(read);
    expect(readRegistration({ token: 't', parameters: { propertyId: null } })).toEqual(read);
  });

  it('has a proof and a place where the claim has none', () => {
    const parameters = { ...proof, accountNumber: 'A-1', propertyId: 0 };
    const read = { kind: 'read', token: 't', proof, accountNumber: 'A-1', propertyId: 0 };
    expect(readRegistration({ token: 't', parameters })).toEqual(read);
  });

  it('has the faults of a part of a proof told with the rest', () => {
    const read = readRegistration({ token: 't', parameters: { euid: 'e' } });
    const part = { euid: 'e', nonce: '', timestamp: '', signature: '' };
    expect(read).toMatchObject({ proof: part });
  });

  it.each([
    ['nothing', null],
    ['a text', 'token'],
    ['a list', [{ token: 't' }]],
    ['no token', {}],
    ['an empty token', { token: '' }],
    ['a token that is a number', { token: 5 }],
    ['a token of 129 characters', { token: 'x'.repeat(129) }],
    ['a name of its own', { token: 't', role: 'service' }],
    ['parameters that are a text', { token: 't', parameters: 'x' }],
    ['parameters that are a list', { token: 't', parameters: [] }],
    ['parameters that are null', { token: 't', parameters: null }],
    ['a parameter of its own', { token: 't', parameters: { deviceId: 'x' } }],
    ['an EUID that is a number', { token: 't', parameters: { euid: 1 } }],
    ['an account that is null', { token: 't', parameters: { accountNumber: null } }],
    ['a text of 1,025 characters', { token: 't', parameters: { nonce: 'x'.repeat(1_025) } }],
    ['a property in text', { token: 't', parameters: { propertyId: '1' } }],
    ['a property below 0', { token: 't', parameters: { propertyId: -1 } }],
    ['half a property', { token: 't', parameters: { propertyId: 0.5 } }],
    ['a property without end', { token: 't', parameters: { propertyId: 1e300 } }],
    ['a prototype', JSON.parse('{"token":"t","parameters":{"__proto__":{}}}')],
  ])('is not %s', (_what, request) => {
    expect(readRegistration(request)).toMatchObject(invalid);
  });

  it('takes texts up to their limits', () => {
    const parameters = { nonce: 'x'.repeat(1_024) };
    const read = readRegistration({ token: 'x'.repeat(128), parameters });
    expect(read).toMatchObject({ kind: 'read' });
  });
});

describe('a CSR', () => {
  const authority = {
    readCsr: async (csrPem: string) =>
      csrPem === 'bad'
        ? ({ kind: 'invalid', why: 'it is bad' } as const)
        : ({ kind: 'valid', spki: new Uint8Array([csrPem.length & 255]), names: [] } as const),
  };

  it('is read up to 4 KiB, counted in bytes', async () => {
    const read = (csrPem: unknown) => readCsrRequest(authority, { csrPem });
    expect(await read('x'.repeat(4_096))).toMatchObject({ kind: 'valid' });
    expect(await read('x'.repeat(4_097))).toMatchObject({ code: 'invalid_csr' });
    expect(await read('é'.repeat(2_049))).toMatchObject({ code: 'invalid_csr' });
    expect(await read('bad')).toMatchObject({ code: 'invalid_csr', detail: 'it is bad' });
  });

  it.each([null, [], 'x', {}, { csrPem: null }, { csrPem: 'x', cn: 'x' }])(
    'is not %j',
    async (request) => {
      expect(await readCsrRequest(authority, request)).toMatchObject(invalid);
    },
  );
});

describe('a rejection', () => {
  it.each([
    ['invalid_request', 400],
    ['invalid_csr', 400],
    ['invalid_proof', 400],
    ['nonce_used', 400],
    ['claim_unknown', 403],
    ['claim_expired', 403],
    ['claim_used', 403],
    ['other_session', 403],
    ['token_invalid', 403],
    ['not_enrolled', 403],
    ['account_not_allowed', 403],
    ['certificate_inactive', 403],
    ['already_bound', 409],
    ['too_many', 429],
    ['unavailable', 503],
  ] as const)('%s has the status %i and a sentence', (code, status) => {
    expect(toRejection(code)).toEqual({
      ...{ kind: 'rejected', status, code },
      detail: expect.stringMatching(/^.{20,}$/),
    });
    expect(toRejection(code, 'more').detail).toBe('more');
  });
});
