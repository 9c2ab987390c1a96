-- learn-trait(now, targets, model, trait, device, value, proofs, max): what a charger showed of
-- itself holds for it at once. For its model it holds once two chargers have shown the same, or one
-- has `proofs` times; the value 'null', what is usual, takes back what was shown. Values are JSON
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

local text = redis.call('HGET', models, field)
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
    redis.call('HSET', models, field, cjson.encode(known))
  end
end
if redis.call('HEXISTS', own, own_field) == 1 or redis.call('HLEN', own) < max then
  redis.call('HSET', own, own_field, cjson.encode({ of = model, value = value }))
end
return 1
