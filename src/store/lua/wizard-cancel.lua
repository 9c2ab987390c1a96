-- wizard-cancel(now, targets, id, version, dev, account): ends an onboarding, and retires its device if
-- one is named, unless somebody changed it since `version` (0). A repeat is answered by remember.lua.
local id, version, dev, account = ARGV[3], ARGV[4], ARGV[5], ARGV[6]
local key = P .. 'wiz:' .. id
typed('hash', key)
if dev ~= '' then check_shared(dev, account) end
changed = false
if redis.call('HGET', key, 'version') ~= version then return 0 end
local leaving = dev ~= '' and retirement_of(dev)
changed = true
redis.call('HSET', key, 'cancelledAtMs', now)
redis.call('HINCRBY', key, 'version', 1)
if leaving then retire(dev, leaving) end
return 1
