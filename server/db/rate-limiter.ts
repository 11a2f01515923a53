import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { rawPool } from './pool.ts';

interface Limit {
  /** What is counted: the beginning of its keys. */
  name: string;
  points: number;
  windowSeconds: number;
}

const limiters = new Map<string, { limiter: RateLimiterPostgres; pool: unknown }>();

/** A counter that all processes share. It throws when it can't count: whoever asks must refuse then. */
export function rateLimiter({ name, points, windowSeconds }: Limit): RateLimiterPostgres {
  const pool = rawPool();
  const known = limiters.get(name);
  if (known?.pool === pool) return known.limiter;
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    schemaName: 'public',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: windowSeconds,
    inMemoryBlockOnConsumed: points + 1,
    clearExpiredByTimeout: false,
  });
  limiters.set(name, { limiter, pool });
  return limiter;
}
