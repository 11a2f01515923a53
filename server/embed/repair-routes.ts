import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { loadCustomerView } from '#server/environments/customer-view.ts';
import { AppError } from '#server/errors.ts';
import { correctRecord } from '#server/failures/correct-record.ts';
import type { FailureFilter } from '#server/failures/failure-filter.ts';
import { ignoreFailures, restoreFailures } from '#server/failures/ignore-failures.ts';
import { countRetried, type Hindrance, type Retried, retryFailures } from '#server/failures/retry-failures.ts';
import { type InstallationId, idSchema } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { getEntitled } from '#server/installations/require-entitled.ts';
import { readLog, readRuns } from './activity-log.ts';
import { embedRouterOf, sessionProcedure } from './embed-procedures.ts';
import { requireAdmin, withEmbedSession } from './embed-session.ts';
import {
  causesAnswer,
  changedAnswer,
  logAnswer,
  progressAnswer,
  recordsAnswer,
  recordValues,
  retryAnswer,
  runsAnswer,
} from './repair-schemas.ts';
import { showCauses, showRecords } from './show-failures.ts';

const byInstallation = z.object({ id: idSchema('installation') });
const state = z.enum(['open', 'ignored']).default('open');
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(20) };
const choice = {
  cause: z.string().max(300).optional(),
  ids: z.array(idSchema('failure')).min(1).max(200).optional(),
};

/** What is meant, within the installation; the installation itself must be there for this customer. */
async function chosen(
  tx: TenantTx,
  { id, ...which }: { id: InstallationId } & Pick<FailureFilter, 'cause' | 'ids'>,
): Promise<FailureFilter> {
  const installation = await getInstallation(tx, id);
  return { ...which, installationId: installation.id, state: 'open' };
}

/** What stands in the way, the one that somebody can do most about first. */
const hindrances: readonly Hindrance[] = ['connection', 'paused', 'running'];

const path = (rest: string): `/${string}` => `/installations/{id}/${rest}`;

/** Records that failed, and what happened: for the customer to look at and to mend. */
export const repairRoutes = embedRouterOf({
  causes: sessionProcedure
    .meta({ openapi: { method: 'GET', path: path('failures'), summary: 'Why records failed, by cause' } })
    .input(byInstallation.extend({ state }))
    .output(causesAnswer)
    .query(({ input: { id, state: which }, ctx: { session } }) =>
      withEmbedSession(session, (tx) => showCauses(tx, id, { state: which, locale: session.locale })),
    ),

  records: sessionProcedure
    .meta({ openapi: { method: 'GET', path: path('failures/records'), summary: 'The records of one cause' } })
    .input(byInstallation.extend({ cause: z.string().max(300), state, ...page }))
    .output(recordsAnswer)
    .query(({ input: { id, ...which }, ctx: { session } }) =>
      withEmbedSession(session, async (tx) => showRecords(tx, (await getInstallation(tx, id)).id, which)),
    ),

  retry: sessionProcedure
    .meta({ openapi: { method: 'POST', path: path('failures/retry'), summary: 'Read records that failed again' } })
    .input(byInstallation.extend(choice))
    .output(retryAnswer)
    .mutation(({ input, ctx: { session, clock } }) => {
      requireAdmin(session);
      const askedAt = clock.now();
      return withEmbedSession(session, async (tx) => {
        await getEntitled(tx, input.id);
        const asked = { choice: await chosen(tx, input), askedAt, trigger: 'manual' } as const;
        const hindered = { connection: 0, paused: 0, running: 0 };
        let failures = 0;
        // Some syncs at a time: an installation may have more of them than one call starts.
        for (let after: string | null = ''; after !== null; ) {
          const part: Retried = await retryFailures(tx, { ...asked, after });
          failures += part.failures;
          for (const why of hindrances) hindered[why] += part.hindered[why];
          after = part.next;
        }
        const hindrance = failures > 0 ? null : (hindrances.find((one) => hindered[one] > 0) ?? null);
        return { askedAt: askedAt.toISOString(), count: failures, hindrance };
      });
    }),

  progress: sessionProcedure
    .meta({ openapi: { method: 'GET', path: path('failures/progress'), summary: 'How far reading again is' } })
    .input(byInstallation.extend({ askedAt: z.iso.datetime() }))
    .output(progressAnswer)
    .query(({ input, ctx: { session } }) =>
      withEmbedSession(session, async (tx) => {
        await getInstallation(tx, input.id);
        return countRetried(tx, new Date(input.askedAt));
      }),
    ),

  ignore: sessionProcedure
    .meta({ openapi: { method: 'POST', path: path('failures/ignore'), summary: 'Put records that failed aside' } })
    .input(byInstallation.extend({ ...choice, reason: z.string().trim().max(500).optional() }))
    .output(changedAnswer)
    .mutation(({ input: { reason, ...which }, ctx: { session, clock } }) => {
      requireAdmin(session);
      return withEmbedSession(session, async (tx) => {
        const by = { by: session.endUserId, reason: reason || 'Put aside by the customer.', now: clock.now() };
        return { count: await ignoreFailures(tx, { choice: await chosen(tx, which), ...by }) };
      });
    }),

  restore: sessionProcedure
    .meta({ openapi: { method: 'POST', path: path('failures/restore'), summary: 'Bring back what was put aside' } })
    .input(byInstallation.extend(choice))
    .output(changedAnswer)
    .mutation(({ input, ctx: { session } }) => {
      requireAdmin(session);
      return withEmbedSession(session, async (tx) => ({ count: await restoreFailures(tx, await chosen(tx, input)) }));
    }),

  correct: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: path('failures/{failure}/correct'),
        summary: 'Store a record with other values',
      },
    })
    .input(byInstallation.extend({ failure: idSchema('failure'), values: recordValues }))
    .output(z.object({ key: z.string() }))
    .mutation(async ({ input: { id, failure, values }, ctx: { session, clock } }) => {
      requireAdmin(session);
      await withEmbedSession(session, async (tx) => {
        await getEntitled(tx, id);
        if ((await loadCustomerView(tx)).records === 'values') return;
        throw new AppError('forbidden', 'Records can’t be corrected here.', { remedy: 'Correct them in the app.' });
      });
      const tenant = { environmentId: session.environmentId, customerId: session.customerId };
      const of = { installationId: id, failureId: failure, values, actor: session.endUserId, now: clock.now() };
      return { key: (await correctRecord(tenant, of)).recordId };
    }),

  log: sessionProcedure
    .meta({ openapi: { method: 'GET', path: path('activity'), summary: 'What happened, the newest first' } })
    .input(
      byInstallation.extend({
        ...page,
        tone: z.literal('warning').optional(),
        cursor: z
          .string()
          .regex(/^\d{1,18}$/)
          .optional(),
      }),
    )
    .output(logAnswer)
    .query(({ input: { id, ...which }, ctx: { session } }) =>
      withEmbedSession(session, async (tx) => readLog(tx, (await getInstallation(tx, id)).id, which)),
    ),

  runs: sessionProcedure
    .meta({ openapi: { method: 'GET', path: path('runs'), summary: 'What ran, the newest first' } })
    .input(byInstallation.extend({ ...page, failed: z.enum(['true', 'false']).default('false') }))
    .output(runsAnswer)
    .query(({ input: { id, failed, ...which }, ctx: { session } }) =>
      withEmbedSession(session, (tx) =>
        readRuns(tx, id, { ...which, failed: failed === 'true', locale: session.locale }),
      ),
    ),
});
