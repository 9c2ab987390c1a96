-- refuse(now, targets, id, dev, acc, wish, reason, line, keptMs): a terminal REFUSED, in no
-- mailbox and in no outbox. Idempotent by id.
local id, dev, acc = ARGV[3], ARGV[4], ARGV[5]
local kept_ms = math.floor(tonumber(ARGV[9]))
check_tx(id)
typed('zset', P .. 'ix:all', P .. 'ix:acc:' .. acc, P .. 'ix:dev:' .. dev, P .. 'refused')
if redis.call('EXISTS', P .. 'tx:' .. id) == 1 then return 0 end
redis.call('HSET', P .. 'tx:' .. id, 'wish', ARGV[6], 'dev', dev, 'acc', acc, 'sk', '', 'exp', now,
  'status', 'REFUSED', 'stateNumber', 1, 'seq', 0, 'attempt', 0, 'epoch', '', 'updatedAtMs', now,
  'reason', ARGV[7], 'frozenBy', '', 'freezes', '')
redis.call('RPUSH', P .. 'tl:' .. id, ARGV[8])
redis.call('PEXPIRE', P .. 'tx:' .. id, kept_ms)
redis.call('PEXPIRE', P .. 'tl:' .. id, kept_ms)
redis.call('ZADD', P .. 'ix:all', now, id)
redis.call('ZADD', P .. 'ix:acc:' .. acc, now, id)
redis.call('ZADD', P .. 'ix:dev:' .. dev, now, id)
-- Read by purge-refused, when the transaction itself has expired.
redis.call('ZADD', P .. 'refused', now, id .. '|' .. dev .. '|' .. acc)
return 1
