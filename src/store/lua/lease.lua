-- lease(now, targets, limit, leaseMs): what is due, each moved on and never removed, so that a node
-- that dies between leasing and handling keeps nothing (design section 4, "One clock").
typed('zset', P .. 'due')
local members = redis.call('ZRANGEBYSCORE', P .. 'due', '-inf', now, 'LIMIT', 0, ARGV[3])
local until_ms = now + tonumber(ARGV[4])
changed = #members > 0
for _, member in ipairs(members) do redis.call('ZADD', P .. 'due', until_ms, member) end
return members
