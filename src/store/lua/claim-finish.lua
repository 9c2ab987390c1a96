-- claim-finish(now, targets, id): the transaction of a consumed claim is accepted. Idempotent.
local key = P .. 'claim:' .. ARGV[3]
typed('hash', key)
typed('zset', P .. 'claims')
if redis.call('HGET', key, 'state') ~= 'CONSUMED' then return 0 end
redis.call('ZREM', P .. 'claims', ARGV[3])
redis.call('PEXPIRE', key, claim_kept_ms)
return 1
