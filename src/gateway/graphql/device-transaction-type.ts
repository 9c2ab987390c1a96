import type { DeviceTransactionResolvers } from './generated.ts';

/** A stored transaction as clients see it; what is expensive is read only when asked for. */
export const DeviceTransaction: DeviceTransactionResolvers = {
  async status(transaction, _args, context) {
    if (transaction.status !== 'QUEUED') return transaction.status;
    const state = await context.deviceState(transaction.deviceId);
    return state?.link.live ? 'QUEUED' : 'PARKED';
  },
  kind: ({ command }) => command.kind,
  createdAt: ({ createdAtMs }) => createdAtMs,
  updatedAt: ({ updatedAtMs }) => updatedAtMs,
  expiresAt: ({ expiresAtMs }) => expiresAtMs,
  reason({ reason }) {
    if (!reason) return null;
    return {
      code: reason.code,
      detail: reason.detail,
      limit: reason.limit ?? null,
      actual: reason.actual ?? null,
      earliestAt: reason.earliestAtMs ?? null,
    };
  },
  async timeline(transaction, _args, context) {
    const entries = await context.parts.transactions.timeline(transaction.id);
    return entries.map(({ atMs, status, detail, attempt, node }) => ({
      at: atMs,
      status,
      detail,
      attempt,
      node,
    }));
  },
};
