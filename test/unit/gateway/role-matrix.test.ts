import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain/caller.ts';
import { makeCancelTransaction } from '../../../src/domain/cancel-transaction.ts';
import type {
  AccountNumber,
  Device,
  DeviceId,
  DeviceIdentity,
} from '../../../src/domain/device.ts';
import { makeSubmitCommand } from '../../../src/domain/submit-command.ts';
import type { TransactionId } from '../../../src/domain/transaction.ts';
import type { GatewayDeps } from '../../../src/gateway/gateway-parts.ts';
import { signInAs, startTestApi, type TestApi } from './support/api.ts';
import { aController, aDevice, aTransaction } from './support/builders.ts';
import {
  callsOfAnybody,
  callsOfRoles,
  callsOnAccount,
  toMutation,
} from './support/mutation-calls.ts';

type Name = keyof typeof callsOnAccount | keyof typeof callsOfRoles;

const commanders: readonly Role[] = ['service', 'account'];
const provisioners: readonly Role[] = ['service', 'installer', 'account'];
const reporters: readonly Role[] = ['service', 'operator'];

/** Who may do what (design section 6); what is not named here is a command. */
const allowed: Readonly<Partial<Record<Name, readonly Role[]>>> = {
  identifyDevice: provisioners,
  triggerTestCharge: provisioners,
  requestProvisioningClaimCertificate: provisioners,
  octoHeatPumpRequestProvisioningClaimCertificate: provisioners,
  deprovisionHeatingController: provisioners,
  octoHeatPumpDeprovisionHeatingController: provisioners,
  revokeControllerCertificates: provisioners,
  registerHeatPump: provisioners,
  deviceRegistration: provisioners,
  registerDevice: provisioners,
  reauthenticateDevice: provisioners,
  deauthenticateDevice: provisioners,
  deauthenticateFlexDevice: provisioners,
  deleteDeviceConnectionDetails: provisioners,
  startSmartFlexOnboarding: provisioners,
  cancelSmartFlexOnboarding: provisioners,
  setPropertyLocation: provisioners,
  ocppAuthentication: provisioners,
  registerGatewayDevice: ['service', 'installer'],
  createTempProvisioningClaim: ['service', 'installer'],
  cancelDeviceTransaction: ['service', 'operator', 'account'],
  replayReports: reporters,
  resumeReportTarget: reporters,
  createApiKey: ['service'],
  revokeApiKey: ['service'],
  enrolControllers: ['service'],
};
const calls = Object.entries({ ...callsOnAccount, ...callsOfRoles }) as [Name, string][];
const denials = [
  ...['KT-CT-1111', 'KT-CT-4301', 'KT-CT-4371', 'KT-CT-7223', 'transaction_not_found'],
];
const roles: readonly Role[] = ['service', 'operator', 'installer', 'account'];

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi((deps, settings) => {
    Object.assign(deps, makeUseCases(deps));
    return { limits: { ...settings.limits, mutationsPerHour: 10_000 } };
  });
  const of = (deviceClass: Device['class'], identity: string) =>
    aDevice({
      id: deviceClass as DeviceId,
      class: deviceClass,
      identity: identity as DeviceIdentity,
    });
  const unit = of('heat_pump_unit', '001e5e0902ba5d85');
  api.world.devices.push(
    of('charger', 'CP-1'),
    of('vehicle', 'EV-1'),
    of('battery', '001e5e0902ba5d86'),
    unit,
    aController(),
  );
  api.world.wizards.push({
    ...{ id: 'wizard-1', accountNumber: 'A-1' as AccountNumber, propertyId: 1, version: 1 },
    ...{ createdAtMs: api.world.nowMs, cancelledAtMs: null, deviceId: null },
  });
  api.world.transactions.push(aTransaction({ status: 'CANCELLED' }));
});
afterAll(() => api.close());

/** The domain's own use cases: the rights are checked there. */
function makeUseCases(deps: GatewayDeps): Partial<GatewayDeps> {
  const intake = {
    findByKeys: async () => null,
    accept: async () => {
      return { kind: 'accepted' as const, ids: ['tx-2' as TransactionId], replayed: false };
    },
    refuse: async () => undefined,
  };
  const wake = { wake: () => undefined };
  const submitCommand = makeSubmitCommand({ ...deps, intake, wake, startedAtMs: 0 });
  // A transaction that is cancelled already is answered before anything is settled.
  const settling = { ...deps, wake } as unknown as Parameters<typeof makeCancelTransaction>[0];
  return { submitCommand, cancelTransaction: makeCancelTransaction(settling) };
}

/** Told off for who one is; other errors come later than that. */
async function isDenied(name: string, args: string, as: string): Promise<boolean> {
  const { body } = await api.ask(toMutation(name, args), { as });
  const code = body.errors?.[0]?.extensions?.['errorCode'];
  return code === 'KT-CT-1111' || code === 'KT-CT-7223';
}

it('knows every mutation of the schema', () => {
  const schema = buildSchema(readFileSync('src/gateway/graphql/schema.graphql', 'utf8'));
  const named = [...calls.map(([name]) => name), ...Object.keys(callsOfAnybody)];
  expect(named.sort()).toEqual(Object.keys(schema.getMutationType()?.getFields() ?? {}).sort());
});

describe.each(roles)('the role %s', (role) => {
  it.each(calls)('is allowed, or not, to %s', async (name, args) => {
    const as = await signInAs(api, role, role === 'operator' || role === 'service' ? [] : ['A-1']);
    const mayDo = (allowed[name] ?? commanders).includes(role);
    expect(await isDenied(name, args, as)).toBe(!mayDo);
  });

  it.each(Object.entries(callsOfAnybody))('may always %s', async (name, args) => {
    const as = await signInAs(api, role, ['A-1']);
    expect(await isDenied(name, args, as)).toBe(false);
  });
});

describe.each(['installer', 'account'] as const)('the role %s of another account', (role) => {
  it.each(Object.entries(callsOnAccount))('may not %s', async (name, args) => {
    const as = await signInAs(api, role, ['A-2']);
    const { body } = await api.ask(toMutation(name, args), { as });
    const code = body.errors?.[0]?.extensions['errorCode'];
    expect(denials).toContain(code);
  });
});

it('lets an installer read the named accounts and no other', async () => {
  const as = await signInAs(api, 'installer', ['A-1']);
  const read = async (account: string) => {
    const query = `{ devices(accountNumber: "${account}") { id } }`;
    return (await api.ask(query, { as })).body.errors?.[0]?.extensions['errorCode'];
  };
  expect([await read('A-1'), await read('A-2')]).toEqual([undefined, 'KT-CT-1111']);
});
