-- step(now, targets, id, attempt, epoch, operationId, dueAt, line): a line of a running procedure;
-- the answer window begins anew (it is per CALL). Idempotent by operationId.
local id, attempt, epoch, operation, dueAt, line = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7], ARGV[8]
check_tx(id)
typed('zset', P .. 'due')
local tx = hash(P .. 'tx:' .. id)
if not tx.status then return 0 end
local fly = hash(P .. 'fly:' .. tx.dev)
if redis.call('LPOS', P .. 'ev:' .. id, operation) then return 1 end
redis.call('LPUSH', P .. 'ev:' .. id, operation)
redis.call('LTRIM', P .. 'ev:' .. id, 0, 31)
add_note(id, line)
if tx.status == 'SENT' and fly.id == id and fly.attempt == attempt and fly.epoch == epoch then
  redis.call('ZADD', P .. 'due', dueAt, 't' .. id)
end
return 1
