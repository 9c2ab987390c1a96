-- rearm(now, targets, member, leasedUntil, at): only if nobody has moved the entry since the lease.
typed('zset', P .. 'due')
local score = redis.call('ZSCORE', P .. 'due', ARGV[3])
if not score or tonumber(score) ~= tonumber(ARGV[4]) then return 0 end
if ARGV[5] == '' then return redis.call('ZREM', P .. 'due', ARGV[3]) end
redis.call('ZADD', P .. 'due', ARGV[5], ARGV[3])
return 1
