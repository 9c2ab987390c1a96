-- mark-charge(now, targets, dev, at, kind): keeps since when a vehicle rests ('rest') or charges
-- ('flow'), for the next reading that fold-charge folds in. What is older than the last reading
-- bounds nothing any more; a repeat writes the same again.
local dev, at, kind = ARGV[3], tonumber(ARGV[4]), ARGV[5]
local key = P .. 'ch:' .. dev
typed('hash', key)
-- A clock that runs ahead would end a charge that has not been metered yet.
if at > now + 300000 then at = now end
local last_at = tonumber(redis.call('HGET', key, 'at'))
if not last_at or at < last_at then return end
redis.call('HSET', key, kind, string.format('%.0f', at))
