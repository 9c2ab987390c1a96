-- pend-certificate(now, targets, certificate, keptMax): a certificate that a device asked for over its
-- own link, PENDING until it is first used: what the device came with counts until then. Of those that
-- were never used, the newest `keptMax` stay. 0 when no device in service has that identity.
-- Idempotent by its fingerprint.
local new, kept = cjson.decode(ARGV[3]), tonumber(ARGV[4])
typed('string', P .. 'who:' .. new.identity)
typed('hash', P .. 'cert:' .. new.fingerprint)
local dev = redis.call('GET', P .. 'who:' .. new.identity)
if not dev then return 0 end
typed('hash', P .. 'dev:' .. dev)
local device = redis.call('HMGET', P .. 'dev:' .. dev, 'record', 'retiredAtMs')
if not device[1] or device[2] then return 0 end
local known, unused = certificates_of(new.identity), {}
if known[new.fingerprint] then return 1 end
for fingerprint, cert in pairs(known) do
  if cert.state == 'PENDING' and cert.asked == '1' then
    unused[#unused + 1] = { fingerprint = fingerprint, at = tonumber(cert.issuedAtMs) or 0 }
  end
end
table.sort(unused, function(a, b)
  return a.at > b.at or (a.at == b.at and a.fingerprint < b.fingerprint)
end)

for i = kept, #unused do revoke(unused[i].fingerprint, 'replaced') end
add_certificate(new, 'PENDING', known)
redis.call('HSET', P .. 'cert:' .. new.fingerprint, 'asked', '1')
return 1
