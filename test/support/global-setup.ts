import { fetchRedisBinary } from '../../src/store/redis/fetch-binary.ts';
import { testBinaryPlaces } from './redis-binary.ts';

/** Runs once before all tests: makes sure that a Redis server is there, without installing one. */
export default async function setup(): Promise<void> {
  await fetchRedisBinary(testBinaryPlaces(), (line) => process.stderr.write(`${line}\n`));
}
