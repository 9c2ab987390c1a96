-- claim-register(now, targets, request): the claim is CONSUMED, its certificate ACTIVE, those of the
-- identity that were never used REVOKED, and the device registered or bound anew, in one call.
-- Idempotent by token: what was registered with it is answered again.
local r = cjson.decode(ARGV[3])
local dev, euid = r.device, r.certificate.identity
local fingerprint = r.certificate.fingerprint
local key, dev_key, nonce = P .. 'claim:' .. r.claimId, P .. 'dev:' .. dev, P .. 'nonce:' .. r.nonce
typed('hash', key, dev_key, P .. 'cert:' .. fingerprint)
typed('zset', P .. 'claims', P .. 'accdev:' .. r.account)
typed('string', P .. 'claimof:' .. euid, P .. 'who:' .. euid)
if r.nonce ~= '' then typed('string', nonce) end
local claim = hash(key)
if not claim.state then return 'claim_unknown' end
if claim.session ~= r.session then return 'other_session' end
if claim.state == 'CONSUMED' then
  return claim.tokenHash == r.tokenHash and 'registered' or 'claim_used'
end
if claim.state == 'EXPIRED' or now >= tonumber(claim.expiresAtMs) then return 'claim_expired' end
if claim.tokenHash ~= r.tokenHash or now >= tonumber(claim.tokenExpiresAtMs) then
  return 'token_invalid'
end
local known = certificates_of(euid)
local is_bound = claim.identity ~= ''
if is_bound then
  local pending = known[fingerprint]
  if claim.identity ~= euid or claim.deviceFingerprint ~= fingerprint then return 'token_invalid' end
  if not pending or pending.state ~= 'PENDING' then return 'token_invalid' end
end
if r.nonce ~= '' and redis.call('EXISTS', nonce) == 1 then return 'nonce_used' end

-- Free, retired, or the same device whose certificates are revoked or were never used; or one that
-- somebody registered without a proof, and that was never there: it gives way.
local holder = redis.call('GET', P .. 'who:' .. euid)
if holder then typed('hash', P .. 'dev:' .. holder) end
local held = holder and hash(P .. 'dev:' .. holder) or {}
local is_held = held.record and not held.retiredAtMs
local is_evicted, leaving = is_held and holder ~= dev, nil
if not (is_held and holder == dev) and redis.call('EXISTS', dev_key) == 1 then return 'already_bound' end
for _, cert in pairs(known) do
  if is_held and counts(cert) and cert.firstUsedAtMs then return 'already_bound' end
  if is_evicted and counts(cert) then return 'already_bound' end
end
if is_evicted then
  if held.firstConnectedAtMs then return 'already_bound' end
  check_shared(holder, cjson.decode(held.record).accountNumber)
  leaving = farewell_of(holder, { kind = 'retire' }, '')
  -- Of its certificates none counts, and those that wait are ended below, but for ours.
  leaving.prints = {}
end

if leaving then say_farewell(holder, leaving) end
for other, cert in pairs(known) do
  if other ~= fingerprint and not cert.firstUsedAtMs then revoke(other, 'replaced') end
end
if is_bound then
  redis.call('HSET', P .. 'cert:' .. fingerprint, 'state', 'ACTIVE')
else
  add_certificate(r.certificate, 'ACTIVE', known)
end
if r.nonce ~= '' then redis.call('SET', nonce, r.claimId, 'PX', r.nonceKeptMs) end
redis.call('HSET', key, 'state', 'CONSUMED', 'deviceId', dev, 'deviceFingerprint', fingerprint,
  'identity', euid, 'account', r.account, 'pem', r.pem, 'chain', r.chain)
-- Whoever registered accepts the transaction at once; the sweep does it if that one has died.
redis.call('ZADD', P .. 'claims', now + 10000, r.claimId)
redis.call('SET', P .. 'claimof:' .. euid, r.claimId)
redis.call('SET', P .. 'who:' .. euid, dev)
redis.call('HSET', dev_key, 'record', r.record, 'identity', euid, 'hadCertificate', '1')
-- A secret of before would outlive the certificate, also one that is revoked.
redis.call('HDEL', dev_key, 'secretHash')
redis.call('ZADD', P .. 'accdev:' .. r.account, 'NX', now, dev)
return 'registered'
