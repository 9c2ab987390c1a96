-- pend-certificate(now, targets, certificate, keptMax, dev, epoch): a certificate that a device asked
-- for over its own link, PENDING until it is first used: what the device came with counts until then.
-- Of those that were never used, the newest `keptMax` stay. 0 when that identity is not of a device in
-- service, or its link was fenced: who lost the credentials may get none by them. Idempotent by its
-- fingerprint.
local new, kept, asker, epoch = cjson.decode(ARGV[3]), tonumber(ARGV[4]), ARGV[5], ARGV[6]
typed('string', P .. 'who:' .. new.identity)
typed('hash', P .. 'cert:' .. new.fingerprint)
local dev = redis.call('GET', P .. 'who:' .. new.identity)
if dev ~= asker then return 0 end
typed('hash', P .. 'dev:' .. dev)
local device = redis.call('HMGET', P .. 'dev:' .. dev, 'record', 'retiredAtMs', 'epoch')
if not device[1] or device[2] or device[3] ~= epoch then return 0 end
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
