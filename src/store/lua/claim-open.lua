-- claim-open(now, targets, request): a claim that nobody has used, and the nonce that it was asked
-- for with, seen once. Idempotent by id.
local r = cjson.decode(ARGV[3])
local key, nonce = P .. 'claim:' .. r.id, P .. 'nonce:' .. r.nonce
typed('hash', key)
typed('zset', P .. 'claims')
if r.nonce ~= '' then typed('string', nonce) end
if r.identity ~= '' then typed('string', P .. 'claimof:' .. r.identity) end
if redis.call('EXISTS', key) == 1 then return 1 end
if r.nonce ~= '' and redis.call('EXISTS', nonce) == 1 then return 0 end
if r.nonce ~= '' then redis.call('SET', nonce, r.id, 'PX', r.nonceKeptMs) end
redis.call('HSET', key, 'record', r.record, 'state', 'OPEN', 'fingerprint', r.fingerprint,
  'identity', r.identity, 'expiresAtMs', r.expiresAtMs)
redis.call('ZADD', P .. 'claims', r.expiresAtMs, r.id)
if r.identity ~= '' then redis.call('SET', P .. 'claimof:' .. r.identity, r.id) end
return 1
