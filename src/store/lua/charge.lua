-- charge(now, targets, scope, cost, limit, windowMs): 0, or after how many ms to come again. A cost
-- of 0 only asks. A repeat is answered by remember.lua and counts once.
local key = P .. 'lim:' .. ARGV[3]
typed('string', key)
local cost, limit, window = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local used = tonumber(redis.call('GET', key) or '0')
changed = cost > 0 and used + cost <= limit
if used + cost > limit then return math.max(redis.call('PTTL', key), 1) end
if not changed then return 0 end
redis.call('INCRBY', key, cost)
if used == 0 then redis.call('PEXPIRE', key, window) end
return 0
