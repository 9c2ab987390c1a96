-- use-certificate(now, targets, fingerprint, euid, issuer, endsAtMs, classes, notAfterMs): the
-- device's hash if the certificate lets it in, else nothing. The first use of one ends the others at
-- `endsAtMs`. One that the device asked for over its link becomes ACTIVE by it, and no secret counts
-- from then on. Of an extra issuer the first certificate of a registration is adopted, and no other:
-- not beside one of ours, nor after a revocation. Idempotent.
local fingerprint, euid, issuer, ends = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local classes = cjson.decode(ARGV[7])
local key = P .. 'cert:' .. fingerprint
typed('hash', key)
typed('string', P .. 'who:' .. euid)
local dev = redis.call('GET', P .. 'who:' .. euid)
if not dev then return {} end
typed('hash', P .. 'dev:' .. dev)
local device = hash(P .. 'dev:' .. dev)
if not device.record or device.retiredAtMs then return {} end
local of, is_taken = cjson.decode(device.record)['class'], false
for _, class in ipairs(classes) do is_taken = is_taken or class == of end
if not is_taken then return {} end
local known, cert = certificates_of(euid), hash(key)
local is_new = issuer == 'other' and not cert.state and not device.hadCertificate
for _, other in pairs(known) do
  if other.state == 'PENDING' or counts(other) then is_new = false end
end
local not_after = tonumber(cert.notAfterMs) or 0
local is_asked = cert.state == 'PENDING' and cert.asked == '1' and cert.euid == euid
  and issuer == 'own' and not_after > now
if not is_new and not is_asked and not (cert.euid == euid and counts(cert)) then return {} end

if is_new then
  -- The last argument names the call; 0 = the listener does not say when it ends.
  local not_after = #ARGV > 8 and tonumber(ARGV[8]) or 0
  add_certificate({
    fingerprint = fingerprint, identity = euid, serial = '', notAfterMs = not_after, issuedAtMs = now,
  }, 'ACTIVE', known)
  redis.call('HSET', P .. 'dev:' .. dev, 'hadCertificate', '1')
  redis.call('HDEL', P .. 'dev:' .. dev, 'secretHash')
end
if is_asked then
  redis.call('HSET', key, 'state', 'ACTIVE')
  redis.call('HSET', P .. 'dev:' .. dev, 'hadCertificate', '1')
  redis.call('HDEL', P .. 'dev:' .. dev, 'secretHash')
end
if not cert.firstUsedAtMs then
  redis.call('HSET', key, 'firstUsedAtMs', now)
  -- Let in, it has proved its key: from here on no claim of another account evicts it.
  redis.call('HSETNX', P .. 'dev:' .. dev, 'firstConnectedAtMs', now)
  for other, older in pairs(known) do
    if other ~= fingerprint and older.state == 'ACTIVE' and not older.endsAtMs then
      redis.call('HSET', P .. 'cert:' .. other, 'endsAtMs', ends)
    end
  end
end
return redis.call('HGETALL', P .. 'dev:' .. dev)
