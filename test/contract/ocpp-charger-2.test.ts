import { describe, expect, it } from 'vitest';
import { ChargerBench } from '../support/charger-bench.ts';
import {
  eventsOf,
  makeWireProfile2,
  meteredIn,
  startCharging2,
  toldOf,
} from '../support/charger-bench-2.ts';
import { waitFor } from '../support/wait-for.ts';

describe.each(['2.0.1'] as const)('a whole day of OCPP %s', (protocol) => {
  const bench = ChargerBench.use({ protocol: `ocpp${protocol}` });
  const hasEnded = () => eventsOf(bench).some(({ eventType }) => eventType === 'Ended');

  it('says nothing that the schemas refuse', async () => {
    const transactionId = await startCharging2(bench, { protocol });
    const chargingProfile = makeWireProfile2(8, { transactionId });
    await bench.csms.call('SetChargingProfile', { evseId: 1, chargingProfile });
    const isSlow = () => meteredIn(eventsOf(bench), 'Current.Import') === 8;
    await waitFor(isSlow, '8 A');
    await bench.csms.call('ClearChargingProfile', { chargingProfileId: 7 });
    await waitFor(() => !isSlow(), 'more than 8 A');
    await bench.csms.call('RequestStopTransaction', { transactionId });
    await waitFor(hasEnded, 'Ended');
    expect(toldOf(eventsOf(bench)).at(-1)).toBe('Ended RemoteStop EVConnected');
  });
});
