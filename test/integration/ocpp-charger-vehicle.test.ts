import { describe, expect, it } from 'vitest';
import { CHARGER_ID, ChargerBench } from '../support/charger-bench.ts';
import { waitFor } from '../support/wait-for.ts';

const bench = ChargerBench.use();
const HOME = { latitude: 51.5072, longitude: -0.1276 };
const told = () =>
  bench.csms.all('DataTransfer').map(({ data, ...head }) => ({
    ...head,
    data: JSON.parse(String(data)),
  }));
const says = (data: object) => ({ vendorId: 'joulegate', messageId: 'Location', data });

async function post(action: string, body: object): Promise<number> {
  const url = `${bench.chargers?.control.url}/devices/${CHARGER_ID}/${action}`;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
  await response.arrayBuffer();
  return response.status;
}

describe('where a vehicle is', () => {
  it('is told after each boot, and whenever it changes', async () => {
    await bench.start({ location: HOME });
    await waitFor(() => told().length === 1, 'the place');
    expect(await post('location', { latitude: 48.2, longitude: 16.37 })).toBe(200);
    await waitFor(() => told().length === 2, 'the other place');
    expect(await post('location', { latitude: null, longitude: null })).toBe(200);
    await waitFor(() => told().length === 3, 'no place');
    await bench.act('reboot');
    await waitFor(() => told().length === 4, 'the place after the boot');
    const nowhere = { latitude: null, longitude: null };
    const places = [HOME, { latitude: 48.2, longitude: 16.37 }, nowhere, nowhere];
    expect(told()).toEqual(places.map(says));
  });

  it('is never told by a charger in a wall, which cannot be moved either', async () => {
    await bench.start();
    await waitFor(() => bench.csms.all('StatusNotification').length === 2, 'the statuses');
    expect(told()).toEqual([]);
    expect(await post('location', HOME)).toBe(409);
  });

  it.each([
    {},
    { latitude: 91, longitude: 0 },
    { latitude: 0, longitude: null },
    { latitude: '1' },
  ])('cannot be %j', async (body) => {
    await bench.start({ location: HOME });
    expect(await post('location', body)).toBe(400);
  });
});

describe('a vehicle as it is asked for', () => {
  it('shows its size, its target and its readiness, and charges by them', async () => {
    const vehicle = { batteryWh: 100, targetSocPercent: 50, isReady: false };
    await bench.start({ vehicle, socPercent: 49, startsByItself: true });
    await waitFor(() => bench.csms.status === 'SuspendedEV', 'a vehicle that is not ready');
    await bench.act('ready');
    await waitFor(() => bench.state.vehicle.socPercent === 50, 'its target');
    await waitFor(() => bench.csms.status === 'SuspendedEV', 'a vehicle that is full');
    await waitFor(() => bench.state.session?.powerW === 0, 'its power to fall');
  });

  it('tells currents of three phases, and which of them the vehicle uses', async () => {
    await bench.startCharging({ phases: 3, vehicle: { phases: 1 }, maxAmps: 32 });
    const [sample] = JSON.parse(JSON.stringify(bench.csms.all('MeterValues').at(-1)?.meterValue));
    const currents = sample.sampledValue.filter(
      ({ measurand }: { measurand: string }) => measurand === 'Current.Import',
    );
    expect(currents.map(({ phase }: { phase: string }) => phase)).toEqual(['L1', 'L2', 'L3']);
    expect(currents.map(({ value }: { value: string }) => Number(value) > 0)).toEqual([
      ...[true, false, false],
    ]);
  });

  it.each([{ socPercent: 101 }, { targetSocPercent: -1 }, { socPercent: '40' }])(
    'is not plugged in with %j',
    async (body) => {
      await bench.start({ isPlugged: false });
      expect(await post('plug', body)).toBe(400);
    },
  );
});
