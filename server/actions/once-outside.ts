import { randomUUID } from 'node:crypto';
import { canonicalJson } from '#server/canonical-json.ts';
import { type Clock, secondsAfter } from '#server/clock.ts';
import { type Tenant, type TenantTx, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { open, seal } from '#server/keys/seal.ts';
import { log } from '#server/log.ts';
import { sha256 } from '#server/secrets.ts';
import {
  answerIntent,
  dropIntent,
  findAnswer,
  forgetOldKeys,
  insertIntent,
  leaveIntent,
  tryLockKey,
} from '#server/trpc/idempotency.queries.ts';
import {
  answerPlace,
  checkKey,
  idempotencyTtlSeconds,
  isSame,
  otherRequest,
  stillRunning,
} from '#server/trpc/idempotency.ts';

interface Effect {
  tenant: Tenant;
  key: string | null;
  operation: string;
  input: unknown;
  /** Doing it again does no harm, so that a key of which nobody knows what came of it may be worked on again. */
  mayRepeat: boolean;
  /** Longer than it can take. */
  leaseSeconds: number;
  clock: Clock;
}

/** Thrown around what ended an effect, where it is not known whether it took place. */
export class Uncertain extends Error {
  readonly reason: unknown;

  constructor(reason: unknown) {
    super('It is not known whether it took place.');
    this.reason = reason;
  }
}

/**
 * Runs an effect outside at most once for one key. Its transaction can't hold our note of it, so the note is written before,
 * with an end, and the answer after: whoever finds a note without an answer knows that it is running, or that nobody can tell.
 */
export async function onceOutside(effect: Effect, act: () => Promise<object>): Promise<unknown> {
  const { tenant, key, clock } = effect;
  if (key === null) return act().catch(unwrap);
  checkKey(key);
  const lease = randomUUID();
  const known = await withTenant(tenant, (tx) => begin(tx, { ...effect, key }, lease));
  if (known !== undefined) return known;
  let answer: object;
  try {
    answer = await act();
  } catch (error) {
    const isOpen = error instanceof Uncertain;
    await noting(tenant, (tx) =>
      isOpen ? leaveIntent(tx, { key, lease }, clock.now()) : dropIntent(tx, { key, lease }),
    );
    return unwrap(error);
  }
  await noting(tenant, async (tx) => {
    const sealed = await seal(tx, answerPlace(key), JSON.stringify(answer));
    await answerIntent(tx, { key, lease, answer: sealed.toString('base64') });
    await forgetOldKeys(tx, idempotencyTtlSeconds);
  });
  return answer;
}

/** Takes the key for us, or gives the answer that it has. */
async function begin(tx: TenantTx, effect: Effect & { key: string }, lease: string): Promise<unknown> {
  const { key, operation, input, mayRepeat, leaseSeconds, clock } = effect;
  if (!(await tryLockKey(tx, key))) throw stillRunning();
  const bodyHash = sha256(canonicalJson(input));
  const known = await findAnswer(tx, key, idempotencyTtlSeconds);
  const now = clock.now();
  if (known !== undefined) {
    if (!isSame(known, { operation, bodyHash })) throw otherRequest();
    if (known.answer !== null) {
      return JSON.parse(await open(tx, answerPlace(key), Buffer.from(known.answer, 'base64')));
    }
    if (known.lease_until !== null && known.lease_until > now) throw stillRunning();
    if (!mayRepeat) throw uncertain();
  }
  await insertIntent(tx, { key, operation, bodyHash, lease, leaseUntil: secondsAfter(now, leaseSeconds) });
  return undefined;
}

function uncertain(): AppError {
  return new AppError(
    'uncertain',
    'The first request with this Idempotency-Key ended before its answer came: it may have taken effect, or not.',
    { remedy: 'Look in the app. If it did not, send it with a new key.' },
  );
}

/** What took place outside is told to the caller, also where it can't be written down here. */
async function noting(tenant: Tenant, write: (tx: TenantTx) => Promise<void>): Promise<void> {
  try {
    await withTenant(tenant, write);
  } catch (error) {
    log.error('What came of an action could not be kept for its Idempotency-Key.', { ...tenant, error });
  }
}

function unwrap(error: unknown): never {
  throw error instanceof Uncertain ? error.reason : error;
}
