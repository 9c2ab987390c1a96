import { describe, expect, it } from 'vitest';
import { listCharacters, loadCharacter } from '../../../../simulators/ocpp-charger/character.ts';
import { Configuration } from '../../../../simulators/ocpp-charger/v16/configuration.ts';

describe('configuration keys (OCPP 1.6 5.3, 9)', () => {
  it.each([
    ['MeterValueSampleInterval', '10', 'Accepted'],
    ['MeterValueSampleInterval', '-1', 'Rejected'],
    ['MeterValueSampleInterval', 'often', 'Rejected'],
    ['AuthorizeRemoteTxRequests', 'TRUE', 'Accepted'],
    ['AuthorizeRemoteTxRequests', 'yes', 'Rejected'],
    ['MeterValuesSampledData', 'SoC,Power.Active.Import', 'Accepted'],
    ['MeterValuesSampledData', 'Temperature', 'Rejected'],
    ['NumberOfConnectors', '2', 'Rejected'],
    ['NoSuchKey', '1', 'NotSupported'],
  ])('%s=%s is %s', (key, value, verdict) => {
    const configuration = new Configuration();
    const before = configuration.text(key);
    expect(configuration.judge(key, value)).toBe(verdict);
    configuration.change(key, value);
    expect(configuration.text(key)).toBe(verdict === 'Accepted' ? value : before);
  });

  it.each([
    [1, '0.NotApplicable,1.NotApplicable'],
    [3, '0.RST,1.RST'],
  ] as const)('says the order of its phases: of %i', (phases, rotation) => {
    expect(new Configuration({}, phases).text('ConnectorPhaseRotation')).toBe(rotation);
  });

  it('takes values and keys from a vendor', () => {
    const configuration = new Configuration({ HeartbeatInterval: '30', VendorMode: 'on' });
    expect(configuration.count('HeartbeatInterval')).toBe(30);
    expect(configuration.list().at(-1)).toEqual({ key: 'VendorMode', readonly: true, value: 'on' });
  });
});

describe('characters', () => {
  it('are all readable', async () => {
    const names = await listCharacters();
    expect(names).toEqual(
      expect.arrayContaining(['plain', 'accept-nothing', 'accept-nothing-mute']),
    );
    for (const name of names) await expect(loadCharacter(name)).resolves.toHaveProperty('vendor');
  });

  it('that do not exist are named together with those that do', async () => {
    await expect(loadCharacter('../plain')).rejects.toThrow(/no character .*plain/);
  });
});
