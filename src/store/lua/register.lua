-- register(now, targets, id, account, identity, secretHash, record): an identity belongs to one
-- device that is not retired, over all accounts. Idempotent by id.
local id, account, identity = ARGV[3], ARGV[4], ARGV[5]
typed('hash', P .. 'dev:' .. id)
typed('zset', P .. 'accdev:' .. account)
if redis.call('EXISTS', P .. 'dev:' .. id) == 1 then return 1 end
if identity ~= '' then
  typed('string', P .. 'who:' .. identity)
  local holder = redis.call('GET', P .. 'who:' .. identity)
  if holder then
    typed('hash', P .. 'dev:' .. holder)
    if not redis.call('HGET', P .. 'dev:' .. holder, 'retiredAtMs') then return 0 end
  end
  redis.call('SET', P .. 'who:' .. identity, id)
end
redis.call('HSET', P .. 'dev:' .. id, 'record', ARGV[7], 'identity', identity, 'secretHash', ARGV[6])
redis.call('ZADD', P .. 'accdev:' .. account, now, id)
return 1
