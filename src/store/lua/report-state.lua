-- report(now, targets, dev, operationId, aspect, rev, bootId, atMs, value): newer only; answers the
-- report that it replaced and the transactions whose evidence may now be decided. Idempotent by
-- operationId, so that a lost answer loses no evidence (but for the replaced report).
local dev, operation, aspect, rev, boot = ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local atMs, value = ARGV[8], ARGV[9]
typed('hash', P .. 'rep:' .. dev, P .. 'rv:' .. dev, P .. 'aw:' .. dev, P .. 'fly:' .. dev)
local stored = redis.call('HGET', P .. 'rv:' .. dev, aspect)
local number, lastBoot, lastOperation
if stored then number, lastBoot, lastOperation = string.match(stored, '^(%d+)|([^|]*)|(.*)$') end
local result = { 1, '' }
for _, id in ipairs(redis.call('HVALS', P .. 'aw:' .. dev)) do result[#result + 1] = id end
local fly = redis.call('HGET', P .. 'fly:' .. dev, 'id')
if fly then result[#result + 1] = fly end
if lastOperation == operation then return result end
if rev == 'next' then
  rev = (tonumber(number) or 0) + 1
elseif lastBoot == boot and tonumber(rev) == tonumber(number) then
  -- Repeated: not stored again, but what may have been stored without being judged is judged.
  return result
elseif lastBoot == boot and tonumber(rev) < tonumber(number) then
  return { 0 }
end
result[2] = redis.call('HGET', P .. 'rep:' .. dev, aspect) or ''
redis.call('HSET', P .. 'rv:' .. dev, aspect, rev .. '|' .. boot .. '|' .. operation)
redis.call('HSET', P .. 'rep:' .. dev, aspect, rev .. '|' .. boot .. '|' .. atMs .. '|' .. now .. '|' .. value)
return result
