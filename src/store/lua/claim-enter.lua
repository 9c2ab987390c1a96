-- claim-enter(now, targets, id, fingerprint, session): from here on only this session counts. A
-- consumed claim lets its device in again, which may have lost the answer, until the certificate
-- that it was given is used. Idempotent.
local id, fingerprint, session = ARGV[3], ARGV[4], ARGV[5]
local key = P .. 'claim:' .. id
typed('hash', key)
local claim = hash(key)
if not claim.state or claim.fingerprint ~= fingerprint then return 'claim_unknown' end
if claim.state == 'EXPIRED' or now >= tonumber(claim.expiresAtMs) then return 'claim_expired' end
if claim.state == 'CONSUMED' then
  local given = P .. 'cert:' .. claim.deviceFingerprint
  typed('hash', given)
  local cert = hash(given)
  if cert.state ~= 'ACTIVE' or cert.firstUsedAtMs then return 'claim_used' end
end
redis.call('HSET', key, 'session', session)
return 'entered'
