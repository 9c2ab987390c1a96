-- set-credentials(now, targets, id, identity, secretHash, trusted, cuts): gives a device its identity
-- and secret, or replaces them; an identity of another device that is not retired is taken, and one
-- of an enrolled controller (2) a claim's to give, unless whoever asks is trusted ('1'). With `cuts`
-- ('1') the link that the former ones opened is fenced. What the former ones got ends with them: every
-- certificate of a former name, which another device may get, and of the same name those that were
-- asked for over a link. A repeat is answered by remember.lua.
local id, identity = ARGV[3], ARGV[4]
typed('hash', P .. 'dev:' .. id, P .. 'fk:' .. identity)
typed('string', P .. 'who:' .. identity)
typed('zset', P .. 'due')
changed = false
local holder = redis.call('GET', P .. 'who:' .. identity)
if holder and holder ~= id then
  typed('hash', P .. 'dev:' .. holder)
  if not redis.call('HGET', P .. 'dev:' .. holder, 'retiredAtMs') then return 0 end
end
local is_enrolled = holder ~= id and redis.call('EXISTS', P .. 'fk:' .. identity) == 1
if is_enrolled and ARGV[6] ~= '1' then return 2 end
changed = true
local former = redis.call('HGET', P .. 'dev:' .. id, 'identity')
local known = {}
if former and former ~= '' then
  typed('string', P .. 'who:' .. former)
  known = certificates_of(former)
end
for fingerprint, cert in pairs(known) do
  if former ~= identity or cert.asked == '1' then revoke(fingerprint, 'replaced') end
end
if former and former ~= '' and former ~= identity and redis.call('GET', P .. 'who:' .. former) == id then
  redis.call('DEL', P .. 'who:' .. former)
end
redis.call('SET', P .. 'who:' .. identity, id)
redis.call('HSET', P .. 'dev:' .. id, 'identity', identity, 'secretHash', ARGV[5])
if ARGV[7] == '1' then fence(id) end
return 1
