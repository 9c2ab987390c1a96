import { connect, type MqttClient } from 'mqtt';

/** How a light heat-pump controller signs in, and how much it says. */
export type ControllerPlan = {
  readonly url: string;
  readonly identity: string;
  readonly secret: string;
  /** False at the floor: it only answers, and shows no state. */
  readonly showsState: boolean;
};

type Request = {
  readonly tx: string;
  readonly params: { readonly sensorCode: string; readonly displayName: string };
};

const sensorCodes = ['S1', 'S2'];
const zoneNames = ['ZONE_1', 'WATER'];
const retained = { qos: 1, retain: true } as const;

/**
 * A heat-pump controller that follows mqtt.md and does one thing, `rename_sensor`: it subscribes,
 * is born, describes itself, shows every aspect; on a request it shows the aspect with the next
 * `rev` and then answers `succeeded`. Resolves once all it had to say was acknowledged.
 */
export async function startController(plan: ControllerPlan): Promise<{ stop(): Promise<void> }> {
  const { url, identity, secret } = plan;
  const root = `gw/v1/${identity}`;
  const client = connect(url, {
    clientId: identity,
    ...{ username: identity, password: secret },
    ...{ clean: true, reconnectPeriod: 0, resubscribe: false, queueQoSZero: false },
    ...{ keepalive: 60, connectTimeout: 10_000 },
    will: { ...retained, topic: `${root}/status`, payload: Buffer.from(goodbye('lost')) },
  });
  await connected(client, identity);
  // mqtt.js types its stream as a bare duplex; it is a socket, and Nagle waits 44 ms (platform.md).
  Reflect.apply(Reflect.get(client.stream, 'setNoDelay'), client.stream, [true]);
  const says = makeAspects();
  const publish = (path: string, text: string) =>
    client.publishAsync(`${root}/${path}`, text, retained);
  client.on('message', (topic, payload) => {
    const { tx, params } = JSON.parse(payload.toString()) as Request;
    says.rename(params.sensorCode, params.displayName);
    const answer = { v: 1, phase: 'succeeded', at: new Date().toISOString() };
    if (plan.showsState) client.publish(`${root}/state/sensors`, says.aspect('sensors'), retained);
    const proof = plan.showsState ? { aspect: 'sensors', rev: says.rev('sensors') } : {};
    client.publish(topic.replace(/req$/, 'res'), JSON.stringify({ ...answer, tx, ...proof }), {
      qos: 1,
    });
  });
  await client.subscribeAsync(`${root}/cmd/+/req`, { qos: 1 });
  if (plan.showsState) {
    await Promise.all([
      publish('status', birth()),
      publish('describe', describe(identity)),
      ...aspectNames.map((name) => publish(`state/${name}`, says.aspect(name))),
    ]);
  }
  return {
    stop: async () => void (await client.endAsync(true)),
  };
}

function connected(client: MqttClient, identity: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('connect', () => resolve());
    client.once('error', reject);
    client.once('close', () => reject(new Error(`${identity} was not let in`)));
    // Its link may be cut by the bench's own end.
    client.on('error', () => {});
  });
}

const session = 1;
const aspectNames = ['sensors', 'zones', 'schedules', 'config'] as const;
type AspectName = (typeof aspectNames)[number];

function birth(): string {
  const bootedAt = new Date().toISOString();
  return JSON.stringify({ s: 'online', session, bootId: 'bench', bootedAt, fw: '1', clock: true });
}

function goodbye(word: 'lost' | 'offline'): string {
  return JSON.stringify({ s: word, session });
}

function describe(serial: string): string {
  return JSON.stringify({
    ...{ v: 1, class: 'heat_pump_controller', make: 'Bench', model: 'B1', serial },
    ...{ hardwareVersion: '1', kinds: { rename_sensor: 1 }, firmware: { esp32: '1.0.0' } },
    zones: zoneNames.map((zone) => {
      const type = zone === 'WATER' ? 'WATER' : 'HEAT';
      return { zone, type, enabled: true, minC: 7, maxC: 60, stepC: 0.5, sensorCodes };
    }),
    sensors: sensorCodes.map((code) => ({ code, type: 'NTC', enabled: true })),
    water: { minC: 40, maxC: 60 },
    ...{ slotsMax: 10, recent: [] },
  });
}

/** What the device shows of itself; `rev` rises by one at each reading for publication. */
function makeAspects() {
  const names = new Map(sensorCodes.map((code) => [code, code]));
  const revs = new Map<AspectName, number>();
  const body = (name: AspectName, at: string): object => {
    switch (name) {
      case 'sensors':
        return {
          sensors: [...names].map(([code, displayName]) => ({
            ...{ code, displayName, online: true, at },
          })),
        };
      case 'zones':
        return {
          zones: zoneNames.map((zone) => ({ zone, mode: 'AUTO', setpointC: 20, action: 'ON' })),
        };
      case 'schedules':
        return { schedules: [] };
      case 'config':
        return { controllerState: ['NORMAL_MODE'], timezone: 'UTC', faultCodes: [] };
    }
  };
  return {
    rename: (code: string, displayName: string) => void names.set(code, displayName),
    rev: (name: AspectName) => revs.get(name) ?? 0,
    aspect(name: AspectName): string {
      const rev = (revs.get(name) ?? 0) + 1;
      revs.set(name, rev);
      const at = new Date().toISOString();
      return JSON.stringify({ at, rev, ...body(name, at) });
    },
  };
}
