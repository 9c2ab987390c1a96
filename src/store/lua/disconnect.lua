-- disconnect(now, targets, dev, epoch): only the newest epoch clears the route (lifecycle rule 12), or
-- the one that was fenced by a revocation and that no newer link has followed.
local dev, epoch = ARGV[3], ARGV[4]
typed('hash', P .. 'dev:' .. dev)
local stored = redis.call('HMGET', P .. 'dev:' .. dev, 'epoch', 'fenced')
if stored[1] ~= epoch and stored[2] ~= epoch then return 0 end
redis.call('HDEL', P .. 'dev:' .. dev, 'node', 'fenced')
redis.call('HSET', P .. 'dev:' .. dev, 'lostAtMs', now)
return 1
