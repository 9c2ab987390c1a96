-- take(now, targets, dev, id, takeId, epoch, stateNumber, answerDue, single, aspects, line, switches):
-- the right to send one attempt. Only after 'taken' may a byte leave. Idempotent by takeId.
local dev, id, takeId, epoch = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local stateNumber, answerDue, single = tonumber(ARGV[7]), ARGV[8], ARGV[9]
local aspects, line, switches = cjson.decode(ARGV[10]), ARGV[11], ARGV[12] == '1'

-- The last ten commands of ours that switched charging (safety.md, "EV current"), each counted once,
-- from its last attempt. Counted although its frame may not leave: rather late than too soon.
local function remember_switch()
  local kept = {}
  for one in string.gmatch(redis.call('HGET', P .. 'dev:' .. dev, 'switched') or '', '[^,]+') do
    if string.match(one, '|(.*)$') ~= id then kept[#kept + 1] = one end
  end
  while #kept > 9 do table.remove(kept, 1) end
  kept[#kept + 1] = string.format('%.0f', now) .. '|' .. id
  redis.call('HSET', P .. 'dev:' .. dev, 'switched', table.concat(kept, ','))
end

check_tx(id)
local tx = hash(P .. 'tx:' .. id)
if not tx.status then return { 'moved' } end
check_shared(dev, tx.acc)
typed('hash', P .. 'rv:' .. dev)
local fly = hash(P .. 'fly:' .. dev)
if fly.take == takeId then return { 'taken', fly.attempt, tx.seq } end
if redis.call('HGET', P .. 'dev:' .. dev, 'epoch') ~= epoch then return { 'fenced' } end
if fly.id then
  if fly.epoch == epoch then
    local mayRetry = fly.id == id and fly.returned == '1' and fly.retryAt ~= '' and now >= tonumber(fly.retryAt)
    if not mayRetry then return { 'busy' } end
  elseif fly.id ~= id then
    return { 'moved' }
  end
end
if redis.call('ZRANGE', P .. 'mb:' .. dev, 0, 0)[1] ~= id then return { 'moved' } end
if tonumber(tx.stateNumber) ~= stateNumber then return { 'moved' } end
if tx.status ~= 'QUEUED' and not (tx.status == 'SENT' and fly.id == id) then return { 'moved' } end
-- After 'unreachable' only a newer link may try again: no hot loop on a dying socket.
if tx.status == 'QUEUED' and tx.epoch ~= '' and tonumber(tx.epoch) >= tonumber(epoch) then return { 'busy' } end
if now >= tonumber(tx.exp) then return { 'expired' } end

local awKey = tx.sk ~= '' and tx.sk or ('id:' .. id)
local older = redis.call('HGET', P .. 'aw:' .. dev, awKey)
if older == id then older = false end
if older then check_tx(older) end
local marks = redis.call('HGET', P .. 'tx:' .. id, 'marks')
local isFirst = tonumber(tx.attempt) == 0
if isFirst then
  local found = {}
  for _, aspect in ipairs(aspects) do
    local rev = redis.call('HGET', P .. 'rv:' .. dev, aspect)
    if rev then
      local number, boot = string.match(rev, '^(%d+)|([^|]*)')
      found[aspect] = { rev = tonumber(number), bootId = boot }
    end
  end
  marks = next(found) and cjson.encode(found) or '{}'
end

local attempt = tonumber(tx.attempt) + 1
redis.call('HSET', P .. 'fly:' .. dev, 'id', id, 'attempt', attempt, 'epoch', epoch, 'take', takeId,
  'returned', single, 'retryAt', '', 'free', '')
redis.call('HSET', P .. 'tx:' .. id, 'status', 'SENT', 'stateNumber', stateNumber + 1,
  'attempt', attempt, 'epoch', epoch, 'updatedAtMs', now, 'attemptAtMs', now, 'marks', marks)
if isFirst then redis.call('HSET', P .. 'tx:' .. id, 'sentAtMs', now) end
-- An attempt that a lost link or a crash cut off, before anybody judged it, may have been executed.
if tx.status == 'SENT' and fly.retryAt == '' then
  redis.call('HSET', P .. 'tx:' .. id, 'unanswered', '1')
end
if tx.sk ~= '' and redis.call('HGET', P .. 'sk:' .. dev, tx.sk) == id then
  redis.call('HDEL', P .. 'sk:' .. dev, tx.sk)
end
if older then
  redis.call('HSET', P .. 'tx:' .. older, 'frozenBy', id)
  redis.call('HSET', P .. 'tx:' .. id, 'freezes', older)
end
redis.call('ZADD', P .. 'due', answerDue, 't' .. id)
redis.call('ZREM', P .. 'due', 'd' .. dev)
if switches then remember_switch() end
publish(id, dev, tx.acc, stateNumber + 1, line)
return { 'taken', attempt, tx.seq }
