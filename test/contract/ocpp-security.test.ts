import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bootPayload, TestGateway } from '../support/ocpp/gateway.ts';
import { RawCharger } from '../support/ocpp/raw-charger.ts';
import { waitFor } from '../support/wait-for.ts';

const chainPem = '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n';
const csr = 'a request in PEM';
let gateway: TestGateway;

beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.stop());

const lines = (message: string) =>
  gateway.fakes.logLines.filter((line) => line.message === message).map(({ fields }) => fields);

/** A charger that booted; what it is asked for besides is not this file's subject. */
async function connect(status: string): Promise<RawCharger> {
  const { charger } = await gateway.connectReady('cp-1', {
    CertificateSigned: () => ({ status }),
  });
  return charger;
}

describe('SignCertificate', () => {
  const asked: string[] = [];
  beforeEach(() => {
    asked.length = 0;
    gateway.fakes.sign = async (device, _epoch, csrPem) => {
      asked.push(`${device.identity} ${csrPem}`);
      return { kind: 'accepted', chainPem, serial: '2a', notAfterMs: Date.now() + 1_000 };
    };
  });

  it('is answered at once, and the certificate follows the answer', async () => {
    const charger = await connect('Accepted');
    expect(await charger.ask('SignCertificate', { csr })).toEqual({ status: 'Accepted' });
    expect(asked).toEqual([`cp-1 ${csr}`]);
    await waitFor(() => lines('a charger took its certificate').length === 1, 'the delivery');
    const signed = charger.calls().filter(({ action }) => action === 'CertificateSigned');
    expect(signed).toMatchObject([{ payload: { certificateChain: chainPem } }]);
    const told = charger.frames.findIndex(({ text }) => text.includes('{"status":"Accepted"}'));
    const sent = charger.frames.findIndex(({ text }) => text.includes('"CertificateSigned"'));
    expect(told).toBeLessThan(sent);
  });

  it('says so when the charger does not take it', async () => {
    const charger = await connect('Rejected');
    await charger.ask('SignCertificate', { csr });
    await waitFor(
      () => lines('a charger did not take its certificate').length === 1,
      'the line in the log',
    );
  });

  it('is rejected with its reason in the log, and nothing follows', async () => {
    gateway.fakes.sign = async () => ({
      ...{ kind: 'rejected', status: 400, code: 'invalid_csr', detail: 'it names somebody else' },
    });
    const charger = await connect('Accepted');
    expect(await charger.ask('SignCertificate', { csr })).toEqual({ status: 'Rejected' });
    expect(lines('a charger asked in vain for a certificate')).toEqual([
      { code: 'invalid_csr', detail: 'it names somebody else' },
    ]);
    expect(await charger.ask('Heartbeat', {})).toHaveProperty('currentTime');
    expect(charger.calls().map(({ action }) => action)).not.toContain('CertificateSigned');
  });

  it('is rejected over a link in clear from another machine', async () => {
    await gateway.stop();
    gateway = await TestGateway.start({ trustedProxies: ['127.0.0.1'] });
    gateway.fakes.admitted.add('cp-1');
    const more = { 'x-forwarded-for': '203.0.113.9' };
    const charger = await RawCharger.connect(gateway.url('/ocpp/cp-1'), { user: 'cp-1', more });
    try {
      expect(await charger.ask('SignCertificate', { csr })).toEqual({ status: 'Rejected' });
    } finally {
      charger.close();
    }
    expect(asked).toEqual([]);
    expect(lines('a charger asked in vain for a certificate')).toEqual([{ code: 'link_in_clear' }]);
  });

  it('longer than the schema allows never reaches the desk', async () => {
    const charger = await connect('Accepted');
    const answer = await charger.call('SignCertificate', { csr: 'x'.repeat(5_501) });
    expect(answer.slice(0, 3)).toEqual([4, answer[1], 'PropertyConstraintViolation']);
    expect(asked).toEqual([]);
  });
});

describe('SecurityEventNotification', () => {
  const timestamp = new Date().toISOString();
  const tell = (charger: RawCharger, type: string, techInfo?: string) =>
    charger.ask('SecurityEventNotification', {
      ...{ type, timestamp, ...(techInfo !== undefined && { techInfo }) },
    });
  const alerts = () => gateway.fakes.eventsOf('alert').map(({ message }) => message);

  it('becomes a line for the owner, a warning and a count', async () => {
    const charger = await gateway.connect('cp-1');
    await charger.ask('BootNotification', bootPayload);
    expect(await tell(charger, 'TamperDetectionActivated', 'door open')).toEqual({});
    expect(alerts()).toEqual(['The charger reports TamperDetectionActivated (door open).']);
    expect(lines('a charger reports a security event')).toEqual([
      { type: 'TamperDetectionActivated', info: 'door open' },
    ]);
    expect(gateway.fakes.count('security_events')).toBe(1);
  });

  it('has no control characters, and is cut', async () => {
    const charger = await gateway.connect('cp-1');
    await tell(charger, 'a\u001b[31m\u202eb', `\n${'x'.repeat(200)}`);
    const [alert = ''] = alerts();
    expect(alert).toMatch(/^The charger reports a \[31m b \(x{120}\)\.$/);
  });

  it('beyond five a minute is only counted, and answered all the same', async () => {
    const charger = await gateway.connect('cp-1');
    for (let index = 0; index < 8; index += 1) await tell(charger, `made up ${index}`);
    expect(alerts()).toHaveLength(5);
    expect(gateway.fakes.count('security_events')).toBe(8);
  });
});
