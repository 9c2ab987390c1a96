-- disconnect(now, targets, dev, epoch): only the newest epoch clears the route (lifecycle rule 12).
local dev, epoch = ARGV[3], ARGV[4]
typed('hash', P .. 'dev:' .. dev)
if redis.call('HGET', P .. 'dev:' .. dev, 'epoch') ~= epoch then return 0 end
redis.call('HDEL', P .. 'dev:' .. dev, 'node')
redis.call('HSET', P .. 'dev:' .. dev, 'lostAtMs', now)
return 1
