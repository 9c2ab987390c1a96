-- end-wish(now, targets, dev, name): what a wish was about is over (kraken-api.md 4, "An open wish").
-- One whose command still waits or is being sent is about what comes next, and stays.
local dev, field = ARGV[3], 'w:' .. ARGV[4]
typed('hash', P .. 'dev:' .. dev)
local open = redis.call('HGET', P .. 'dev:' .. dev, field)
if not open then return 0 end
local id = string.match(open, '^([^|]*)')
check_tx(id)
local status = redis.call('HGET', P .. 'tx:' .. id, 'status')
if status == 'QUEUED' or status == 'SENT' then return 0 end
redis.call('HDEL', P .. 'dev:' .. dev, field)
return 1
