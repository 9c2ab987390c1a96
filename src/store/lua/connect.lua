-- connect(now, targets, dev, operationId, node): a new epoch, the route, and the lane is due.
-- What is wished of it for longer is looked at in a minute, or when its link says that it is ready.
-- 0 = the device was retired meanwhile. Idempotent by operationId.
local dev, operation, node = ARGV[3], ARGV[4], ARGV[5]
typed('hash', P .. 'dev:' .. dev)
typed('zset', P .. 'due')
local stored = redis.call('HMGET', P .. 'dev:' .. dev, 'connectOp', 'epoch', 'firstConnectedAtMs', 'retiredAtMs')
if stored[1] == operation then return tonumber(stored[2]) end
if stored[4] then return 0 end
local epoch = (tonumber(stored[2]) or 0) + 1
redis.call('HSET', P .. 'dev:' .. dev, 'connectOp', operation, 'epoch', epoch, 'node', node, 'connectedAtMs', now)
redis.call('HDEL', P .. 'dev:' .. dev, 'fenced', 'signInFailedAtMs')
if not stored[3] then redis.call('HSET', P .. 'dev:' .. dev, 'firstConnectedAtMs', now) end
redis.call('ZADD', P .. 'due', now, 'd' .. dev)
local wished = redis.call('HMGET', P .. 'dev:' .. dev, 'preferences', 'plan', 'w:boost')
if wished[1] or wished[2] or wished[3] then redis.call('ZADD', P .. 'due', 'LT', now + 60000, 'p' .. dev) end
return epoch
