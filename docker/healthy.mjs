// The container's health check: is the gateway of this network namespace ready?
const port = process.env.HTTP_PORT ?? '4000';
const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined);
process.exit(answer?.ok ? 0 : 1);
