-- wizard-start(now, targets, id, account, record, openMax, openSince, keptMax): one more onboarding,
-- unless openMax of those begun since `openSince` wait for a device already (0). Of the others the
-- oldest are forgotten beyond keptMax. Idempotent by id.
local id, account, open_max, since, kept_max = ARGV[3], ARGV[4], ARGV[6], ARGV[7], ARGV[8]
local key, all = P .. 'wiz:' .. id, P .. 'wizof:' .. account
typed('hash', key)
typed('zset', all)
if redis.call('EXISTS', key) == 1 then return 1 end
local found, waiting, others = redis.call('ZRANGE', all, 0, -1, 'WITHSCORES'), 0, {}
for i = 1, #found, 2 do
  typed('hash', P .. 'wiz:' .. found[i])
  local facts = redis.call('HMGET', P .. 'wiz:' .. found[i], 'cancelledAtMs', 'deviceId')
  if facts[1] or facts[2] or tonumber(found[i + 1]) <= tonumber(since) then
    others[#others + 1] = found[i]
  else
    waiting = waiting + 1
  end
end
if waiting >= tonumber(open_max) then return 0 end
for i = 1, math.min(waiting + #others + 1 - tonumber(kept_max), #others) do
  redis.call('DEL', P .. 'wiz:' .. others[i])
  redis.call('ZREM', all, others[i])
end
redis.call('HSET', key, 'record', ARGV[5], 'version', 1)
redis.call('ZADD', all, now, id)
return 1
