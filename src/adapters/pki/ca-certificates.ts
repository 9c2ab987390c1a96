import { X509Certificate } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readPem } from './read-pem.ts';

const certificatesMax = 100;
const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The CA certificates of a PEM file, one or several.
 * @throws the system's error, or Error in a sentence.
 */
export function readCaCertificates(file: string): X509Certificate[] {
  const blocks = readPem(file).match(block) ?? [];
  if (blocks.length === 0) throw new Error(`${file} holds no certificate in PEM`);
  if (blocks.length > certificatesMax) {
    throw new Error(`${file} holds more than ${certificatesMax} certificates`);
  }
  return blocks.map((pem, index) => {
    const certificate = parse(pem);
    const nth = `certificate ${index + 1} of ${file}`;
    if (!certificate) throw new Error(`${nth} is malformed`);
    if (!certificate.ca) throw new Error(`${nth} is not that of a CA`);
    return certificate;
  });
}

/** Those of every `.pem` file of a folder; none when there is no such folder. */
export function readCaFolder(folder: string): X509Certificate[] {
  return namesIn(folder)
    .filter((name) => name.endsWith('.pem'))
    .sort()
    .flatMap((name) => readCaCertificates(join(folder, name)));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function parse(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem);
  } catch {
    return null;
  }
}
