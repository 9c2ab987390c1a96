-- register(now, targets, id, account, identity, secretHash, record, trusted): an identity belongs to
-- one device that is not retired, over all accounts; an enrolled one (2) is a claim's to register,
-- unless whoever asks is trusted ('1'). Idempotent by id.
local id, account, identity = ARGV[3], ARGV[4], ARGV[5]
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
  redis.call('SET', P .. 'who:' .. identity, id)
end
redis.call('HSET', P .. 'dev:' .. id, 'record', ARGV[7], 'identity', identity, 'secretHash', ARGV[6])
redis.call('ZADD', P .. 'accdev:' .. account, now, id)
return 1
