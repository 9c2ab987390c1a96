import { Agent, request } from 'node:http';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Webhook } from 'standardwebhooks';
import { nowUs } from '../process/now-us.ts';
import { serveParent } from '../process/serve-parent.ts';

/**
 * The floor of report-back: BullMQ alone, whose jobs sign one and the same body and POST it.
 * Nothing is read, remembered or tried again. As many at a time as in the product.
 */

const CONCURRENCY = 32;
const ADDED_AT_ONCE = 200;
const [redisSocket = '', url = '', secret = '', body = ''] = process.argv.slice(2);
const connection = new Redis({ path: redisSocket, maxRetriesPerRequest: null });
const signer = new Webhook(secret);
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const queue = new Queue<{ id: string }>('floor-report', { connection });
new Worker<{ id: string }>('floor-report', async ({ data }) => post(data.id), {
  connection,
  concurrency: CONCURRENCY,
}).on('error', (error) => process.stderr.write(`floor: ${error.message}\n`));

function post(id: string): Promise<void> {
  const sentAt = new Date();
  const headers = {
    'content-type': 'application/cloudevents+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
    'webhook-signature': signer.sign(id, sentAt, body),
  };
  return new Promise((resolve, reject) => {
    const posting = request(url, { method: 'POST', agent, headers }, (response) => {
      response.resume().once('end', resolve);
    });
    posting.once('error', reject).end(body);
  });
}

let rounds = 0;

serveParent({
  /** Adds so many jobs; when the first one was, us. */
  async drain({ count }: { count: number }) {
    rounds += 1;
    const fromUs = nowUs();
    for (let first = 0; first < count; first += ADDED_AT_ONCE) {
      const size = Math.min(ADDED_AT_ONCE, count - first);
      await queue.addBulk(
        Array.from({ length: size }, (_, index) => ({
          name: 'report',
          data: { id: `${rounds}-${first + index}` },
          opts: { removeOnComplete: true, removeOnFail: true },
        })),
      );
    }
    return fromUs;
  },
});
