-- end-wish(now, targets, dev, name): what a wish was about is over (kraken-api.md 4, "An open wish").
-- One whose command still waits or is being sent is about what comes next, and stays.
local dev, name = ARGV[3], ARGV[4]
local field = 'w:' .. name
typed('hash', P .. 'dev:' .. dev)
typed('zset', P .. 'mb:' .. dev)
local function is_over(wish)
  local id = string.match(wish, '^([^|]*)')
  check_tx(id)
  local status = redis.call('HGET', P .. 'tx:' .. id, 'status')
  return status ~= 'QUEUED' and status ~= 'SENT'
end

local open = redis.call('HGET', P .. 'dev:' .. dev, field)
local ends = open and is_over(open)
-- What was to close it and still waits: sent never, it would open it again.
local closers = {}
for _, id in ipairs(redis.call('ZRANGE', P .. 'mb:' .. dev, 0, -1)) do
  check_tx(id)
  local facts = redis.call('HMGET', P .. 'tx:' .. id, 'wishName', 'formerWish')
  local former = facts[2] or ''
  if facts[1] == name and former ~= '' and is_over(former) then closers[#closers + 1] = id end
end

if ends then redis.call('HDEL', P .. 'dev:' .. dev, field) end
for _, id in ipairs(closers) do redis.call('HSET', P .. 'tx:' .. id, 'formerWish', '') end
return (ends or #closers > 0) and 1 or 0
