import { createHash } from 'node:crypto';

const POSITIVE_BITS = 0x7fff_ffff;

/**
 * The number that goes with a remote start (OCPP 2.x `remoteStartId`): the same for each attempt of
 * one transaction, so that a start that an earlier attempt asked for is known as ours.
 */
export function toRemoteStartId(transactionId: string): number {
  const digest = createHash('sha256').update(transactionId).digest();
  return digest.readUInt32BE(0) & POSITIVE_BITS || 1;
}
