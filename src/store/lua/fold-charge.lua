-- fold-charge(now, targets, dev, session, at, wh, isEnd, gapMs, keptMs, most, atOnceWh, perHourWh,
-- isAtRest, leastWh): folds one reading of the register of a charging session into what a device was charged with. A
-- reading that is not newer changes nothing, so a repeat is harmless. Energy is a difference of
-- readings, whatever lies between them; it belongs to what was in force when it flowed.
-- ch:<dev> HASH: ses, at, wh and s0 of the last reading; f, t, e, s of the charge that still runs;
-- rest and flow: since when the vehicle rests or charges, by mark-charge, later than that reading
-- chd:<dev> LIST: the charges that are over, as JSON, newest first
local dev, session, at, wh, is_end = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1'
local gap, kept, most = tonumber(ARGV[8]), ARGV[9], tonumber(ARGV[10])
local at_once, per_hour = tonumber(ARGV[11]), tonumber(ARGV[12])
local is_at_rest, least_wh = ARGV[13] == '1', tonumber(ARGV[14])
local HOUR, FLOOR_W = 3600000, 100
local key, done = P .. 'ch:' .. dev, P .. 'chd:' .. dev
typed('hash', key, P .. 'dev:' .. dev)
typed('list', done)
local last = hash(key)
local same = last.ses == session
local last_at, last_wh = tonumber(last.at), tonumber(last.wh)
-- A clock that runs ahead would shut out everything that comes after it.
if at > now + 300000 then at = now end
if same and at <= last_at then
  if not is_end then return end
  at = last_at
end

local facts = redis.call('HMGET', P .. 'dev:' .. dev, 'w:test', 'w:boost', 'w:suspended', 'plan')
local function in_force()
  if facts[1] then return 'test-charge' end
  if facts[2] then return 'bump-charge' end
  if facts[3] or not facts[4] then return '' end
  for _, period in ipairs(cjson.decode(facts[4]).periods) do
    local is_now = period.startMs <= at and at < period.endMs
    if is_now and period.limit > 0 then return 'smart-charge' end
  end
  return ''
end
local source = in_force()

local running = last.f and { f = tonumber(last.f), t = tonumber(last.t), e = tonumber(last.e), s = last.s }
local closed = {}
local function close()
  if running and running.e >= least_wh then closed[#closed + 1] = cjson.encode(running) end
  running = nil
end

-- What was said after this reading bounds the next one.
local function mark(name)
  local since = tonumber(last[name])
  if since and since <= at then return since, nil end
  return nil, since
end
local rest, coming_rest = mark('rest')
local flow, coming_flow = mark('flow')
local is_over = is_at_rest or (rest and not (flow and flow >= rest))

local function add(from, to, wh_taken, by)
  if running and running.s == by and from - running.t <= gap then
    running.t, running.e = to, running.e + wh_taken
  else
    close()
    running = { f = from, t = to, e = wh_taken, s = by }
  end
end

-- Of two things that were in force in turn, the one that makes a vehicle charge.
local rank = { ['test-charge'] = 3, ['bump-charge'] = 2, ['smart-charge'] = 1, [''] = 0 }
-- Between two readings a vehicle may rest and go on: each stretch has its share of the time.
local function fold(rise, from, to)
  local by = rank[source] >= rank[last.s0] and source or last.s0
  if running and rest and flow and rest <= flow then
    local share = rise * (rest - last_at) / math.max(rest - last_at + at - flow, 1)
    add(last_at, rest, share, running.s)
    close()
    add(flow, at, rise - share, source)
  else
    add(from, to, rise, by)
  end
end

if not same then
  close()
elseif wh and last_wh then
  local rise, elapsed = wh - last_wh, at - last_at
  local is_believed = rise > 0 and rise <= at_once + per_hour * elapsed / HOUR
  local from = (flow and not running) and flow or last_at
  local to = (rest and not (flow and flow >= rest)) and math.max(rest, from) or at
  local is_charging = is_end or rise * HOUR >= FLOOR_W * (to - from)
  if is_believed and is_charging then
    fold(rise, from, to)
  elseif is_believed and running and is_over then
    -- The tail of a charge that ended long before it was read.
    running.e = running.e + rise
  end
end
if running and (is_end or is_over or at - running.t > gap) then close() end

redis.call('DEL', key)
redis.call('HSET', key, 'ses', session, 'at', string.format('%.0f', at), 's0', source)
if wh or (same and last_wh) then redis.call('HSET', key, 'wh', wh or last_wh) end
if running then
  redis.call('HSET', key, 'f', string.format('%.0f', running.f), 't', string.format('%.0f', running.t),
    'e', running.e, 's', running.s)
end
if coming_rest then redis.call('HSET', key, 'rest', last.rest) end
if coming_flow then redis.call('HSET', key, 'flow', last.flow) end
redis.call('PEXPIRE', key, kept)
for _, charge in ipairs(closed) do redis.call('LPUSH', done, charge) end
if #closed > 0 then
  redis.call('LTRIM', done, 0, most - 1)
  redis.call('PEXPIRE', done, kept)
end
