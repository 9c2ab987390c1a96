import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { parseSimpleYaml } from '../support/simple-yaml.ts';

type Service = {
  image?: string;
  build?: string;
  command?: string[];
  entrypoint?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  network_mode?: string;
  depends_on?: Record<string, { condition: string }>;
};

const compose = parseSimpleYaml(readFileSync('docker-compose.yml', 'utf8')) as unknown as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const { services } = compose;
const simulators = ['charger', 'battery', 'heat-pump'];

describe('docker-compose.yml', () => {
  it('runs a gateway, a Redis, a registration and the three simulators', () => {
    expect(Object.keys(services).sort()).toEqual(
      ['battery', 'charger', 'gateway', 'heat-pump', 'redis', 'register'].sort(),
    );
  });

  it('gives the gateway a Redis that keeps what it accepted', () => {
    const command = services['redis']!.command!.join(' ');
    expect(command).toContain('--appendonly yes --appendfsync always');
    expect(command).toContain('--maxmemory-policy noeviction');
    expect(services['redis']!.volumes).toEqual(['redis-data:/data']);
    expect(services['gateway']!.environment!['REDIS_URL']).toBe('redis://redis:6379');
  });

  it('configures the gateway so that it would start', () => {
    const environment = {
      ...services['gateway']!.environment,
      BOOTSTRAP_API_KEY: 'a-key-of-your-own-choice',
      NODE_ENV: 'production',
    };
    expect(() => parseConfig(environment)).not.toThrow();
  });

  it('publishes on loopback only', () => {
    const ports = Object.values(services).flatMap((service) => service.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:4000:4000']);
  });

  it.each(simulators)(
    'runs the simulator %s beside the gateway, after its registration',
    (name) => {
      const service = services[name]!;
      expect(service.command!.slice(0, 2)).toEqual(['sim', name]);
      expect(service.network_mode).toBe('service:gateway');
      expect(service.depends_on!['register']!.condition).toBe('service_completed_successfully');
    },
  );

  it('registers the identities that the simulators have', () => {
    const script = readFileSync('docker/register.mjs', 'utf8');
    const registered = [...script.matchAll(/identity: '([^']+)'/g)].map((match) => match[1]);
    const used = simulators.map((name) => {
      const { command } = services[name]!;
      return command![command!.indexOf('--id') + 1];
    });
    expect(registered).toEqual(used);
  });

  it('names only volumes that it declares and files that exist', () => {
    const used = Object.values(services).flatMap((service) => service.volumes ?? []);
    const names = new Set(used.map((volume) => volume.split(':')[0]));
    expect([...names].sort()).toEqual(Object.keys(compose.volumes).sort());
    expect(existsSync(services['register']!.entrypoint![1]!)).toBe(true);
    expect(existsSync('Dockerfile')).toBe(true);
  });
});

describe('the compose reader', () => {
  it.each(['a b\n', 'a: 1\n    b: 2\n', 'a:\n  - x: 1\n  y\n'])('refuses %j', (text) => {
    expect(() => parseSimpleYaml(text)).toThrow(/line \d/);
  });
});
