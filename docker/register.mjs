// Registers the three simulated devices of docker-compose.yml and leaves their secrets, which the
// gateway shows once, in a file that the simulators read. Only what that file lacks is registered.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const ENDPOINT = process.env.GRAPHQL_URL ?? 'http://127.0.0.1:4000/v1/graphql/';
const ACCOUNT = process.env.DEMO_ACCOUNT ?? 'A-DEMO0001';
const SECRETS_FILE = process.env.SECRETS_FILE ?? '/secrets/devices.json';

/** The identities that docker-compose.yml gives to its simulators. */
const DEVICES = [
  { class: 'CHARGER', identity: 'CP-SIM-0001' },
  { class: 'BATTERY', identity: '00:1e:5e:00:00:00:00:01' },
  { class: 'HEAT_PUMP_CONTROLLER', identity: '00:1e:5e:00:00:00:00:02' },
];

const TOKEN = 'mutation ($key: String!) { obtainKrakenToken(input: { APIKey: $key }) { token } }';
const REGISTER = `mutation ($input: RegisterGatewayDeviceInput!) {
  registerGatewayDevice(input: $input) { deviceId secret }
}`;

async function ask(query, variables, token) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `JWT ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors !== undefined) throw new Error(`the gateway answered ${JSON.stringify(errors)}`);
  return data;
}

const secrets = existsSync(SECRETS_FILE) ? JSON.parse(readFileSync(SECRETS_FILE, 'utf8')) : {};
const missing = DEVICES.filter(({ identity }) => secrets[identity] === undefined);
if (missing.length > 0) {
  const { obtainKrakenToken } = await ask(TOKEN, { key: process.env.BOOTSTRAP_API_KEY });
  for (const device of missing) {
    const input = { accountNumber: ACCOUNT, propertyId: 1, ...device };
    const { registerGatewayDevice } = await ask(REGISTER, { input }, obtainKrakenToken.token);
    secrets[device.identity] = registerGatewayDevice.secret;
    // After each one: a secret that was shown and not kept could not be had again.
    writeFileSync(SECRETS_FILE, JSON.stringify(secrets), { mode: 0o600 });
  }
}
process.stderr.write(`registered ${missing.length} of ${DEVICES.length} devices of ${ACCOUNT}\n`);
