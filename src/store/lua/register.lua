-- register(now, targets, id, account, identity, secretHash, record, trusted, openSince, wizard,
-- version): an identity belongs to one device that is not retired, over all accounts (0); an enrolled
-- one (2) is a claim's to register, unless whoever asks is trusted ('1'). With `openSince`: while
-- another device of the class was onboarded since then and has never connected, none follows (3).
-- With a wizard: the device is the one of that onboarding, unless it was changed (4) since `version`.
-- Idempotent by id.
local id, account, identity = ARGV[3], ARGV[4], ARGV[5]
local open_since, wizard = ARGV[9], ARGV[10]
typed('hash', P .. 'dev:' .. id)
typed('zset', P .. 'accdev:' .. account)
if redis.call('EXISTS', P .. 'dev:' .. id) == 1 then return 1 end
if identity ~= '' then
  typed('string', P .. 'who:' .. identity)
  typed('hash', P .. 'fk:' .. identity)
  local holder = redis.call('GET', P .. 'who:' .. identity)
  if holder then
    typed('hash', P .. 'dev:' .. holder)
    if not redis.call('HGET', P .. 'dev:' .. holder, 'retiredAtMs') then return 0 end
  end
  if ARGV[8] ~= '1' and redis.call('EXISTS', P .. 'fk:' .. identity) == 1 then return 2 end
end
if open_since ~= '' then
  local class = cjson.decode(ARGV[7])['class']
  for _, other in ipairs(redis.call('ZRANGEBYSCORE', P .. 'accdev:' .. account, '(' .. open_since, '+inf')) do
    typed('hash', P .. 'dev:' .. other)
    local facts = redis.call('HMGET', P .. 'dev:' .. other, 'record', 'firstConnectedAtMs', 'retiredAtMs')
    local record = facts[1] and not facts[2] and not facts[3] and cjson.decode(facts[1])
    if record and record['class'] == class and record['registeredBy'] == 'onboarding' then return 3 end
  end
end
if wizard ~= '' then
  typed('hash', P .. 'wiz:' .. wizard)
  if redis.call('HGET', P .. 'wiz:' .. wizard, 'version') ~= ARGV[11] then return 4 end
end
if identity ~= '' then redis.call('SET', P .. 'who:' .. identity, id) end
redis.call('HSET', P .. 'dev:' .. id, 'record', ARGV[7], 'identity', identity, 'secretHash', ARGV[6])
redis.call('ZADD', P .. 'accdev:' .. account, now, id)
if wizard ~= '' then
  redis.call('HSET', P .. 'wiz:' .. wizard, 'deviceId', id)
  redis.call('HINCRBY', P .. 'wiz:' .. wizard, 'version', 1)
end
return 1
