-- fold-charge(now, targets, dev, session, at, wh, isEnd, gapMs, keptMs, most, atOnceWh, perHourWh):
-- folds one reading of the register of a charging session into what a device was charged with. A
-- reading that is not newer changes nothing, so a repeat is harmless. Energy is a difference of
-- readings, whatever lies between them; it belongs to what was in force when it flowed.
-- ch:<dev> HASH: ses, at, wh and s0 of the last reading; f, t, e, s of the charge that still runs
-- chd:<dev> LIST: the charges that are over, as JSON, newest first
local dev, session, at, wh, is_end = ARGV[3], ARGV[4], tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7] == '1'
local gap, kept, most = tonumber(ARGV[8]), ARGV[9], tonumber(ARGV[10])
local at_once, per_hour = tonumber(ARGV[11]), tonumber(ARGV[12])
local HOUR, FLOOR_W, LEAST_WH = 3600000, 100, 10
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
  if running and running.e >= LEAST_WH then closed[#closed + 1] = cjson.encode(running) end
  running = nil
end

-- Of two things that were in force in turn, the one that makes a vehicle charge.
local rank = { ['test-charge'] = 3, ['bump-charge'] = 2, ['smart-charge'] = 1, [''] = 0 }
local function fold(rise)
  local by = rank[source] >= rank[last.s0] and source or last.s0
  if running and running.s == by and last_at - running.t <= gap then
    running.t, running.e = at, running.e + rise
  else
    close()
    running = { f = last_at, t = at, e = rise, s = by }
  end
end

if not same then
  close()
elseif wh and last_wh then
  local rise, elapsed = wh - last_wh, at - last_at
  local is_believed = rise > 0 and rise <= at_once + per_hour * elapsed / HOUR
  local is_charging = is_end or rise * HOUR >= FLOOR_W * elapsed
  if is_believed and is_charging then fold(rise) end
end
if running and (is_end or at - running.t > gap) then close() end

redis.call('DEL', key)
redis.call('HSET', key, 'ses', session, 'at', string.format('%.0f', at), 's0', source)
if wh or (same and last_wh) then redis.call('HSET', key, 'wh', wh or last_wh) end
if running then
  redis.call('HSET', key, 'f', string.format('%.0f', running.f), 't', string.format('%.0f', running.t),
    'e', running.e, 's', running.s)
end
redis.call('PEXPIRE', key, kept)
for _, charge in ipairs(closed) do redis.call('LPUSH', done, charge) end
if #closed > 0 then
  redis.call('LTRIM', done, 0, most - 1)
  redis.call('PEXPIRE', done, kept)
end
