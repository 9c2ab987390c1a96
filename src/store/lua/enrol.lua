-- enrol(now, targets, keys): factory keys by EUID, all of them; answers how many were new. A repeat
-- is answered by remember.lua.
local keys, new = cjson.decode(ARGV[3]), 0
for _, each in ipairs(keys) do
  typed('hash', P .. 'fk:' .. each.identity)
  if redis.call('EXISTS', P .. 'fk:' .. each.identity) == 0 then new = new + 1 end
end
for _, each in ipairs(keys) do
  redis.call('HSET', P .. 'fk:' .. each.identity, 'spkiPem', each.spkiPem, 'enrolledAtMs', now)
end
return new
