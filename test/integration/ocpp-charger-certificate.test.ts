import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startChargers } from '../../simulators/ocpp-charger/start-chargers.ts';
import { type BareAuthority, makeBareAuthority } from '../support/bare-authority.ts';
import { BareCentralSystem, type CentralTls } from '../support/bare-central-system.ts';
import { waitFor } from '../support/wait-for.ts';

const ID = 'CP-SIM-0001';
const HOUR_MS = 3_600_000;
/** How each version is asked to have itself certified. */
const ASKING = {
  '1.6': ['ExtendedTriggerMessage', 'SignChargePointCertificate'],
  '2.0.1': ['TriggerMessage', 'SignChargingStationCertificate'],
  '2.1': ['TriggerMessage', 'SignChargingStationCertificate'],
} as const;

let authority: BareAuthority;
let tls: CentralTls;
beforeAll(async () => {
  authority = await makeBareAuthority();
  const own = await authority.issue('central system', HOUR_MS, ['127.0.0.1']);
  tls = { cert: own.certificatePem, key: own.privateKeyPem, ca: authority.certificatePem };
});

describe.each(['1.6', '2.0.1', '2.1'] as const)('a charger of OCPP %s over TLS', (protocol) => {
  let csms: BareCentralSystem;
  let chargers: Awaited<ReturnType<typeof startChargers>>;
  const certificate = () => (chargers.devices[0]!.state() as { certificate: unknown }).certificate;

  beforeEach(async () => {
    csms = await new BareCentralSystem({ protocol: `ocpp${protocol}`, tls }).listen();
    const ca = Buffer.from(authority.certificatePem);
    chargers = await startChargers({
      url: csms.url,
      protocol,
      password: 'before',
      tls: { ca },
      speed: 20,
    });
  });
  afterEach(async () => {
    await chargers.stop();
    await csms.close();
    expect(csms.violations).toEqual([]);
  });

  /** Has the charger ask, and gives its request. */
  async function askForRequest(): Promise<string> {
    const [action, requestedMessage] = ASKING[protocol];
    expect(await csms.call(action, { requestedMessage })).toEqual({ status: 'Accepted' });
    await waitFor(() => csms.all('SignCertificate').length > 0, 'the request');
    return String(csms.all('SignCertificate').at(-1)?.['csr']);
  }

  it('comes back with the certificate that was signed for its own key', async () => {
    expect(csms.peers).toEqual([undefined]);
    const certificateChain = await authority.sign(await askForRequest(), ID, HOUR_MS);
    const answer = await csms.call('CertificateSigned', { certificateChain });
    expect(answer).toEqual({ status: 'Accepted' });
    await waitFor(() => csms.peers.at(-1) === ID, 'the certificate');
    expect(certificate()).toMatchObject({ serial: expect.any(String) });
  });

  it('refuses a certificate of another key, says so, and stays as it was', async () => {
    await askForRequest();
    const { certificatePem: certificateChain } = await authority.issue(ID, HOUR_MS);
    const answer = await csms.call('CertificateSigned', { certificateChain });
    expect(answer).toMatchObject({ status: 'Rejected' });
    await waitFor(() => csms.all('SecurityEventNotification').length === 1, 'the event');
    expect(certificate()).toBeNull();
    expect(csms.connections).toBe(1);
  });

  it.each([
    ['that nobody asked for', false],
    ['that is none', true],
  ])('refuses a certificate %s', async (_, isAsked) => {
    if (isAsked) await askForRequest();
    const answer = await csms.call('CertificateSigned', { certificateChain: 'no PEM' });
    expect(answer).toMatchObject({ status: 'Rejected' });
    expect(certificate()).toBeNull();
  });

  it('forgets its key when the request is refused', async () => {
    csms.answer('SignCertificate', () => ({ status: 'Rejected' }));
    const csr = await askForRequest();
    const isRefused = () =>
      chargers.log
        .after(ID, 0)
        .some((line) => 'event' in line && line.event === 'certificate-refused');
    await waitFor(isRefused, 'the refusal');
    const certificateChain = await authority.sign(csr, ID, HOUR_MS);
    const answer = await csms.call('CertificateSigned', { certificateChain });
    expect(answer).toMatchObject({ status: 'Rejected' });
  });

  it.runIf(protocol !== '1.6')('dials anew with a password that it was given', async () => {
    const place = { component: { name: 'SecurityCtrlr' }, variable: { name: 'BasicAuthPassword' } };
    const setTo = (attributeValue: string) =>
      csms.call('SetVariables', { setVariableData: [{ ...place, attributeValue }] });
    expect(await setTo('too short')).toMatchObject({
      setVariableResult: [{ attributeStatus: 'Rejected' }],
    });
    await setTo('a-password-of-20-chars');
    await waitFor(() => csms.passwords.get(ID) === 'a-password-of-20-chars', 'the password');
    const log = JSON.stringify(chargers.log.after(ID, 0));
    expect(log).not.toContain('a-password-of-20-chars');
  });
});
