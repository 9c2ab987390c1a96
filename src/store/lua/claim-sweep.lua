-- claim-sweep(now, targets, limit): ends the unused claims whose time is over, and answers how many,
-- then the ids of consumed ones that nobody has finished: these come again after a minute.
typed('zset', P .. 'claims')
local ids = redis.call('ZRANGEBYSCORE', P .. 'claims', '-inf', now, 'LIMIT', 0, tonumber(ARGV[3]))
local claims = {}
for _, id in ipairs(ids) do
  typed('hash', P .. 'claim:' .. id)
  claims[id] = hash(P .. 'claim:' .. id)
  local given = claims[id].deviceFingerprint
  if given and given ~= '' then typed('hash', P .. 'cert:' .. given) end
end
changed = #ids > 0

local answer = { 0 }
for _, id in ipairs(ids) do
  local claim = claims[id]
  if claim.state == 'CONSUMED' then
    answer[#answer + 1] = id
    redis.call('ZADD', P .. 'claims', now + 60000, id)
  else
    redis.call('ZREM', P .. 'claims', id)
    if claim.state then
      local given = claim.deviceFingerprint
      if given and given ~= '' then revoke(given, 'abandoned') end
      redis.call('HSET', P .. 'claim:' .. id, 'state', 'EXPIRED')
      redis.call('PEXPIRE', P .. 'claim:' .. id, claim_kept_ms)
      answer[1] = answer[1] + 1
    end
  end
end
return answer
