import { openPki as openFiles, type Pki } from '../adapters/pki/pki.ts';
import { PkiFault } from '../adapters/pki/pki-fault.ts';
import type { Config } from '../config.ts';
import type { Clock } from '../domain/ports/clock.ts';
import type { Log } from '../domain/ports/log.ts';
import { StartRefusal } from '../store/redis/start-refusal.ts';

const everywhere: ReadonlySet<string> = new Set(['0.0.0.0', '::', '*']);

/**
 * The host that devices are told, and that our own certificate names first. A listener on all
 * addresses has no name of its own: then it is this machine, for whoever tries it out here.
 */
export function toPublicMqttHost({ mqtt, mqtts }: Config): string {
  const { host } = mqtts ?? mqtt;
  return mqtt.publicHost ?? (everywhere.has(host) ? 'localhost' : host);
}

/** The host that chargers are told, and that our own certificate names, by the same rule. */
export function toPublicOcppHost({ ocpp, ocpps }: Config): string {
  if (ocpp.publicUrl !== undefined) return new URL(ocpp.publicUrl).hostname.replace(/^\[|\]$/g, '');
  const { host } = ocpps ?? ocpp;
  return everywhere.has(host) ? 'localhost' : host;
}

/** Opens the certificate authorities. @throws StartRefusal 78 naming the file. */
export async function openPki(config: Config, ports: { clock: Clock; log: Log }): Promise<Pki> {
  const { tls, dataDir, limits } = config;
  try {
    return await openFiles(
      {
        dataDir,
        deviceDays: limits.deviceCertificateDays,
        clientCaFile: tls.clientCaFile ?? null,
        server: toServer(config),
      },
      ports,
    );
  } catch (error) {
    if (!(error instanceof PkiFault)) throw error;
    throw new StartRefusal({
      exitCode: 78,
      what: `${error.file} cannot be used, nothing was started`,
      why: error.message,
      remedy: error.remedy,
    });
  }
}

function toServer(config: Config) {
  const { mqtts, ocpps, tls } = config;
  if (mqtts === undefined && ocpps === undefined) return null;
  const { certFile, keyFile } = tls;
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  const told = [
    ...(mqtts ? [toPublicMqttHost(config)] : []),
    ...(ocpps ? [toPublicOcppHost(config)] : []),
  ];
  return { names: [...new Set([...told, 'localhost', '127.0.0.1', '::1'])] };
}
