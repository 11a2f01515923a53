import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { AppCallError, isAppCallError } from '#connectors/kit/index.ts';
import { loadFolder } from '#connectors/registry.ts';
import { closeEgress, egress } from '#server/http/egress.ts';
import { createContext } from '#server/runtime/create-context.ts';
import type { Send } from '#server/runtime/send.ts';
import { recordExchanges } from './record-exchanges.ts';
import { runPiece } from './run-piece.ts';
import { tryAccess } from './try-access.ts';

const usage = `npm run connector:try <slug> <check | action | object | options.name> [-- options]
  --input <json>          an action's input; its example unless given
  --settings <json>       the customer's answers
  --account-type <name>   where the connector has several
  --learnt <name=value>   what the app would have taught us while connecting; again for each
  --pages <n>             of an object; 1 unless given
  --no-fixture            write nothing
The key is asked for, or comes from PORTICO_TRY_TOKEN, PORTICO_TRY_API_KEY and so on: PORTICO_TRY_ and the field's name.
`;

export interface Trial {
  slug: string;
  piece: string;
  input?: unknown;
  settings?: unknown;
  accountType?: string;
  learnt?: Record<string, string>;
  pages?: number;
  /** Where the answers are written; nowhere where undefined. */
  fixtures?: string;
  root?: string;
  send?: Send;
}

/** Calls the app with the key of whoever tries it, and keeps what it answered as a fixture without secrets. */
export async function tryConnector(trial: Trial): Promise<{ result: unknown; problems: string[]; fixture?: string }> {
  const { slug, piece, root = 'connectors', send = egress, pages = 1 } = trial;
  const connector = await loadFolder(resolve(root, slug));
  if ('reason' in connector) throw new Error(`connectors/${slug}: ${connector.reason}`);
  const { access, credential, learnt, secrets } = await tryAccess(
    connector,
    trial.accountType ?? null,
    trial.learnt ?? {},
    send,
  );
  const recorder = recordExchanges(send, secrets);
  const context = createContext({
    access,
    learnt,
    settings: connector.connector.settings.parse(trial.settings ?? {}),
    source: { get: async () => credential, refused: (_used, refusal) => Promise.reject(refusal ?? refused()) },
    signal: AbortSignal.timeout(5 * 60_000),
    patience: 'interactive',
    send: recorder.send,
  });
  try {
    return { ...(await runPiece(connector.connector, context, { name: piece, input: trial.input, pages })), ...keep() };
  } catch (error) {
    keep();
    throw error;
  } finally {
    await context.close();
  }

  /** What went wrong is as worth keeping as what went well. */
  function keep(): { fixture?: string } {
    const exchanges = recorder.exchanges();
    if (trial.fixtures === undefined || exchanges.length === 0) return {};
    mkdirSync(trial.fixtures, { recursive: true });
    const fixture = join(trial.fixtures, `${piece.replace(/\W+/g, '-')}.json`);
    writeFileSync(fixture, `${JSON.stringify(exchanges, null, 2)}\n`);
    return { fixture };
  }
}

const refused = () => new AppCallError('The key was not accepted.', { class: 'auth', code: 'refused' });

const json = (name: string) => (text: string, context: z.RefinementCtx) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: `--${name} is no JSON` });
    return z.NEVER;
  }
};
const optionsSchema = z.object({
  input: z.string().transform(json('input')).optional(),
  settings: z.string().transform(json('settings')).optional(),
  'account-type': z.string().optional(),
  learnt: z.array(z.string().regex(/^[^=]+=/, '--learnt is name=value')).default([]),
  pages: z.coerce.number().int().positive().default(1),
  'no-fixture': z.boolean().default(false),
});

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      input: { type: 'string' },
      settings: { type: 'string' },
      'account-type': { type: 'string' },
      learnt: { type: 'string', multiple: true },
      pages: { type: 'string' },
      'no-fixture': { type: 'boolean' },
    },
  });
  const [slug, piece] = positionals;
  if (slug === undefined || piece === undefined) {
    process.stdout.write(usage);
    process.exitCode = 1;
    return;
  }
  const given = optionsSchema.parse(values);
  const { result, problems, fixture } = await tryConnector({
    slug,
    piece,
    input: given.input,
    settings: given.settings,
    accountType: given['account-type'],
    learnt: Object.fromEntries(
      given.learnt.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
    pages: given.pages,
    fixtures: given['no-fixture'] ? undefined : join('connectors', slug, 'fixtures'),
  });
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  for (const problem of problems) process.stdout.write(`Not as promised: ${problem}\n`);
  if (fixture !== undefined)
    process.stdout.write(
      `Recorded: ${fixture}. Names of real people and companies are yours to replace before it is kept.\n`,
    );
  process.exitCode = problems.length > 0 ? 1 : 0;
}

if (import.meta.main) {
  main()
    .catch((error: unknown) => {
      const details = isAppCallError(error)
        ? ` (${error.details.class}${error.details.code ? `, ${error.details.code}` : ''})`
        : '';
      process.stdout.write(
        `${error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : String(error)}${details}\n`,
      );
      process.exitCode = 1;
    })
    .finally(closeEgress);
}
