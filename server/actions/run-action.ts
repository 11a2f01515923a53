import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { connectionBudgets } from '#server/budgets/connection-budgets.ts';
import { type Clock, systemClock } from '#server/clock.ts';
import { loadCallable } from '#server/connections/callable-connection.ts';
import { credentialSource } from '#server/connections/fresh-credential.ts';
import { textWithoutSecrets, withoutSecrets } from '#server/connections/hide-secrets.ts';
import { type Tenant, withTenant } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { egress, egressStream } from '#server/http/egress.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { settingsOf } from '#server/installations/settings-of.ts';
import { log } from '#server/log.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { type RetryPolicy, withRetries } from '#server/runtime/retry.ts';
import type { Send } from '#server/runtime/send.ts';
import { sha256 } from '#server/secrets.ts';
import { refusalOf } from '#server/trpc/refusal-of.ts';
import { type FoundAction, findAction } from './find-action.ts';
import { onceOutside, Uncertain } from './once-outside.ts';
import { parseInput } from './parse-input.ts';

export interface ActionCall {
  environmentId: EnvironmentId;
  requestId: string;
  connector: string;
  action: string;
  connection?: string | undefined;
  customer?: string | undefined;
  input: unknown;
  idempotencyKey: string | null;
}

/** What an action answers. */
export const actionAnswer = z.object({
  connectionId: z.string().meta({ example: 'con_01jd3k5q7v2m8x4c6p9r' }),
  output: z.unknown().meta({ description: 'What the app gave, as the action’s `output` describes it.' }),
  outputProblem: z.object({ field: z.string().nullable(), message: z.string() }).nullable().meta({
    description:
      'Where `output` is not as described: the action took effect, and `output` is what the app gave, unchanged.',
  }),
  retries: z.number().int().meta({ description: 'How often the app had to be asked again.' }),
});
type ActionAnswer = z.input<typeof actionAnswer>;

const names = { connection: 'connection', customer: 'customer', connector: 'connector' };
const actionMs = 60_000;
const leaseSeconds = 90;
const maxKeptBytes = 16_384;
/** After these the app has not done it. */
const refused = new Set(['auth', 'permission', 'not_found', 'invalid', 'conflict', 'rate_limited', 'quota']);
const neverSent = new Set([
  ...['address_refused', 'name_not_found', 'ECONNREFUSED', 'budget_used_up', 'foreign_address', 'no_base_url'],
]);

/** Does one action at the app of a connection, at most once for one idempotency key. */
export async function runAction(call: ActionCall, clock: Clock = systemClock): Promise<ActionAnswer> {
  const { environmentId, idempotencyKey: key, connection, customer, connector } = call;
  const tenant: Tenant = { environmentId };
  const { found, scope, answers } = await withTenant(tenant, async (tx) => {
    const known = await findAction(tx, connector, call.action);
    const callable = await loadCallable(tx, { connection, customer, connector }, names);
    const installation = await getEntitled(tx, callable.connection.installation_id);
    const settings = await settingsOf(tx, installation, callable.access.connector.connector);
    return { found: known, scope: callable, answers: settings };
  });
  const input = parseInput(found.action.input, call.input);
  const operation = `actions.run ${connector}.${found.name}`;
  const connectionId = scope.connection.id;
  const answer = await onceOutside(
    {
      tenant,
      key,
      operation,
      // The connection that was found: the same customer may have another one tomorrow.
      input: { connectionId, input: call.input },
      mayRepeat: found.action.repeat !== 'none',
      leaseSeconds,
      clock,
    },
    () => act({ ...call, found, scope, answers, input, tenant, clock }),
  );
  return actionAnswer.parse(answer);
}

interface Acting extends ActionCall {
  found: FoundAction;
  scope: Awaited<ReturnType<typeof loadCallable>>;
  answers: unknown;
  input: unknown;
  tenant: Tenant;
  clock: Clock;
}

