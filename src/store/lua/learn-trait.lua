-- learn-trait(now, targets, model, trait, device, value, proofs, max): what a charger showed of
-- itself holds for it at once. For its model it holds once two chargers have shown the same, or one
-- has `proofs` times; the value 'null', what is usual, takes back what was shown. Each showing is
-- dated, and counted for the charger, because some lessons hold for a time only. Values are JSON
-- text. At most `max` facts of models and as many of chargers.
local models, own = P .. 'traits', P .. 'own-traits'
typed('hash', models, own)
local model, trait, device, value = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local proofs, max = tonumber(ARGV[7]), tonumber(ARGV[8])
local field, own_field = model .. '|' .. trait, device .. '|' .. trait

if value == 'null' then
  redis.call('HDEL', models, field)
  redis.call('HDEL', own, own_field)
  return 1
end

local text, own_text = redis.call('HGET', models, field), redis.call('HGET', own, own_field)
local known = text and cjson.decode(text) or {}
-- An older gateway stored the bare value, which nobody had to confirm.
if type(known) ~= 'table' then known = {} end

if text or redis.call('HLEN', models) < max then
  if known.sure ~= value then
    if known.value ~= value then known = { sure = known.sure, value = value, by = {} } end
    known.by[device] = (known.by[device] or 0) + 1
    local chargers = 0
    for _ in pairs(known.by) do chargers = chargers + 1 end
    if chargers >= 2 or known.by[device] >= proofs then known = { sure = value } end
  end
  -- Another thing that was shown does not make what the model is taken for any younger.
  if known.sure == nil or known.sure == value then known.at = now end
  redis.call('HSET', models, field, cjson.encode(known))
end
if own_text or redis.call('HLEN', own) < max then
  local mine = own_text and cjson.decode(own_text) or {}
  if type(mine) ~= 'table' then mine = {} end
  local is_again = mine.of == model and mine.value == value
  local times = is_again and (mine.times or 1) + 1 or 1
  mine = { of = model, value = value, at = now, times = times }
  redis.call('HSET', own, own_field, cjson.encode(mine))
end
return 1
