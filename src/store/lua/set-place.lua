-- set-place(now, targets, account, propertyId, place, max): where a property is; at most `max` of an
-- account (0). Idempotent.
local key, property = P .. 'places:' .. ARGV[3], ARGV[4]
typed('hash', key)
local is_known = redis.call('HEXISTS', key, property) == 1
if not is_known and redis.call('HLEN', key) >= tonumber(ARGV[6]) then return 0 end
redis.call('HSET', key, property, ARGV[5])
return 1
