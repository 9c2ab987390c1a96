-- accept(now, targets, limit, entries, keptMs): lifecycle rules 1, 2, 3, 8, 18. All entries or none.
-- Idempotent by transaction id: known ids answer as accepted. Answers { word, replayed, headSeq, ids }.
local limit = tonumber(ARGV[3])
local entries = cjson.decode(ARGV[4])
local kept_ms = math.floor(tonumber(ARGV[5]))

-- Which boost or suspension was open before this one, or before what it replaces unsent; '' = none.
-- A test is over with its command: none comes back.
local function former_wish(dev, name, older)
  if name ~= 'suspended' and name ~= 'boost' then return '' end
  local open = redis.call('HGET', P .. 'dev:' .. dev, 'w:' .. name)
  local is_of_older = older and (not open or string.sub(open, 1, #older.id) == older.id)
  return is_of_older and older.formerWish or not is_of_older and open or ''
end

-- The sequence of the first where nothing is before it: its lane may take it without looking; else 0.
local function head_seq()
  local first = entries[1]
  if redis.call('ZRANGE', P .. 'mb:' .. first.dev, 0, 0)[1] ~= first.id then return 0 end
  if redis.call('EXISTS', P .. 'fly:' .. first.dev) == 1 then return 0 end
  return tonumber(redis.call('HGET', P .. 'tx:' .. first.id, 'seq'))
end

local known, replayed = {}, {}
for index, entry in ipairs(entries) do
  check_tx(entry.id)
  check_shared(entry.dev, entry.acc)
  typed('string', P .. 'seq:' .. entry.dev)
  if redis.call('EXISTS', P .. 'tx:' .. entry.id) == 1 then known[#known + 1] = entry.id end
  if entry.scope ~= '' then
    local stored = redis.call('GET', P .. 'idem:' .. entry.scope)
    if stored then
      local mark = string.find(stored, ' ', 1, true)
      if string.sub(stored, 1, mark - 1) ~= entry.hash then return { 'conflict' } end
      replayed[#replayed + 1] = string.sub(stored, mark + 1)
    end
  end
end
if #known == #entries then return { 'accepted', 0, head_seq(), unpack(known) } end
if #replayed == #entries then return { 'accepted', 1, 0, unpack(replayed) } end
if #replayed > 0 then return { 'conflict' } end
-- Retired since its guards were asked: nobody would take what waits for it.
for _, entry in ipairs(entries) do
  if redis.call('HEXISTS', P .. 'dev:' .. entry.dev, 'retiredAtMs') == 1 then return { 'retired' } end
end

local wanted, replaced, queued, order = {}, {}, {}, {}
for _, entry in ipairs(entries) do
  local dev = entry.dev
  if not wanted[dev] then
    local identity = redis.call('HGET', P .. 'dev:' .. dev, 'identity')
    if not identity or identity == '' then identity = dev end
    local key = P .. 'seq:' .. identity
    typed('string', key)
    local last = redis.call('GET', key)
    order[dev] = { key = key, seq = tonumber(last or math.floor(now / 1000)) }
    if not order[dev].seq then error('the sequence of ' .. dev .. ' is no number') end
    wanted[dev], queued[dev] = 0, redis.call('ZCARD', P .. 'mb:' .. dev)
  end
  -- What the gateway holds itself waits in no mailbox.
  if entry.held == '' then wanted[dev] = wanted[dev] + 1 end
  if entry.sk ~= '' then
    local id = redis.call('HGET', P .. 'sk:' .. dev, entry.sk)
    if id and not replaced[id] then
      check_tx(id)
      local older = hash(P .. 'tx:' .. id)
      if older.status == 'QUEUED' then
        older.id = id
        replaced[id] = older
        wanted[dev] = wanted[dev] - 1
      end
    end
  end
end
for dev, count in pairs(wanted) do
  if queued[dev] + count > limit then return { 'full', queued[dev] } end
end

local result = { 'accepted', 0, 0 }
for _, entry in ipairs(entries) do
  local dev = entry.dev
  order[dev].seq = order[dev].seq + 1
  local seq, former = order[dev].seq, ''
  if entry.sk ~= '' then
    local id = redis.call('HGET', P .. 'sk:' .. dev, entry.sk)
    local older = id and replaced[id]
    if id and not older then
      local again = hash(P .. 'tx:' .. id)
      if again.status == 'QUEUED' then
        again.id = id
        older = again
      end
    end
    former = former_wish(dev, entry.wishName, older)
    if older then supersede(older, entry.id, 'replaced by a newer command before it was sent') end
    redis.call('HSET', P .. 'sk:' .. dev, entry.sk, entry.id)
  end
  redis.call('SET', order[dev].key, seq)
  local held = entry.held ~= ''
  redis.call('HSET', P .. 'tx:' .. entry.id, 'wish', entry.wish, 'dev', dev, 'acc', entry.acc,
    'sk', entry.sk, 'exp', entry.exp, 'status', 'QUEUED', 'stateNumber', 1, 'seq', seq,
    'attempt', 0, 'epoch', '', 'updatedAtMs', now, 'frozenBy', '', 'freezes', '',
    'wishName', entry.wishName, 'formerWish', former)
  if not held then
    redis.call('ZADD', P .. 'mb:' .. dev, seq, entry.id)
    redis.call('ZADD', P .. 'due', entry.exp, 't' .. entry.id)
    redis.call('SADD', P .. 'open', entry.id)
  end
  if entry.scope ~= '' then
    redis.call('SET', P .. 'idem:' .. entry.scope, entry.hash .. ' ' .. entry.id, 'PX', kept_ms)
  end
  if entry.wishChange == 'open' then
    redis.call('HSET', P .. 'dev:' .. dev, 'w:' .. entry.wishName, entry.id .. '|' .. now)
  elseif entry.wishChange == 'close' then
    redis.call('HDEL', P .. 'dev:' .. dev, 'w:' .. entry.wishName)
  end
  publish(entry.id, dev, entry.acc, 1, entry.line)
  -- What the gateway itself holds is there with this write: nobody else is asked.
  if held then
    for field, value in pairs(cjson.decode(entry.held)) do
      redis.call('HSET', P .. 'dev:' .. dev, field, value)
    end
    redis.call('HSET', P .. 'tx:' .. entry.id, 'status', 'SUCCEEDED', 'stateNumber', 2,
      'verified', 'TRUE', 'evidence', entry.heldEvidence)
    publish(entry.id, dev, entry.acc, 2, entry.heldLine)
  end
  -- A plan that is made anew has a cause: what an owner asked for, never what we made of it.
  if entry.own then
    redis.call('HSET', P .. 'dev:' .. dev, 'planTx', entry.id)
  elseif entry.replans then
    redis.call('HSET', P .. 'dev:' .. dev, 'planCause', entry.id)
  end
  if entry.replans then redis.call('ZADD', P .. 'due', 'LT', now, 'p' .. dev) end
  -- The accepting node wakes its own lane at once; this entry is for the node that dies instead.
  if redis.call('HGET', P .. 'dev:' .. dev, 'node') then
    redis.call('ZADD', P .. 'due', 'LT', now + 250, 'd' .. dev)
  end
  result[#result + 1] = entry.id
end
result[3] = head_seq()
return result
