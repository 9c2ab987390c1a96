-- outbox-due(now, targets, target, limit, leaseMs): marks whose next try is due, each moved on and
-- never removed, so that a node that dies in between keeps nothing. A stopped target gives none.
local key = P .. 'out:' .. ARGV[3]
typed('zset', key)
typed('hash', P .. 'outstop')
if redis.call('HEXISTS', P .. 'outstop', ARGV[3]) == 1 then return {} end
local ids = redis.call('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, ARGV[4])
local until_ms = now + tonumber(ARGV[5])
for _, id in ipairs(ids) do redis.call('ZADD', key, until_ms, id) end
return ids
