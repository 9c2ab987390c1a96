-- rotate-certificate(now, targets, from, certificate): the successor of an ACTIVE certificate, ACTIVE
-- too; an earlier successor that was never used ends. Idempotent by the successor's fingerprint.
local from, new = ARGV[3], cjson.decode(ARGV[4])
typed('hash', P .. 'cert:' .. from, P .. 'cert:' .. new.fingerprint)
local known = certificates_of(new.identity)
if known[new.fingerprint] then return 1 end
if not known[from] or not counts(known[from]) then return 0 end
for other, cert in pairs(known) do
  if other ~= from and cert.state and not cert.firstUsedAtMs then revoke(other, 'replaced') end
end
add_certificate(new, 'ACTIVE', known)
return 1
