-- drop-credentials(now, targets, id): a device loses its secret and its certificates, and its link
-- is fenced; it stays with its account. Idempotent.
local dev = ARGV[3]
typed('hash', P .. 'dev:' .. dev)
typed('zset', P .. 'due')
local identity = redis.call('HGET', P .. 'dev:' .. dev, 'identity')
local known = identity and identity ~= '' and certificates_of(identity) or {}
if redis.call('EXISTS', P .. 'dev:' .. dev) == 0 then
  changed = false
  return 0
end
for fingerprint in pairs(known) do revoke(fingerprint, 'dropped') end
redis.call('HSET', P .. 'dev:' .. dev, 'secretHash', '')
fence(dev)
return 1
