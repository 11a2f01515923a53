import { z } from 'zod';
import { type Connector, isAppCallError } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { egress } from '#server/http/egress.ts';
import { type EnvironmentId, newId } from '#server/ids.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Credential } from '#server/runtime/credential.ts';
import { CallRecorder } from './call-recorder.ts';
import { compileOwn } from './load-own.ts';
import { getOwnConnector } from './own-connector.queries.ts';
import { testAccess, testAsSchema } from './test-access.ts';

const header = z.tuple([z.string(), z.string()]);
const place = z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() });

export const testInput = {
  definition: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'What is tried, where it is not the draft as it was saved.' }),
  what: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('check') }),
      z.strictObject({ kind: z.literal('object'), name: z.string().max(100) }),
      z.strictObject({ kind: z.literal('action'), name: z.string().max(100), input: z.unknown() }),
    ])
    .meta({ description: 'The check, the first page of an object, or an action with its input.' }),
  as: testAsSchema,
  settings: z.record(z.string(), z.unknown()).default({}),
};

export const testAnswer = z.object({
  ok: z.boolean(),
  calls: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      requestHeaders: z.array(header),
      requestBody: z.string().nullable(),
      status: z.number().nullable(),
      responseHeaders: z.array(header),
      responseBody: z.string().nullable(),
      durationMs: z.number(),
    }),
  ),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The first of them, as the app sent them. */
  rows: z.array(z.unknown()).nullable(),
  rowCount: z.number().int().nullable(),
  hasMore: z.boolean().nullable(),
  output: z.unknown(),
  /** Where the answer is not as it was declared. */
  problems: z.array(place),
  /** Why it did not come to an end. */
  error: z.object({ message: z.string(), class: z.string().nullable(), field: z.string().nullable() }).nullable(),
});

type TestAnswer = z.output<typeof testAnswer>;
const testSchema = z.object(testInput);
type Test = { environmentId: EnvironmentId; slug: string } & z.output<typeof testSchema>;

const testMs = 30_000;
const rowsShown = 20;
const problemsShown = 50;

/** Makes one call of a draft for real, and shows what went over the wire. Nothing of it is kept. */
export async function testDraft({ environmentId, slug, definition, what, as, settings }: Test): Promise<TestAnswer> {
  const draft = await withTenant({ environmentId }, async (tx) => (await getOwnConnector(tx, slug)).draft);
  const own = compileOwn(slug, definition ?? draft);
  if ('reason' in own)
    throw new AppError('invalid', `The draft can't be tried: ${own.reason}`, {
      field: 'definition',
      remedy: 'Correct this place first.',
    });
  const { connector } = own.loaded;
  const admitted = await testAccess({ environmentId, loaded: own.loaded, as });
  const { access, learnt, budgets } = admitted;
  const typed = as.kind === 'typed' ? [...textsIn(as.fields), as.accessToken ?? ''] : [];
  const secrets = [...typed, ...textsIn(access.client?.clientSecret.reveal() ?? '')];
  const open = Object.values(learnt);
  let recorder = new CallRecorder(
    secrets.filter((text) => !open.includes(text)),
    access.auth,
  );
  const answer: TestAnswer = {
    ...{ ok: false, calls: [], account: null, rows: null, rowCount: null, hasMore: null, output: null },
    ...{ problems: [], error: null },
  };
  let context: TestContext | undefined;
  try {
    const credential = await admitted.source.get();
    recorder = new CallRecorder(
      [...secrets, ...secretsIn(credential)].filter((text) => !open.includes(text)),
      access.auth,
    );
    context = createContext({
      access,
      source: admitted.source,
      settings: connector.settings.parse(settings),
      learnt,
      signal: AbortSignal.timeout(testMs),
      patience: 'interactive',
      send: recorder.wrap(egress),
      ...(budgets && { budgets }),
    });
    Object.assign(answer, await run(connector, what, context), { ok: true });
    answer.ok = answer.problems.length === 0;
  } catch (error) {
    answer.error = told(error);
  } finally {
    await context?.close();
  }
  const { rows, output, error } = answer;
  return {
    ...answer,
    calls: recorder.calls,
    rows: rows?.map((row) => recorder.hideIn(row)) ?? null,
    output: recorder.hideIn(output),
    error: error && { ...error, message: recorder.hide(error.message) },
  };
}

type TestContext = ReturnType<typeof createContext>;
type Result = Partial<Pick<TestAnswer, 'account' | 'rows' | 'rowCount' | 'hasMore' | 'output' | 'problems'>>;

async function run(connector: Connector, what: Test['what'], context: TestContext): Promise<Result> {
  if (what.kind === 'check') {
    if (!connector.check)
      throw new AppError('invalid', 'This connector has no check.', {
        field: 'what',
        remedy: 'Try an object or an action.',
      });
    return { account: await connector.check(context) };
  }
  if (what.kind === 'object') {
    const object = Object.hasOwn(connector.objects, what.name) ? connector.objects[what.name] : undefined;
    if (!object) throw notFound('object', what.name);
    const { rows, next } = await object.pull(context, { mode: 'full', cursor: null, watermark: null });
    const problems = rows.flatMap((row, index) => issuesOf(object.row.safeParse(row).error, [index]));
    return {
      rows: rows.slice(0, rowsShown),
      rowCount: rows.length,
      hasMore: next !== null,
      problems: problems.slice(0, problemsShown),
    };
  }
  const { actions = {} } = connector;
  const action = Object.hasOwn(actions, what.name) ? actions[what.name] : undefined;
  if (!action) throw notFound('action', what.name);
  const input = action.input.safeParse(what.input ?? {});
  if (!input.success) {
    const [issue] = issuesOf(input.error, ['what', 'input']);
    throw new AppError(
      'invalid',
      `The input does not fit: ${issue?.path.slice(2).join('.') || 'it'} ${issue?.message}.`,
      {
        field: issue?.path.join('.'),
        remedy: 'Correct the input.',
      },
    );
  }
  const output = await action.run(context, input.data, { idempotencyKey: newId('request') });
  return { output, problems: issuesOf(action.output.safeParse(output).error, []).slice(0, problemsShown) };
}

const issuesOf = (error: z.ZodError | undefined, at: (string | number)[]): TestAnswer['problems'] =>
  (error?.issues ?? []).map(({ path, message }) => ({
    path: [...at, ...path.filter((part) => typeof part !== 'symbol')],
    message,
  }));

/** What a person should know; anything else is a fault of ours. */
function told(error: unknown): TestAnswer['error'] {
  if (isAppCallError(error))
    return { message: error.message, class: error.details.class, field: error.details.field ?? null };
  if (error instanceof AppError) {
    const message = error.remedy === undefined ? error.message : `${error.message} ${error.remedy}`;
    return { message, class: null, field: error.field ?? null };
  }
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return {
      message: issue?.message ?? 'A setting is missing.',
      class: null,
      field: `settings.${issue?.path.join('.')}`,
    };
  }
  throw error;
}

function secretsIn(credential: Credential): string[] {
  if (credential.kind === 'oauth2') return textsIn([credential.accessToken, credential.refreshToken]);
  if (credential.kind === 'oauth1') return [credential.token, credential.tokenSecret];
  return credential.kind === 'fields' ? textsIn([credential.fields, credential.token?.values]) : [];
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
