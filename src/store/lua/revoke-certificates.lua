-- revoke-certificates(now, targets, euid, why): all that an identity has; answers how many counted.
-- The link of its device is fenced.
-- A repeat is answered by remember.lua.
local euid = ARGV[3]
local known, revoked = certificates_of(euid), 0
typed('string', P .. 'who:' .. euid)
local dev = redis.call('GET', P .. 'who:' .. euid)
if dev then typed('hash', P .. 'dev:' .. dev) end
typed('zset', P .. 'due')
local in_service = dev and redis.call('HGET', P .. 'dev:' .. dev, 'record')
  and not redis.call('HGET', P .. 'dev:' .. dev, 'retiredAtMs')
for fingerprint, cert in pairs(known) do
  if counts(cert) then revoked = revoked + 1 end
end
changed = false
for fingerprint in pairs(known) do
  if revoke(fingerprint, ARGV[4]) == 1 then changed = true end
end
-- From here on a claim lets it in, and nothing that is shown unasked.
if in_service then
  redis.call('HSET', P .. 'dev:' .. dev, 'hadCertificate', '1')
  fence(dev)
end
return revoked