async function act(acting: Acting): Promise<ActionAnswer> {
  const { found, scope, tenant, clock, requestId } = acting;
  const { action, name } = found;
  const { id: connectionId, customer_id: customerId, connector } = scope.connection;
  const settings = scope.access.connector.connector.settings.safeParse(acting.answers);
  const policy: RetryPolicy = { patience: 'interactive', signal: AbortSignal.timeout(actionMs) };
  const source = credentialSource({ tenant, connectionId, clock });
  const last = new LastAnswer();
  const context = createContext({
    access: scope.access,
    source,
    settings: settings.success ? settings.data : {},
    learnt: scope.learnt,
    signal: policy.signal,
    patience: policy.patience,
    budgets: connectionBudgets({ tenant, connectionId, customerId }),
    send: last.send,
    sendStream: egressStream,
    onCall: (one) => {
      retries += one.retries;
    },
  });
  const began = performance.now();
  let retries = 0;
  let code: string | undefined;
  const once = { idempotencyKey: appKey(acting) };
  const run = () => action.run(context, acting.input, once);
  try {
    // What only reads repeats each of its calls by itself.
    const isRepeated = action.effect !== 'reads' && action.repeat !== 'none';
    const output = await (isRepeated ? withRetries(run, policy, () => (retries += 1)) : run());
    return { connectionId, ...described(action, output), retries };
  } catch (error) {
    code = isAppCallError(error) ? error.details.class : 'internal';
    // Files and databases are not called by `send`.
    const mayHaveActed = last.isCalled || scope.access.connector.connector.baseUrl === undefined;
    if (!isAppCallError(error)) throw mayHaveActed ? new Uncertain(error) : error;
    throw await explained(error, { ...acting, mayHaveActed }, last, source);
  } finally {
    await context.close();
    const durationMs = Math.round(performance.now() - began);
    const ids = { requestId, environmentId: tenant.environmentId, customerId, connectionId, connector };
    log.info('An action was run.', { ...ids, method: 'ACTION', path: name, durationMs, attempt: retries + 1, code });
  }
}

/** The output as it is described, or as it is with a word about where it is not: what took effect is never lost. */
function described({ output: schema }: FoundAction['action'], output: unknown) {
  const parsed = schema.safeParse(output);
  if (parsed.success) return { output: parsed.data, outputProblem: null };
  const [issue] = parsed.error.issues;
  const field = issue === undefined || issue.path.length === 0 ? null : issue.path.map(String).join('.');
  return { output, outputProblem: { field, message: `It is not as described: ${issue?.message ?? 'another shape'}.` } };
}

/** The app's refusal for the caller; wrapped where the action may have taken effect all the same. */
async function explained(
  thrown: AppCallError,
  { found: { action }, mayHaveActed }: Acting & { mayHaveActed: boolean },
  last: LastAnswer,
  source: ReturnType<typeof credentialSource>,
): Promise<unknown> {
  const credential = await source.get().catch(() => undefined);
  const clean = credential === undefined ? thrown : withoutSecrets(thrown, credential);
  const error = isAppCallError(clean) ? clean : thrown;
  const { code, message, remedy, field, retryAfterSeconds, app } = refusalOf(error);
  const { class: kind, code: reason = '' } = error.details;
  const isOver = action.effect === 'reads' || !mayHaveActed || refused.has(kind) || neverSent.has(reason);
  const answer = reason === 'unexpected_answer' && credential !== undefined ? last.read(credential) : undefined;
  const told = new AppError(code, message, {
    cause: error,
    field,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(app && { app: { ...app, ...(answer !== undefined && { answer }) } }),
    remedy:
      isOver || action.repeat !== 'none' ? remedy : 'It may have taken effect: look in the app before you repeat it.',
  });
  return isOver ? told : new Uncertain(told);
}

/** What the app is given as idempotency key: the same for the same request, and nobody else's. */
function appKey({ environmentId, scope, idempotencyKey, found }: Acting): string {
  if (idempotencyKey === null) return randomUUID();
  const parts = [environmentId, scope.connection.id, found.name, idempotencyKey];
  return sha256(JSON.stringify(parts)).toString('hex').slice(0, 32);
}

/** Keeps what the app answered last, for the case that it is not what was expected of it. */
class LastAnswer {
  isCalled = false;
  #body: Buffer | undefined;

  send: Send = async (request) => {
    this.isCalled = true;
    const response = await egress(request);
    this.#body = response.body;
    return response;
  };

  read(credential: Credential): unknown {
    if (this.#body === undefined || this.#body.length === 0 || this.#body.length > maxKeptBytes) return undefined;
    const text = textWithoutSecrets(this.#body.toString(), credential);
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
}
