-- report(now, targets, dev, operationId, aspect, rev, bootId, atMs, value): newer only; answers the
-- report that it replaced, the transactions whose evidence may now be decided and, where that is one,
-- it and all reports as they are then. Idempotent by operationId, so that a lost answer loses no
-- evidence (but for the replaced report).
local dev, operation, aspect, rev, boot = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local atMs, value = ARGV[8], ARGV[9]
typed('hash', P .. 'rep:' .. dev, P .. 'rv:' .. dev, P .. 'aw:' .. dev, P .. 'fly:' .. dev)
local stored = redis.call('HGET', P .. 'rv:' .. dev, aspect)
local number, lastBoot, lastOperation
if stored then number, lastBoot, lastOperation = string.match(stored, '^(%d+)|([^|]*)|(.*)$') end
local ids = redis.call('HVALS', P .. 'aw:' .. dev)
local fly = redis.call('HGET', P .. 'fly:' .. dev, 'id')
if fly and ids[1] ~= fly then ids[#ids + 1] = fly end
if ids[1] and not ids[2] then typed('hash', P .. 'tx:' .. ids[1]) end
local function answer(replaced)
  if not ids[1] or ids[2] then return { 1, replaced, ids, {}, {} } end
  return { 1, replaced, ids, redis.call('HGETALL', P .. 'tx:' .. ids[1]),
    redis.call('HGETALL', P .. 'rep:' .. dev) }
end
if lastOperation == operation then return answer('') end
if rev == 'next' then
  rev = (tonumber(number) or 0) + 1
elseif lastBoot == boot and tonumber(rev) == tonumber(number) then
  -- Repeated: not stored again, but what may have been stored without being judged is judged.
  return answer('')
elseif lastBoot == boot and tonumber(rev) < tonumber(number) then
  return { 0 }
end
local replaced = redis.call('HGET', P .. 'rep:' .. dev, aspect) or ''
redis.call('HSET', P .. 'rv:' .. dev, aspect, rev .. '|' .. boot .. '|' .. operation)
redis.call('HSET', P .. 'rep:' .. dev, aspect, rev .. '|' .. boot .. '|' .. atMs .. '|' .. now .. '|' .. value)
return answer(replaced)
