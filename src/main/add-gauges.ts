import type { GatewayMetrics } from '../gateway/metrics.ts';
import type { Core } from './make-core.ts';
import type { OpenRedis } from './open-redis.ts';

/** What only the composition root can see, for `/metrics`; each is read when it is asked for. */
export function addGauges(metrics: GatewayMetrics, core: Core, redis: OpenRedis): void {
  const { store, connections, lanes, dueLoop } = core;
  metrics.addGauge({
    name: 'connections',
    help: 'Devices whose connection this node holds',
    read: () => connections.count,
  });
  metrics.addGauge({
    name: 'lanes_running',
    help: 'Devices whose mailbox is worked on at this moment',
    read: () => lanes.runningCount,
  });
  metrics.addGauge({
    name: 'due_lag_seconds',
    help: 'How long the last look at the due clock took',
    read: () => dueLoop.lagMs / 1_000,
  });
  metrics.addGauge({
    name: 'transactions_open',
    help: 'Transactions that have not ended, over all nodes',
    read: () => store.due.openCount().catch(() => Number.NaN),
  });
  metrics.addGauge({
    name: 'store_memory_percent',
    help: 'How full the memory of the store is',
    read: () => store.memory.usedPercent(),
  });
  metrics.addGauge({
    name: 'durability_weak',
    help: '1 when the store may lose what was accepted (ALLOW_WEAK_DURABILITY)',
    read: () => (redis.durability.isWeak ? 1 : 0),
  });
}
