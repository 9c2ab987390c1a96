-- settle(now, targets, request): one decided change of one transaction, compare-and-set on its state
-- number, with the lane, the evidence owner, the outbox and the timeline in the same call.
-- Idempotent by eventId; a repeat after a lost reply gets the first answer.
local r = cjson.decode(ARGV[3])
local id = r.id
check_tx(id)
local tx = hash(P .. 'tx:' .. id)
if not tx.status then return { 'missing' } end
tx.id = id
local dev = tx.dev
check_shared(dev, tx.acc)
typed('list', P .. 'al:' .. dev)
local fly = hash(P .. 'fly:' .. dev)
local inFlight = fly.id == id
local older = nil
if tx.freezes and tx.freezes ~= '' then
  check_tx(tx.freezes)
  older = hash(P .. 'tx:' .. tx.freezes)
  older.id = tx.freezes
end
-- A newer one of its key that was accepted while this one was out: it replaces what is QUEUED again.
local newer = r.lane == 'requeue' and tx.sk ~= '' and redis.call('HGET', P .. 'sk:' .. dev, tx.sk)
if newer == id then newer = false end
if newer then
  check_tx(newer)
  if redis.call('HGET', P .. 'tx:' .. newer, 'status') ~= 'QUEUED' then newer = false end
end
-- Ended before anything was sent, it leaves a boost or a suspension as it was.
local is_unsent = r.to == 'CANCELLED' or r.to == 'EXPIRED' or r.to == 'REFUSED'
local former = is_unsent and tx.formerWish and string.match(tx.formerWish, '^([^|]+)|')
local former_wish = ''
if former then
  check_tx(former)
  local status = redis.call('HGET', P .. 'tx:' .. former, 'status')
  local is_over = terminal[status or ''] and status ~= 'SUCCEEDED'
  if is_over or redis.call('HEXISTS', P .. 'dev:' .. dev, 'retiredAtMs') == 1 then former = nil end
  former_wish = doubted_as(tx.formerWish, status)
end
local opened = (tx.wishName or '') ~= '' and redis.call('HGET', P .. 'dev:' .. dev, 'w:' .. tx.wishName)
if opened and string.match(opened, '^[^|]*') ~= id then opened = nil end
local is_retired = redis.call('HEXISTS', P .. 'dev:' .. dev, 'retiredAtMs') == 1
local is_given_up = is_retired and not settles_itself(tx)
local leaving = r.farewell and farewell_of(dev, r.farewell, id)

if tx.operation == operation_id then return cjson.decode(tx.answer) end
if redis.call('LPOS', P .. 'ev:' .. id, r.eventId) then
  return { 'known', tx.status, tx.stateNumber, 0 }
end
local function matches(mark)
  return inFlight and tonumber(fly.attempt) == mark.attempt and tonumber(fly.epoch) == mark.epoch
end
if r.own and not matches(r.own) then return { 'ignored' } end
-- A take or a settle since the lease has armed another window: the leased one ended with its state.
if r.leasedUntil and tonumber(redis.call('ZSCORE', P .. 'due', 't' .. id) or 0) ~= r.leasedUntil then
  return { 'ignored' }
end
if r.byEvidence and tx.frozenBy ~= '' then return { 'frozen' } end
-- A move of what has ended is a conflict too: decided anew it is a note, or nothing.
if r.move and tonumber(tx.stateNumber) ~= r.from then return { 'conflict' } end

-- From here on only writes.
local returned = inFlight and (fly.returned == '1' or (r.returned and matches(r.returned)))
if returned and fly.returned ~= '1' then redis.call('HSET', P .. 'fly:' .. dev, 'returned', '1') end

local function remember()
  redis.call('LPUSH', P .. 'ev:' .. id, r.eventId)
  redis.call('LTRIM', P .. 'ev:' .. id, 0, 31)
end

local function answer(...)
  local words = { ... }
  redis.call('HSET', P .. 'tx:' .. id, 'operation', operation_id, 'answer', cjson.encode(words))
  return words
end

-- Answers 1 where something else is to be sent now: nobody need look into an empty lane.
local function free_lane()
  if inFlight then redis.call('DEL', P .. 'fly:' .. dev) end
  local wasQueued = redis.call('ZREM', P .. 'mb:' .. dev, id) == 1
  if not (inFlight or wasQueued) then return 0 end
  if redis.call('ZCARD', P .. 'mb:' .. dev) == 0 then return 0 end
  redis.call('ZADD', P .. 'due', now, 'd' .. dev)
  return 1
end

