import { type Device, type DeviceId, protocolOfClass } from '../domain/device.ts';
import { GatewayError } from '../domain/errors.ts';
import type {
  Claim,
  ClaimRefusal,
  ClaimState,
  Claims,
  StoredRegistration,
} from '../domain/ports/provisioning.ts';
import { readFrom, type Scripts } from './scripts.ts';

type Fields = Readonly<Record<string, string>>;
type Refused = { readonly kind: 'refused'; readonly why: ClaimRefusal };

/** Claims: hash `claim:<id>`, `claimof:<euid>` -> newest id, zset `claims` by the end of each. */
export function makeClaims(scripts: Scripts): Claims {
  return {
    open: (claim, nonce) => open(scripts, claim, nonce),
    find: (id) => findClaim(scripts, id),
    async findByIdentity(identity) {
      const id = await readFrom('claim', () => scripts.redis.get(`jg:claimof:${identity}`));
      return id ? await findClaim(scripts, id) : null;
    },
    async enter({ claimId, fingerprint, session, nowMs }) {
      const answer = await scripts.run('claim-enter', nowMs, [claimId, fingerprint, session]);
      if (answer !== 'entered') return toRefused(answer);
      const claim = await findClaim(scripts, claimId);
      return claim ? { kind: 'entered', claim } : toRefused('claim_unknown');
    },
    certify: (request) => certify(scripts, request),
    readCsrKey: (claimId) =>
      readFrom('claim', () => scripts.redis.hget(`jg:claim:${claimId}`, 'spki')),
    findRegistration: (request) => findRegistration(scripts, request),
    register: (request) => register(scripts, request),
    async finish(claimId) {
      await scripts.run('claim-finish', 0, [claimId]);
    },
    sweep: (nowMs, limit) => sweep(scripts, nowMs, limit),
  };
}

async function open(
  scripts: Scripts,
  claim: Claim,
  nonce: { value: string; keptMs: number } | null,
): Promise<boolean> {
  const { state: _state, deviceId: _device, deviceFingerprint: _given, ...record } = claim;
  const request = {
    id: claim.id,
    record: JSON.stringify(record),
    identity: claim.identity ?? '',
    fingerprint: claim.fingerprint,
    expiresAtMs: claim.expiresAtMs,
    nonce: nonce?.value ?? '',
    nonceKeptMs: nonce?.keptMs ?? 0,
  };
  return (await scripts.run('claim-open', claim.createdAtMs, [JSON.stringify(request)])) === 1;
}

async function readClaim(scripts: Scripts, id: string): Promise<Fields> {
  return await readFrom('claim', () => scripts.redis.hgetall(`jg:claim:${id}`));
}

async function findClaim(scripts: Scripts, id: string): Promise<Claim | null> {
  return parseClaim(await readClaim(scripts, id));
}

function parseClaim(fields: Fields): Claim | null {
  if (!fields['record']) return null;
  const record = JSON.parse(fields['record']) as Claim;
  return {
    ...record,
    // Those of an unbound claim are known once it is registered.
    identity: (fields['identity'] || null) as Claim['identity'],
    accountNumber: (fields['account'] ?? record.accountNumber) as Claim['accountNumber'],
    state: fields['state'] as ClaimState,
    deviceId: (fields['deviceId'] ?? null) as DeviceId | null,
    deviceFingerprint: fields['deviceFingerprint'] || null,
  };
}

async function certify(
  scripts: Scripts,
  call: Parameters<Claims['certify']>[0],
): Promise<{ kind: 'certified' } | Refused> {
  const { claimId, session, certificate, tokenHash, tokenExpiresAtMs, nowMs } = call;
  // Lua reads an absent field as false, but JSON's null as something.
  const given = certificate ? { certificate } : {};
  const spki = call.spkiBase64;
  const request = { claimId, session, tokenHash, tokenExpiresAtMs, spki, ...given };
  const answer = await scripts.run('claim-certify', nowMs, [JSON.stringify(request)]);
  return answer === 'certified' ? { kind: 'certified' } : toRefused(answer);
}

async function findRegistration(
  scripts: Scripts,
  call: { claimId: string; session: string; tokenHash: string },
): Promise<StoredRegistration | null> {
  const fields = await readClaim(scripts, call.claimId);
  const isTheirs = fields['session'] === call.session && fields['tokenHash'] === call.tokenHash;
  return isTheirs && fields['state'] === 'CONSUMED' ? toRegistration(fields) : null;
}

function toRegistration(fields: Fields): StoredRegistration {
  const claim = parseClaim(fields);
  if (!claim?.deviceId) throw new GatewayError('unavailable', 'the registration was not found');
  return {
    kind: 'registered',
    claim,
    deviceId: claim.deviceId,
    certificatePem: fields['pem'] || null,
    chainPem: fields['chain'] || null,
  };
}

async function register(
  scripts: Scripts,
  call: Parameters<Claims['register']>[0],
): Promise<StoredRegistration | Refused> {
  const { claimId, session, tokenHash, certificate, answer, device, nonce, nowMs } = call;
  const request = {
    ...{ claimId, session, tokenHash, certificate },
    device: device.id,
    account: device.accountNumber,
    record: JSON.stringify(toRecord(device)),
    pem: answer?.certificatePem ?? '',
    chain: answer?.chainPem ?? '',
    nonce: nonce?.value ?? '',
    nonceKeptMs: nonce?.keptMs ?? 0,
  };
  const word = await scripts.run('claim-register', nowMs, [JSON.stringify(request)]);
  if (word !== 'registered') return toRefused(word);
  return toRegistration(await readClaim(scripts, claimId));
}

/** The record of `dev:<id>`, as the registry writes it. */
function toRecord(device: Parameters<Claims['register']>[0]['device']): Partial<Device> {
  const { identity: _identity, ...record } = device;
  return { ...record, protocol: protocolOfClass[device.class] };
}

async function sweep(
  scripts: Scripts,
  nowMs: number,
  limit: number,
): Promise<{ ended: number; consumed: readonly Claim[] }> {
  const answer = (await scripts.run('claim-sweep', nowMs, [limit])) as [number, ...string[]];
  const [ended, ...ids] = answer;
  const claims = await Promise.all(ids.map((id) => findClaim(scripts, id)));
  return { ended, consumed: claims.filter((claim) => claim !== null) };
}

/** The scripts answer in the port's words. */
function toRefused(word: unknown): Refused {
  return { kind: 'refused', why: word as ClaimRefusal };
}
