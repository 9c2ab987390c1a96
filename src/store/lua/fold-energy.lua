-- fold-energy(now, targets, dev, atMs, inWh, outWh, centiC, lifeMs, atOnceWh, perHourWh): one sample
-- of a device's counters; '' = not measured. A sample that is not newer than the last changes
-- nothing, so a repeat does not either.
--
-- en:<dev> HASH: the last counters (i, o, each with the time that it was read) and the hour that is
-- open (h, its sums hi and ho, and ts / tn for the outdoor temperature).
-- eh:<dev>:<block> STRING: closed hours, 480 to a block, 8 bytes each: Wh in and Wh out, both plus
-- one (0 = not measured), and the outdoor temperature in 0.01 C above -300 (0 = not measured).
-- A block is written when an hour closes, exactly as long as it must be, and ends by expiry.
local dev, at = ARGV[3], tonumber(ARGV[4])
local counters = { i = tonumber(ARGV[5]), o = tonumber(ARGV[6]) }
local centi, life = tonumber(ARGV[7]), tonumber(ARGV[8])
local at_once, per_hour = tonumber(ARGV[9]), tonumber(ARGV[10])
local HOUR, PER_BLOCK, MOST = 3600000, 480, 16777214
local floor, min, max = math.floor, math.min, math.max

if at > now + 300000 or at < now - life then return end
local state_key = P .. 'en:' .. dev
typed('hash', state_key)
local last = hash(state_key)
if last.at and at <= tonumber(last.at) then return end

local sums = {}
local function add(hour, name, wh)
  sums[hour] = sums[hour] or {}
  sums[hour][name] = (sums[hour][name] or 0) + wh
end

local was_open, open = tonumber(last.h), floor(at / HOUR)
if was_open then
  if last.hi then add(was_open, 'i', tonumber(last.hi)) end
  if last.ho then add(was_open, 'o', tonumber(last.ho)) end
  if last.tn then
    sums[was_open] = sums[was_open] or {}
    sums[was_open].t = floor(tonumber(last.ts) / tonumber(last.tn) + 0.5)
  end
end

-- What a counter rose by, shared by time among the hours since it was read last, in whole Wh that
-- add up. A counter that fell was reset and counts from zero; a rise beyond belief counts nothing.
local function share(name)
  local new, old, since = counters[name], tonumber(last[name]), tonumber(last[name .. 'At'])
  if not new or not old then return end
  local wh = new >= old and new - old or new
  if wh > at_once + per_hour * (at - since) / HOUR then return end
  local first = max(floor(since / HOUR), floor((now - life) / HOUR))
  local function until_ms(ms)
    return floor(wh * (max(0, min(ms, at) - since) / (at - since)) + 0.5)
  end
  for hour = first, floor((at - 1) / HOUR) do
    add(hour, name, until_ms((hour + 1) * HOUR) - until_ms(hour * HOUR))
  end
end
share('i')
share('o')

local blocks = {}
for hour, sum in pairs(sums) do
  if hour < open then
    local number = floor(hour / PER_BLOCK)
    local block = blocks[number] or { key = P .. 'eh:' .. dev .. ':' .. number, sums = {}, length = 0 }
    block.sums[hour % PER_BLOCK] = sum
    block.length = max(block.length, hour % PER_BLOCK + 1)
    blocks[number] = block
  end
end
for _, block in pairs(blocks) do
  typed('string', block.key)
  block.bytes = redis.call('GET', block.key) or ''
end

local function merge(piece, sum)
  local i, o, t = struct.unpack('>I3I3I2', piece)
  if sum.i then i = min(max(i - 1, 0) + sum.i, MOST) + 1 end
  if sum.o then o = min(max(o - 1, 0) + sum.o, MOST) + 1 end
  if sum.t then t = min(max(sum.t + 30000, 1), 65535) end
  return struct.pack('>I3I3I2', i, o, t)
end

local nothing = string.rep('\0', 8)
for number, block in pairs(blocks) do
  local pieces = {}
  for index = 0, max(block.length, #block.bytes / 8) - 1 do
    local piece = string.sub(block.bytes, index * 8 + 1, index * 8 + 8)
    if #piece < 8 then piece = nothing end
    pieces[#pieces + 1] = block.sums[index] and merge(piece, block.sums[index]) or piece
  end
  local ends = (number + 1) * PER_BLOCK * HOUR + life - now
  redis.call('SET', block.key, table.concat(pieces), 'PX', string.format('%.0f', max(ends, 1)))
end

local fields = {}
local function keep(name, value)
  if not value then return end
  fields[#fields + 1] = name
  fields[#fields + 1] = string.format('%.0f', value)
end
local running, same = sums[open] or {}, was_open == open
keep('at', at)
keep('i', counters.i or tonumber(last.i))
keep('iAt', counters.i and at or tonumber(last.iAt))
keep('o', counters.o or tonumber(last.o))
keep('oAt', counters.o and at or tonumber(last.oAt))
keep('t', centi)
keep('h', open)
keep('hi', running.i)
keep('ho', running.o)
local degrees, count = same and tonumber(last.ts) or 0, same and tonumber(last.tn) or 0
if centi then degrees, count = degrees + centi, count + 1 end
if count > 0 then
  keep('ts', degrees)
  keep('tn', count)
end
redis.call('DEL', state_key)
redis.call('HSET', state_key, unpack(fields))
redis.call('PEXPIRE', state_key, string.format('%.0f', life))
