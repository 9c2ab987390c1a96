-- purge-refused(now, targets, before, limit): deletes refusals with their index entries. The members
-- of 'refused' name device and account, because the transaction itself may have expired already.
local members = {}
typed('zset', P .. 'refused', P .. 'ix:all')
local found = redis.call('ZRANGEBYSCORE', P .. 'refused', '-inf', ARGV[3], 'LIMIT', 0, ARGV[4])
for _, member in ipairs(found) do
  local id, dev, acc = string.match(member, '^([^|]*)|([^|]*)|(.*)$')
  if id then
    check_tx(id)
    typed('zset', P .. 'ix:acc:' .. acc, P .. 'ix:dev:' .. dev)
  end
  members[#members + 1] = { text = member, id = id, dev = dev, acc = acc }
end

for _, member in ipairs(members) do
  redis.call('ZREM', P .. 'refused', member.text)
  if member.id then
    redis.call('DEL', P .. 'tx:' .. member.id, P .. 'tl:' .. member.id)
    redis.call('ZREM', P .. 'ix:all', member.id)
    redis.call('ZREM', P .. 'ix:acc:' .. member.acc, member.id)
    redis.call('ZREM', P .. 'ix:dev:' .. member.dev, member.id)
  end
end
return #members
