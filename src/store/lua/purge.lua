-- purge(now, targets, before, offset, limit): deletes transactions that ended and were reported, the
-- longest unchanged first. A stopped target counts as reported, so does one that is not configured
-- any more; a dead letter has no mark and goes with its transaction. Answers {deleted, kept}.
local before, offset, limit = ARGV[3], ARGV[4], ARGV[5]
local every = { 'webhook', 'graphql' }
typed('zset', P .. 'ix:all', P .. 'dead')
typed('hash', P .. 'outstop', P .. 'deadv')
local awaited = {}
for _, target in ipairs(targets) do
  if redis.call('HEXISTS', P .. 'outstop', target) == 0 then awaited[#awaited + 1] = target end
end
for _, target in ipairs(every) do
  typed('zset', P .. 'out:' .. target)
  typed('hash', P .. 'outn:' .. target)
end

local found = {}
local ids = redis.call('ZRANGEBYSCORE', P .. 'ix:all', '-inf', before, 'LIMIT', offset, limit)
for _, id in ipairs(ids) do
  check_tx(id)
  local status, dev, acc = unpack(redis.call('HMGET', P .. 'tx:' .. id, 'status', 'dev', 'acc'))
  local isDone = not status or terminal[status]
  for _, target in ipairs(awaited) do
    if status and redis.call('ZSCORE', P .. 'out:' .. target, id) then isDone = false end
  end
  if isDone then
    if status then
      typed('zset', P .. 'ix:acc:' .. acc, P .. 'ix:dev:' .. dev, P .. 'mb:' .. dev)
      typed('hash', P .. 'fly:' .. dev)
    end
    found[#found + 1] = { id = id, dev = status and dev, acc = status and acc }
  end
end

for _, tx in ipairs(found) do
  redis.call('DEL', P .. 'tx:' .. tx.id, P .. 'tl:' .. tx.id, P .. 'ev:' .. tx.id)
  redis.call('ZREM', P .. 'ix:all', tx.id)
  if tx.dev then
    redis.call('ZREM', P .. 'ix:acc:' .. tx.acc, tx.id)
    redis.call('ZREM', P .. 'ix:dev:' .. tx.dev, tx.id)
    -- A crash left its lane in flight and the device never came back: nobody else would free it.
    redis.call('ZREM', P .. 'mb:' .. tx.dev, tx.id)
    if redis.call('HGET', P .. 'fly:' .. tx.dev, 'id') == tx.id then
      redis.call('DEL', P .. 'fly:' .. tx.dev)
    end
  end
  for _, target in ipairs(every) do
    redis.call('ZREM', P .. 'out:' .. target, tx.id)
    redis.call('HDEL', P .. 'outn:' .. target, tx.id)
    redis.call('ZREM', P .. 'dead', target .. '|' .. tx.id)
    redis.call('HDEL', P .. 'deadv', target .. '|' .. tx.id)
  end
end
return { #found, #ids - #found }
