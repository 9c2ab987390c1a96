import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import { connect, type IClientOptions } from 'mqtt';
import { connectDevice, type TestDevice } from './mqtt-client.ts';
import type { Credentials, TestPki } from './tls-pki.ts';

/** The options by which a client shows a certificate; `null` = none. */
export function secure(
  pki: TestPki,
  credentials: Credentials | null,
  more: IClientOptions = {},
): IClientOptions {
  return { protocol: 'mqtts', ca: pki.rootPem, ...credentials, ...more };
}

/** Connects a device or a claim by certificate, and waits for its CONNACK. */
export function connectSecure(
  port: number,
  clientId: string,
  options: IClientOptions,
): Promise<TestDevice> {
  return connectDevice(port, clientId, options);
}

/** The CONNACK code of a refused connection, `let in`, or `cut` when there was no CONNACK. */
export async function knockSecure(
  port: number,
  options: IClientOptions,
): Promise<number | 'let in' | 'cut'> {
  const client = connect({
    ...{ host: '127.0.0.1', port, protocol: 'mqtts', protocolVersion: 4, reconnectPeriod: 0 },
    ...options,
  });
  const answer = await new Promise<number | 'let in' | 'cut'>((resolve) => {
    client.once('connect', () => resolve('let in'));
    client.once('close', () => resolve('cut'));
    client.on('error', (error) => {
      if ('code' in error && typeof error.code === 'number') resolve(error.code);
    });
  });
  await new Promise<void>((resolve) => client.end(true, () => resolve()));
  return answer;
}

/** A bare TLS socket that is up, for bytes and moments that no client would choose. */
export function openSecureRaw(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ host: '127.0.0.1', port, ...options }, () => resolve(socket));
    socket.once('error', reject);
    socket.on('error', () => {});
    socket.resume();
  });
}