-- A lane whose transaction has moved on waits for its procedure to return (lifecycle.md, "Lane").
if not r.move then
  local freed = 0
  if r.note then
    remember()
    add_note(id, r.line)
    if not terminal[tx.status] then
      for field, value in pairs(r.patch) do redis.call('HSET', P .. 'tx:' .. id, field, value) end
    end
  end
  if returned and fly.free == '1' then freed = free_lane() end
  return answer('noted', tx.status, tx.stateNumber, freed)
end

local to, number = r.to, tonumber(tx.stateNumber) + 1
remember()
for field, value in pairs(r.patch) do redis.call('HSET', P .. 'tx:' .. id, field, value) end
redis.call('HSET', P .. 'tx:' .. id, 'status', to, 'stateNumber', number, 'updatedAtMs', now)
if terminal[to] or not r.dueAt then
  redis.call('ZREM', P .. 'due', 't' .. id)
else
  -- The due clock ends it: nothing is waited for with a device that was retired.
  redis.call('ZADD', P .. 'due', is_given_up and now or r.dueAt, 't' .. id)
end

local freed = 0
if r.lane == 'free' then
  if inFlight and not returned then
    redis.call('HSET', P .. 'fly:' .. dev, 'free', '1')
  else
    freed = free_lane()
  end
  if tx.sk ~= '' and redis.call('HGET', P .. 'sk:' .. dev, tx.sk) == id then
    redis.call('HDEL', P .. 'sk:' .. dev, tx.sk)
  end
elseif r.lane == 'requeue' then
  redis.call('DEL', P .. 'fly:' .. dev)
  if tx.sk ~= '' then redis.call('HSETNX', P .. 'sk:' .. dev, tx.sk, id) end
elseif r.lane == 'hold' and inFlight then
  redis.call('HSET', P .. 'fly:' .. dev, 'retryAt', '')
elseif r.lane == 'retry' and inFlight then
  redis.call('HSET', P .. 'fly:' .. dev, 'retryAt', r.retryAt)
  redis.call('ZADD', P .. 'due', r.retryAt, 'd' .. dev)
end

-- Who owns the evidence (lifecycle.md).
local awKey = tx.sk ~= '' and tx.sk or ('id:' .. id)
if older and to ~= 'SENT' then
  redis.call('HSET', P .. 'tx:' .. id, 'freezes', '')
  if to == 'QUEUED' or to == 'REJECTED' or to == 'EXPIRED' then
    redis.call('HSET', P .. 'tx:' .. older.id, 'frozenBy', '')
  elseif older.status and not terminal[older.status] then
    supersede(older, id, 'sent, its effect can no longer be proved')
  end
end
if r.awaits then
  redis.call('HSET', P .. 'aw:' .. dev, awKey, id)
elseif terminal[to] and redis.call('HGET', P .. 'aw:' .. dev, awKey) == id then
  redis.call('HDEL', P .. 'aw:' .. dev, awKey)
end
if opened then redis.call('HSET', P .. 'dev:' .. dev, 'w:' .. tx.wishName, doubted_as(opened, to)) end
if terminal[to] then
  redis.call('SREM', P .. 'open', id)
  -- A test is over with its verdict; a boost and a suspension outlive their success.
  if to ~= 'SUCCEEDED' or r.test then close_wishes(dev, id) end
  if former then redis.call('HSETNX', P .. 'dev:' .. dev, 'w:' .. tx.wishName, former_wish) end
  if r.test and r.test.passed then
    redis.call('HSET', P .. 'dev:' .. dev, 'testPassedAtMs', now)
    redis.call('HDEL', P .. 'dev:' .. dev, 'testFailure')
  elseif r.test then
    redis.call('HSET', P .. 'dev:' .. dev, 'testFailure', string.format('%.0f', now) .. '|' .. r.test.code)
  end
end
if r.replans then redis.call('ZADD', P .. 'due', 'LT', now, 'p' .. dev) end
if r.alert then
  redis.call('LPUSH', P .. 'al:' .. dev, r.alert)
  redis.call('LTRIM', P .. 'al:' .. dev, 0, 19)
end
if leaving then say_farewell(dev, leaving) end
publish(id, dev, tx.acc, number, r.line)
if newer then
  local again = hash(P .. 'tx:' .. id)
  again.id = id
  -- What was open before this one was open before the newer one, too.
  local inherited = redis.call('HGET', P .. 'tx:' .. newer, 'formerWish') or ''
  if inherited == '' or string.sub(inherited, 1, #id) == id then
    redis.call('HSET', P .. 'tx:' .. newer, 'formerWish', tx.formerWish or '')
  end
  supersede(again, newer, 'replaced by a newer command before it was sent')
  redis.call('ZADD', P .. 'due', now, 'd' .. dev)
  return answer('settled', 'SUPERSEDED', number + 1, 1)
end
return answer('settled', to, number, freed)
