-- outbox-replay(now, targets, target, id): one dead letter becomes a mark again. A letter whose
-- transaction is gone is dropped. Idempotent: repeated, it answers as the first time.
local target, id = ARGV[3], ARGV[4]
local member = target .. '|' .. id
check_tx(id)
typed('zset', P .. 'out:' .. target, P .. 'dead')
typed('hash', P .. 'deadv')
if redis.call('HEXISTS', P .. 'deadv', member) == 0 then
  return redis.call('ZSCORE', P .. 'out:' .. target, id) and 1 or 0
end
local isKept = redis.call('EXISTS', P .. 'tx:' .. id) == 1
if isKept then redis.call('ZADD', P .. 'out:' .. target, now, id) end
redis.call('ZREM', P .. 'dead', member)
redis.call('HDEL', P .. 'deadv', member)
return isKept and 1 or 0
