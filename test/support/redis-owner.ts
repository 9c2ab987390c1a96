import { startEmbeddedRedis } from '../../src/store/redis/embedded.ts';
import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';
import { testBinaryPlaces } from './redis-binary.ts';

/** A program that owns an embedded Redis until it is killed: `node redis-owner.ts <folder>`. */
const redis = await startEmbeddedRedis({
  dataDir: process.argv[2] ?? '',
  findBinary: () => fetchRedisBinary(testBinaryPlaces(), () => {}),
  maxMemory: '64mb',
  log: { info: () => {}, warn: () => {}, error: () => {} },
  onGiveUp: () => {},
});
process.stdout.write(`${redis.pid()}\n`);
