-- retire(now, targets, id, account): takes a device out of its account at once: what waits for it
-- ends REFUSED, its certificates are revoked, its link is fenced. Idempotent.
local dev, account = ARGV[3], ARGV[4]
check_shared(dev, account)
if redis.call('EXISTS', P .. 'dev:' .. dev) == 0 or redis.call('HGET', P .. 'dev:' .. dev, 'retiredAtMs') then
  changed = false
  return 0
end
local leaving = farewell_of(dev, { kind = 'retire' }, '')
redis.call('HDEL', P .. 'dev:' .. dev, 'w:boost', 'w:suspended', 'w:test', 'plan')
redis.call('ZREM', P .. 'due', 'p' .. dev)
say_farewell(dev, leaving)
return leaving.retires and 1 or 0
