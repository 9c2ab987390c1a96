-- Shared by every script. Redis runs a script alone but does not roll it back, so each script reads
-- and checks everything first and cannot fail after its first write. Arguments come in ARGV as
-- text; keys are built here because a cell is one Redis (design section 9).
local P = 'jg:'
local now = tonumber(ARGV[1])
local targets = cjson.decode(ARGV[2])
-- The last argument of every call names it; a repeat after a lost reply carries the same name.
local operation_id = ARGV[#ARGV]
-- For remember.lua: a script that turned out to change nothing has nothing to remember.
local changed = true

-- Fails before anything is written if a key holds another type than the one that is meant.
local function typed(want, ...)
  for _, key in ipairs({ ... }) do
    local found = redis.call('TYPE', key)['ok']
    if found ~= 'none' and found ~= want then
      error('WRONGTYPE ' .. key .. ' is a ' .. found .. ', not a ' .. want)
    end
  end
end

local function hash(key)
  local flat = redis.call('HGETALL', key)
  local map = {}
  for i = 1, #flat, 2 do map[flat[i]] = flat[i + 1] end
  return map
end

-- Checks every key that touching a transaction of this device and account may write.
local function check_shared(dev, acc)
  typed('hash', P .. 'dev:' .. dev, P .. 'fly:' .. dev, P .. 'sk:' .. dev, P .. 'aw:' .. dev)
  typed('zset', P .. 'mb:' .. dev, P .. 'due', P .. 'ix:all', P .. 'ix:acc:' .. acc, P .. 'ix:dev:' .. dev)
  typed('stream', P .. 'changes')
  typed('set', P .. 'open')
  for _, target in ipairs(targets) do typed('zset', P .. 'out:' .. target) end
end

local function check_tx(id)
  typed('hash', P .. 'tx:' .. id)
  typed('list', P .. 'tl:' .. id, P .. 'ev:' .. id)
end

-- A line without a change of state. A device that answers without end must not fill the memory.
local function add_note(id, line)
  if redis.call('LLEN', P .. 'tl:' .. id) < 200 then redis.call('RPUSH', P .. 'tl:' .. id, line) end
end

-- Everything that follows a change of state: timeline, indexes, change stream and outbox.
local function publish(id, dev, acc, number, line)
  redis.call('RPUSH', P .. 'tl:' .. id, line)
  redis.call('ZADD', P .. 'ix:all', now, id)
  redis.call('ZADD', P .. 'ix:acc:' .. acc, now, id)
  redis.call('ZADD', P .. 'ix:dev:' .. dev, now, id)
  redis.call('XADD', P .. 'changes', 'MAXLEN', '~', 10000, '*', 'id', id, 'n', number, 'dev', dev, 'acc', acc)
  for _, target in ipairs(targets) do redis.call('ZADD', P .. 'out:' .. target, now, id) end
end

-- An open wish as it is kept: whose it is, since when, and whether its outcome is not known.
local function doubted_as(wish, status)
  return string.match(wish, '^[^|]*|[^|]*') .. (status == 'UNCONFIRMED' and '|doubted' or '')
end

-- Ends an open wish that this transaction opened, when it ended without success.
local function close_wishes(dev, id)
  for _, name in ipairs({ 'boost', 'suspended', 'test' }) do
    local open = redis.call('HGET', P .. 'dev:' .. dev, 'w:' .. name)
    if open and string.sub(open, 1, #id) == id then
      redis.call('HDEL', P .. 'dev:' .. dev, 'w:' .. name)
    end
  end
end

-- Ends a transaction that another one decides on; it was read and checked by the caller.
local function end_apart(tx, to, reason, by)
  local id = tx.id
  local number = tonumber(tx.stateNumber) + 1
  local line = cjson.encode({
    atMs = now, status = to, stateNumber = number, detail = reason.detail,
    attempt = tonumber(tx.attempt), epoch = tonumber(tx.epoch) or cjson.null,
    node = cjson.null, who = 'gateway', frameHash = cjson.null,
  })
  redis.call('HSET', P .. 'tx:' .. id, 'status', to, 'stateNumber', number,
    'updatedAtMs', now, 'frozenBy', '', 'reason', cjson.encode(reason))
  if by then redis.call('HSET', P .. 'tx:' .. id, 'supersededBy', by) end
  redis.call('ZREM', P .. 'mb:' .. tx.dev, id)
  redis.call('ZREM', P .. 'due', 't' .. id)
  redis.call('SREM', P .. 'open', id)
  local awKey = tx.sk ~= '' and tx.sk or ('id:' .. id)
  if redis.call('HGET', P .. 'aw:' .. tx.dev, awKey) == id then
    redis.call('HDEL', P .. 'aw:' .. tx.dev, awKey)
  end
  close_wishes(tx.dev, id)
  publish(id, tx.dev, tx.acc, number, line)
end

-- Ends a transaction as SUPERSEDED(by); `older` was read and checked by the caller.
local function supersede(older, by, detail)
  end_apart(older, 'SUPERSEDED', { code = 'superseded', detail = detail }, by)
end

-- What waits in a mailbox, but for one transaction; reads and checks only.
local function waiting_of(dev, but)
  local waiting = {}
  for _, id in ipairs(redis.call('ZRANGE', P .. 'mb:' .. dev, 0, -1)) do
    check_tx(id)
    local tx = hash(P .. 'tx:' .. id)
    tx.id = id
    if id ~= but and tx.status == 'QUEUED' then waiting[#waiting + 1] = tx end
  end
  return waiting
end

-- What registers a device, or ends its registration, has windows of its own whatever ends it.
local function settles_itself(tx)
  local kind = cjson.decode(tx.wish).command.kind
  return kind == 'provision' or kind == 'deprovision'
end

-- What is out, or awaits evidence, but for one transaction: with a retired device nothing is waited
-- for any more. Only reads.
local function unsettled_of(dev, but)
  local ids, open = redis.call('HVALS', P .. 'aw:' .. dev), {}
  ids[#ids + 1] = redis.call('HGET', P .. 'fly:' .. dev, 'id') or nil
  for _, id in ipairs(ids) do
    check_tx(id)
    local tx = hash(P .. 'tx:' .. id)
    local is_open = tx.status == 'SENT' or tx.status == 'ACKNOWLEDGED' or tx.status == 'UNCONFIRMED'
    if id ~= but and is_open and not settles_itself(tx) then open[#open + 1] = id end
  end
  return open
end

-- Which certificates an ending revokes, whether the device is retired with them, and what then
-- waits for nobody; only reads. An ending that comes late finds the identity free, or another's.
local function farewell_of(dev, farewell, id)
  local facts = redis.call('HMGET', P .. 'dev:' .. dev, 'identity', 'firstConnectedAtMs', 'retiredAtMs')
  local identity = facts[1] or ''
  local has_identity = identity ~= ''
  if has_identity then typed('string', P .. 'who:' .. identity) end
  local is_theirs = not has_identity or redis.call('GET', P .. 'who:' .. identity) == dev
  local in_service = is_theirs and not facts[3]
  local prints, retires = {}, in_service and (farewell.kind == 'retire' or not facts[2])
  if farewell.kind == 'abandon' then
    local key = P .. 'cert:' .. farewell.fingerprint
    typed('hash', key)
    -- It came back after all, and only its transaction waited too long behind others.
    if redis.call('HGET', key, 'firstUsedAtMs') then return false end
    prints[1] = farewell.fingerprint
  elseif in_service and has_identity then
    typed('set', P .. 'certs:' .. identity)
    prints = redis.call('SMEMBERS', P .. 'certs:' .. identity)
  end
  for _, fingerprint in ipairs(prints) do typed('hash', P .. 'cert:' .. fingerprint) end
  local waiting = retires and waiting_of(dev, id) or {}
  local open = retires and unsettled_of(dev, id) or {}
  return { prints = prints, retires = retires, why = farewell.kind, waiting = waiting, open = open }
end

-- Certificates stay readable for so long after their end, claims for so long after theirs, ms.
local cert_kept_ms, claim_kept_ms = 34560000000, 86400000

local function revoke(fingerprint, why)
  local key = P .. 'cert:' .. fingerprint
  local state = redis.call('HGET', key, 'state')
  if not state or state == 'REVOKED' then return 0 end
  redis.call('HSET', key, 'state', 'REVOKED', 'revokedAtMs', now, 'revokedFor', why)
  -- One of an extra issuer whose end is not known would be adopted by the next registration.
  if redis.call('HGET', key, 'notAfterMs') ~= '0' then redis.call('PEXPIRE', key, cert_kept_ms) end
  return 1
end

-- The certificates of an identity by fingerprint, each a hash (empty when forgotten); only reads.
local function certificates_of(euid)
  typed('set', P .. 'certs:' .. euid)
  local known = {}
  for _, fingerprint in ipairs(redis.call('SMEMBERS', P .. 'certs:' .. euid)) do
    typed('hash', P .. 'cert:' .. fingerprint)
    known[fingerprint] = hash(P .. 'cert:' .. fingerprint)
  end
  return known
end

-- ACTIVE, not past its own end (0 = not known), nor the old one of a rotation whose day is over.
local function counts(cert)
  local not_after = tonumber(cert.notAfterMs) or 0
  if cert.state ~= 'ACTIVE' or (not_after > 0 and not_after <= now) then return false end
  return not cert.endsAtMs or tonumber(cert.endsAtMs) > now
end

-- So many ended certificates of an identity are kept for whoever looks; each CONNECT reads them all.
local ended_kept = 10

-- Those that are forgotten, or ended and not of the newest, leave the set of an identity. An adopted
-- one (no serial) stays until its own end: forgotten, the next registration would adopt it.
local function prune_certificates(identity, known)
  local ended = {}
  for fingerprint, cert in pairs(known) do
    if not cert.state then
      redis.call('SREM', P .. 'certs:' .. identity, fingerprint)
    elseif cert.state ~= 'PENDING' and not counts(cert) and cert.serial ~= '' then
      ended[#ended + 1] = { fingerprint = fingerprint, at = tonumber(cert.issuedAtMs) or 0 }
    end
  end
  table.sort(ended, function(a, b)
    return a.at > b.at or (a.at == b.at and a.fingerprint < b.fingerprint)
  end)
  for i = ended_kept + 1, #ended do
    redis.call('SREM', P .. 'certs:' .. identity, ended[i].fingerprint)
    redis.call('DEL', P .. 'cert:' .. ended[i].fingerprint)
  end
end

-- Stores a certificate of an identity whose others were read.
local function add_certificate(c, state, known)
  local key = P .. 'cert:' .. c.fingerprint
  prune_certificates(c.identity, known)
  redis.call('HSET', key, 'euid', c.identity, 'state', state, 'serial', c.serial,
    'notAfterMs', c.notAfterMs, 'issuedAtMs', c.issuedAtMs)
  if c.notAfterMs > 0 then
    redis.call('PEXPIRE', key, math.max(c.notAfterMs - now, 0) + cert_kept_ms)
  end
  redis.call('SADD', P .. 'certs:' .. c.identity, c.fingerprint)
end

-- Takes the word from the link that is held, wherever that is: what it sends is fenced, and the node
-- that holds it is woken to close it. The route stays until then, so that the wake finds the node.
local function fence(dev)
  local key = P .. 'dev:' .. dev
  local held = redis.call('HMGET', key, 'epoch', 'node')
  if not held[2] then return end
  redis.call('HSET', key, 'epoch', (tonumber(held[1]) or 0) + 1)
  redis.call('HSETNX', key, 'fenced', held[1])
  redis.call('ZADD', P .. 'due', now, 'd' .. dev)
end

-- What farewell_of found, written.
local function say_farewell(dev, leaving)
  for _, fingerprint in ipairs(leaving.prints) do revoke(fingerprint, leaving.why) end
  if not leaving.retires then return end
  redis.call('HSETNX', P .. 'dev:' .. dev, 'retiredAtMs', now)
  fence(dev)
  for _, tx in ipairs(leaving.waiting) do
    if tx.sk ~= '' and redis.call('HGET', P .. 'sk:' .. dev, tx.sk) == tx.id then
      redis.call('HDEL', P .. 'sk:' .. dev, tx.sk)
    end
    end_apart(tx, 'REFUSED', { code = 'device_retired', detail = 'the device was retired' })
  end
  for _, id in ipairs(leaving.open) do redis.call('ZADD', P .. 'due', now, 't' .. id) end
end

-- What follows if a device is taken out of its account now; false if it is not in service. Reads only.
local function retirement_of(dev)
  if redis.call('HGET', P .. 'dev:' .. dev, 'record') == false then return false end
  local leaving = farewell_of(dev, { kind = 'retire' }, '')
  return leaving.retires and leaving
end

-- What retirement_of found, written; open wishes and the plan end with the device.
local function retire(dev, leaving)
  redis.call('HDEL', P .. 'dev:' .. dev, 'w:boost', 'w:suspended', 'w:test', 'plan')
  redis.call('ZREM', P .. 'due', 'p' .. dev)
  say_farewell(dev, leaving)
end

local terminal = {
  SUCCEEDED = true, FAILED = true, REJECTED = true, EXPIRED = true, SUPERSEDED = true,
  CANCELLED = true, LOST = true, REFUSED = true,
}
