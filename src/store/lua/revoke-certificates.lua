-- revoke-certificates(now, targets, euid, why): all that an identity has; answers how many counted.
-- A repeat is answered by remember.lua.
local known, revoked = certificates_of(ARGV[3]), 0
for fingerprint, cert in pairs(known) do
  if counts(cert) then revoked = revoked + 1 end
end
changed = false
for fingerprint in pairs(known) do
  if revoke(fingerprint, ARGV[4]) == 1 then changed = true end
end
return revoked
