-- claim-certify(now, targets, request): the certificate of a CSR, PENDING, and the hash of the token
-- that registers it; what an earlier CSR of the claim was answered with ends. Idempotent by token.
local r = cjson.decode(ARGV[3])
local key = P .. 'claim:' .. r.claimId
typed('hash', key)
local claim = hash(key)
if not claim.state then return 'claim_unknown' end
if claim.state == 'EXPIRED' or now >= tonumber(claim.expiresAtMs) then return 'claim_expired' end
if claim.session ~= r.session then return 'other_session' end
if claim.state == 'CONSUMED' then return 'claim_used' end
if claim.tokenHash == r.tokenHash then return 'certified' end
local earlier, new, known = claim.deviceFingerprint, r.certificate, {}
if earlier and earlier ~= '' then typed('hash', P .. 'cert:' .. earlier) end
if new then
  known = certificates_of(new.identity)
  typed('hash', P .. 'cert:' .. new.fingerprint)
end

if earlier and earlier ~= '' then revoke(earlier, 'replaced') end
if new then add_certificate(new, 'PENDING', known) end
redis.call('HSET', key, 'state', 'CERTIFIED', 'tokenHash', r.tokenHash,
  'tokenExpiresAtMs', r.tokenExpiresAtMs, 'spki', r.spki,
  'deviceFingerprint', new and new.fingerprint or '')
return 'certified'
