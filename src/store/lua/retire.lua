-- retire(now, targets, id, account): takes a device out of its account at once: what waits for it
-- ends REFUSED, its certificates are revoked, its link is fenced. 0 = it was not in service. A repeat
-- is answered by remember.lua.
local dev, account = ARGV[3], ARGV[4]
check_shared(dev, account)
local leaving = retirement_of(dev)
changed = leaving and true or false
if not leaving then return 0 end
retire(dev, leaving)
return 1
