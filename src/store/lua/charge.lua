-- charge(now, targets, scope, cost, limit, windowMs): 0, or after how many ms to come again. A
-- repeated call counts twice at worst, which only ever refuses more.
local key = P .. 'lim:' .. ARGV[3]
typed('string', key)
local cost, limit, window = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local used = tonumber(redis.call('GET', key) or '0')
if used + cost > limit then return math.max(redis.call('PTTL', key), 1) end
redis.call('INCRBY', key, cost)
if used == 0 then redis.call('PEXPIRE', key, window) end
return 0
