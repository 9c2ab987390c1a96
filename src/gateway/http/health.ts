import type { FastifyInstance } from 'fastify';
import type { GatewayParts } from '../gateway-parts.ts';

/** Liveness, readiness with its reasons, and metrics as Prometheus text. */
export function registerHealth(scope: FastifyInstance, parts: GatewayParts): void {
  scope.get('/health/live', async () => ({ status: 'live' }));
  scope.get('/health/ready', async (_request, reply) => {
    const { ready, reasons } = await parts.readiness();
    reply.code(ready ? 200 : 503).header('Cache-Control', 'no-store');
    return { status: ready ? 'ready' : 'not ready', reasons };
  });
  scope.get('/metrics', async (_request, reply) => {
    reply.type('text/plain; version=0.0.4; charset=utf-8');
    return parts.renderMetrics();
  });
}
