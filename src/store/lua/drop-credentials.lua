-- drop-credentials(now, targets, id): a device loses its secret and its certificates, and its link
-- is fenced; it stays with its account. 0 = it had none. A repeat is answered by remember.lua.
local dev = ARGV[3]
typed('hash', P .. 'dev:' .. dev)
typed('zset', P .. 'due')
changed = false
local facts = redis.call('HMGET', P .. 'dev:' .. dev, 'identity', 'secretHash')
local identity, secret = facts[1] or '', facts[2] or ''
local known, has_any = identity ~= '' and certificates_of(identity) or {}, secret ~= ''
for _, cert in pairs(known) do has_any = has_any or counts(cert) end
if not has_any then return 0 end
changed = true
for fingerprint in pairs(known) do revoke(fingerprint, 'dropped') end
redis.call('HSET', P .. 'dev:' .. dev, 'secretHash', '')
fence(dev)
return 1
