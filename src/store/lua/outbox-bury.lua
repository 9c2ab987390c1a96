-- outbox-bury(now, targets, target, id, stateNumber, letter): given up. A state that came meanwhile
-- keeps its mark, due at once. Idempotent by target and id.
local target, id, number, letter = ARGV[3], ARGV[4], tonumber(ARGV[5]), ARGV[6]
local member = target .. '|' .. id
check_tx(id)
typed('zset', P .. 'out:' .. target, P .. 'dead')
typed('hash', P .. 'deadv')
local current = tonumber(redis.call('HGET', P .. 'tx:' .. id, 'stateNumber'))
local failedAt = cjson.decode(letter).failedAtMs

if current and current > number then
  redis.call('ZADD', P .. 'out:' .. target, now, id)
else
  redis.call('ZREM', P .. 'out:' .. target, id)
end
if not current then return 0 end
redis.call('ZADD', P .. 'dead', failedAt, member)
redis.call('HSET', P .. 'deadv', member, letter)
return 1
