-- start-session(now, targets, dev, name, record): the number and the stored record of a charging
-- session; the same name (the station's own, or connector, idTag, time and meter start) gets the
-- same session (contract/ocpp.md 3.1). The last 200 sessions of a charger are kept.
local dev, name = ARGV[3], ARGV[4]
typed('hash', P .. 'cs:' .. dev, P .. 'csname:' .. dev)
typed('list', P .. 'csorder:' .. dev)
typed('string', P .. 'csnext')
local known = redis.call('HGET', P .. 'csname:' .. dev, name)
if known then return {tonumber(known), redis.call('HGET', P .. 'cs:' .. dev, known) or ARGV[5]} end
local last = redis.call('GET', P .. 'csnext')
if last and not tonumber(last) then error('the session counter is no number') end
local old = redis.call('LINDEX', P .. 'csorder:' .. dev, 199)
local number = redis.call('INCR', P .. 'csnext')
redis.call('HSET', P .. 'cs:' .. dev, number, ARGV[5])
redis.call('HSET', P .. 'csname:' .. dev, name, number)
redis.call('LPUSH', P .. 'csorder:' .. dev, number .. ' ' .. name)
if old then
  local mark = string.find(old, ' ', 1, true)
  redis.call('HDEL', P .. 'cs:' .. dev, string.sub(old, 1, mark - 1))
  redis.call('HDEL', P .. 'csname:' .. dev, string.sub(old, mark + 1))
  redis.call('RPOP', P .. 'csorder:' .. dev)
end
return {number, ARGV[5]}
