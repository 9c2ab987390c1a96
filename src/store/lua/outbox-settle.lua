-- outbox-settle(now, targets, target, id, stateNumber): a target has taken this state. The mark goes
-- only if no newer state has come since. Idempotent: the delivered number never falls.
local target, id, number = ARGV[3], ARGV[4], tonumber(ARGV[5])
local member = target .. '|' .. id
check_tx(id)
typed('zset', P .. 'out:' .. target, P .. 'dead')
typed('hash', P .. 'outn:' .. target, P .. 'deadv')
local current = tonumber(redis.call('HGET', P .. 'tx:' .. id, 'stateNumber'))
local delivered = tonumber(redis.call('HGET', P .. 'outn:' .. target, id)) or 0
local letter = redis.call('HGET', P .. 'deadv', member)
local isBuried = letter and cjson.decode(letter).stateNumber > number

if letter and not (current and isBuried) then
  redis.call('ZREM', P .. 'dead', member)
  redis.call('HDEL', P .. 'deadv', member)
end
if not current then
  redis.call('ZREM', P .. 'out:' .. target, id)
  redis.call('HDEL', P .. 'outn:' .. target, id)
  return 'done'
end
if number > delivered then redis.call('HSET', P .. 'outn:' .. target, id, number) end
if current > number then return 'newer' end
redis.call('ZREM', P .. 'out:' .. target, id)
return 'done'
