import { sql } from 'kysely';
import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';
import { loadCustomerView } from '#server/environments/customer-view.ts';
import type { InstallationId, RunId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { loadDefinition } from '#server/integrations/version.queries.ts';
import { wordsOf } from '#server/integrations/words.ts';
import type { RunRow } from '#server/runs/run.table.ts';
import { runErrorSchema } from '#server/runs/run-error.ts';
import { idCursor } from '#server/trpc/page.ts';
import type { logAnswer, loggedEntry, runsAnswer } from './repair-schemas.ts';

interface Logged {
  id: number;
  at: Date;
  sentence: string;
  tone: 'neutral' | 'good' | 'warning';
  code: string | null;
  details: unknown;
  by: string | null;
}

const detailsSchema = z.record(z.string(), z.union([z.string(), z.number()])).catch({});

interface Page {
  cursor?: string | undefined;
  limit: number;
}

/** What happened to an installation, the newest first, with who did it. */
export async function readLog(
  tx: TenantTx,
  id: InstallationId,
  { tone, cursor, limit }: Page & { tone?: 'warning' | undefined },
): Promise<z.infer<typeof logAnswer>> {
  const before = cursor === undefined ? null : Number(cursor);
  const { rows } = await sql<Logged>`
    select a.id, a.at, a.sentence, a.tone, a.code, a.details, coalesce(u.name, u.email) as by
      from activity a
      left join end_user u on u.environment_id = a.environment_id and u.id = a.actor
     where a.environment_id = ${tx.tenant.environmentId} and a.installation_id = ${id}
           ${before === null ? sql`` : sql`and a.id < ${before}`} ${tone ? sql`and a.tone = ${tone}` : sql``}
     order by a.id desc
     limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  return { entries: page.map(showEntry), nextCursor: rows.length > limit ? String(page.at(-1)?.id) : null };
}

/** A line of the log, also for those who say it in another language. */
export const showEntry = (row: Omit<Logged, 'by'> & { by?: string | null }): z.infer<typeof loggedEntry> => ({
  id: String(row.id),
  at: row.at.toISOString(),
  sentence: row.sentence,
  tone: row.tone,
  ...(row.code && { code: row.code, values: detailsSchema.parse(row.details) }),
  by: row.by ?? null,
});

interface LoggedRun extends Omit<RunRow, 'error'> {
  object: string;
  model: string;
  label: string;
  error: unknown;
}

/** The runs of an installation's syncs, the newest first. */
export async function readRuns(
  tx: TenantTx,
  id: InstallationId,
  { locale, failed, cursor, limit }: Page & { locale: string; failed: boolean },
): Promise<z.infer<typeof runsAnswer>> {
  const { runs: shown } = await loadCustomerView(tx);
  if (!shown) return { runs: [], shown, nextCursor: null };
  const installation = await getInstallation(tx, id);
  const integration = await getIntegration(tx, installation.integration_id);
  const words = wordsOf(integration, await loadDefinition(tx, installation), locale);
  const after: RunId | undefined = cursor === undefined ? undefined : (idCursor(cursor) as RunId);
  const { rows } = await sql<LoggedRun>`
    select r.*, s.object, s.model, s.label
      from run r
      join sync s on s.environment_id = r.environment_id and s.id = r.sync_id
     where r.environment_id = ${tx.tenant.environmentId} and s.installation_id = ${id}
           ${after ? sql`and r.id < ${after}` : sql``}
           ${failed ? sql`and (r.status = 'failed' or r.failed > 0)` : sql``}
     order by r.id desc
     limit ${limit + 1}`.execute(tx);
  const page = rows.slice(0, limit);
  return {
    shown,
    runs: page.map((run) => {
      const error = run.error ? runErrorSchema.parse(run.error) : null;
      return {
        id: run.id,
        sync: run.sync_id,
        label: words.syncLabel(run),
        trigger: run.trigger,
        status: run.status,
        startedAt: run.started_at?.toISOString() ?? null,
        finishedAt: run.finished_at?.toISOString() ?? null,
        seen: run.seen,
        added: run.added,
        updated: run.updated,
        deleted: run.deleted,
        failed: run.failed,
        ...(error && { class: error.class }),
        sentence: error?.sentence ?? null,
      };
    }),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
