-- peek(now, targets, dev): what a lane sees before it decides; read only.
local dev = ARGV[3]
local fly = redis.call('HGETALL', P .. 'fly:' .. dev)
local head = redis.call('ZRANGE', P .. 'mb:' .. dev, 0, 0)[1] or ''
local flyId = redis.call('HGET', P .. 'fly:' .. dev, 'id') or ''
local flyTx = flyId ~= '' and redis.call('HGETALL', P .. 'tx:' .. flyId) or {}
local headTx = head ~= '' and head ~= flyId and redis.call('HGETALL', P .. 'tx:' .. head) or {}
return { redis.call('HGET', P .. 'dev:' .. dev, 'epoch') or '0', fly, flyTx, headTx }
