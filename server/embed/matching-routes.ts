import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import { type ConnectId, getConnect } from '#server/connects/connect.queries.ts';
import { connectView } from '#server/connects/connect-view.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { notFound } from '#server/errors.ts';
import { type InstallationId, idSchema } from '#server/ids.ts';
import { countReads } from '#server/matching/count-reads.ts';
import { type Match, matchSchema } from '#server/matching/match.ts';
import { type MatchScope, scopeOfConnect, scopeOfInstallation } from '#server/matching/match-scope.ts';
import { matchingView, viewOf } from '#server/matching/matching-view.ts';
import { matchesPreview, previewMatches } from '#server/matching/preview-matches.ts';
import { readAccount } from '#server/matching/read-account.ts';
import { keepMatches, type MatchedInWizard, resetMatches, saveMatches } from '#server/matching/save-matches.ts';
import { embedRouterOf, sessionProcedure } from './embed-procedures.ts';
import { connectAnswer, installationView } from './embed-schemas.ts';
import { type EmbedSession, requireAdmin, withEmbedSession } from './embed-session.ts';
import { installationView as viewInstallation } from './installation-view.ts';

/** A sync, by what tells it apart in its integration. */
const key = z.string().min(1).max(201);
const ofConnect = z.object({ id: idSchema('connect'), key });
const ofInstallation = z.object({ id: idSchema('installation'), key });
const matches = z.array(matchSchema).max(1000);
/** Fields that the page of the host hands over: a list of fields, or a JSON Schema. */
const targets = z.json().optional();

/** A screen shows what the app has now; a preview goes by what the screen shows. */
const freshMs = { view: 10_000, preview: 300_000 };

interface Asked {
  session: EmbedSession;
  clock: Clock;
}

type Load = (tx: TenantTx) => Promise<MatchScope>;

const lookOf = ({ session, clock }: Asked) => ({ locale: session.locale, now: clock.now(), session });

/** A connect belongs to the person who began it. */
async function mine(tx: TenantTx, { session }: Asked, id: ConnectId) {
  const row = await getConnect(tx, id);
  if (row.end_user_id !== session.endUserId) throw notFound('connect', id);
  return row;
}

const inConnect =
  (ctx: Asked, input: { id: ConnectId; key: string }): Load =>
  async (tx) =>
    scopeOfConnect(tx, await mine(tx, ctx, input.id), input.key);

const inInstallation =
  (input: { id: InstallationId; key: string }): Load =>
  (tx) =>
    scopeOfInstallation(tx, input.id, input.key);

/** What is to be matched, and the account as its customer sees it. No transaction is open while the app is asked. */
async function look({ session, clock }: Asked, load: Load, fresh: number) {
  requireAdmin(session);
  await countReads(session);
  const scope = await withEmbedSession(session, load);
  const { environmentId } = session;
  const { connection, settings, sync, knownAt } = scope;
  const of = { environmentId, scope: connection, object: sync.object, settings, clock, knownAt, freshMs: fresh };
  return { scope, account: await readAccount(of) };
}

async function view(ctx: Asked, load: Load, given: unknown) {
  const { scope, account } = await look(ctx, load, freshMs.view);
  return viewOf(scope, given, account);
}

async function preview(ctx: Asked, load: Load, input: { matches: Match[]; targets?: unknown }) {
  const { scope, account } = await look(ctx, load, freshMs.preview);
  return withEmbedSession(ctx.session, (tx) => previewMatches(tx, scope, input, account));
}

export const matchingRoutes = embedRouterOf({
  readConnect: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/mappings/{key}', summary: 'What there is to match, and how' },
    })
    .input(ofConnect.extend({ targets }))
    .output(matchingView)
    .mutation(({ input, ctx }) => view(ctx, inConnect(ctx, input), input.targets)),

  previewConnect: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/connects/{id}/mappings/{key}/preview',
        summary: 'Try matches on records of the account',
      },
    })
    .input(ofConnect.extend({ matches, targets }))
    .output(matchesPreview)
    .mutation(({ input, ctx }) => preview(ctx, inConnect(ctx, input), input)),

  keep: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/connects/{id}/mappings', summary: 'Match fields, and go on' } })
    .input(
      z.object({
        id: idSchema('connect'),
        mappings: z.array(z.object({ key, matches, targets })).max(100),
      }),
    )
    .output(connectAnswer)
    .mutation(async ({ input, ctx }) => {
      const matched: MatchedInWizard[] = [];
      for (const one of input.mappings) {
        const load = inConnect(ctx, { id: input.id, key: one.key });
        matched.push({ ...one, ...(await look(ctx, load, freshMs.preview)) });
      }
      return withEmbedSession(ctx.session, async (tx) => {
        await mine(tx, ctx, input.id);
        return connectView(tx, await keepMatches(tx, input.id, matched, ctx.clock), lookOf(ctx));
      });
    }),

  readInstallation: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/installations/{id}/mappings/{key}',
        summary: 'What there is to match, and how it is matched',
      },
    })
    .input(ofInstallation.extend({ targets }))
    .output(matchingView)
    .mutation(({ input, ctx }) => view(ctx, inInstallation(input), input.targets)),

  previewInstallation: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/installations/{id}/mappings/{key}/preview',
        summary: 'Try matches on records of the account',
      },
    })
    .input(ofInstallation.extend({ matches, targets }))
    .output(matchesPreview)
    .mutation(({ input, ctx }) => preview(ctx, inInstallation(input), input)),

  save: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/installations/{id}/mappings/{key}/save',
        summary: 'Use matches from now on; what is stored follows',
      },
    })
    .input(ofInstallation.extend({ matches, targets, version: z.number().int().nullable() }))
    .output(installationView)
    .mutation(async ({ input: { id, ...given }, ctx }) => {
      const { account } = await look(ctx, inInstallation({ id, key: given.key }), freshMs.preview);
      const { endUserId } = ctx.session;
      return withEmbedSession(ctx.session, async (tx) => {
        await saveMatches(tx, id, { ...given, account, endUserId, now: ctx.clock.now() });
        return viewInstallation(tx, id, lookOf(ctx));
      });
    }),

  reset: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/installations/{id}/mappings/{key}/reset',
        summary: 'Match as the integration itself does',
      },
    })
    .input(ofInstallation)
    .output(installationView)
    .mutation(({ input, ctx }) => {
      requireAdmin(ctx.session);
      const { endUserId } = ctx.session;
      return withEmbedSession(ctx.session, async (tx) => {
        await resetMatches(tx, input.id, { key: input.key, endUserId, now: ctx.clock.now() });
        return viewInstallation(tx, input.id, lookOf(ctx));
      });
    }),
});
