-- find-device(now, targets, by, name): a device by its id or by its identity, with its reports and
-- alerts; nothing when unknown. Read only.
local id = ARGV[4]
if ARGV[3] == 'identity' then id = redis.call('GET', P .. 'who:' .. ARGV[4]) end
if not id then return {} end
local dev = redis.call('HGETALL', P .. 'dev:' .. id)
if #dev == 0 then return {} end
return { dev, redis.call('HGETALL', P .. 'rep:' .. id), redis.call('LRANGE', P .. 'al:' .. id, 0, -1) }
