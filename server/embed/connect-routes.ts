import { z } from 'zod';
import type { Clock } from '#server/clock.ts';
import { askSomebody, stopAsking } from '#server/connects/ask-somebody.ts';
import { chooseBefore } from '#server/connects/choices.ts';
import { answerBefore, chooseAccountType } from '#server/connects/choose-way.ts';
import { type ConnectId, getConnect, lockOpenConnect } from '#server/connects/connect.queries.ts';
import type { ConnectRow } from '#server/connects/connect.table.ts';
import { connectView } from '#server/connects/connect-view.ts';
import { countObjects } from '#server/connects/count-objects.ts';
import { answerQuestions, cancelConnect, finishConnect } from '#server/connects/finish-connect.ts';
import { draftSchema, keepDraft } from '#server/connects/keep-draft.ts';
import { listOptions } from '#server/connects/list-options.ts';
import { confirmOtherAccount } from '#server/connects/settle-authorized.ts';
import { renewHandoff, startConnect } from '#server/connects/start-connect.ts';
import { submitCredentials } from '#server/connects/submit-credentials.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError, notFound } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';
import { matchSchema } from '#server/matching/match.ts';
import { tooOften } from '#server/portal/portal-limit.ts';
import { scheduleSchema } from '#server/syncs/schedule.ts';
import { embedRouterOf, sessionProcedure } from './embed-procedures.ts';
import { connectAnswer, countsAnswer, optionsAnswer } from './embed-schemas.ts';
import { type EmbedSession, requireAdmin, withEmbedSession } from './embed-session.ts';

const byConnect = z.object({ id: idSchema('connect') });
const fieldValues = z.record(z.string(), z.union([z.string().max(100_000), z.number(), z.boolean(), z.null()]));

interface Asked {
  session: EmbedSession;
  clock: Clock;
}

const lookOf = ({ session, clock }: Asked) => ({ locale: session.locale, now: clock.now(), session });

/** A connect belongs to the person who began it, and to the one who was asked to do it; for anybody else of the same customer it does not exist. */
async function mine(tx: TenantTx, session: EmbedSession, id: ConnectId): Promise<ConnectRow> {
  const row = await getConnect(tx, id);
  if (session.onlyConnect ? row.id !== session.onlyConnect : row.end_user_id !== session.endUserId)
    throw notFound('connect', id);
  return row;
}

function step(ctx: Asked, id: ConnectId, act: (tx: TenantTx) => Promise<ConnectRow>) {
  requireAdmin(ctx.session);
  return withEmbedSession(ctx.session, async (tx) => {
    await mine(tx, ctx.session, id);
    return connectView(tx, await act(tx), lookOf(ctx));
  });
}

/** E-mails go to people who did not ask for them: few from one person, and few to one address. */
async function refuseTooOften({ environmentId, endUserId }: EmbedSession, email: string): Promise<void> {
  const minutes =
    (await tooOften('portal-ask', `${environmentId} ${endUserId}`)) ??
    (await tooOften('portal-address', email.toLowerCase()));
  if (!minutes) return;
  throw new AppError('rate_limited', 'Too many e-mails were sent for this.', {
    remedy: `Try again in ${minutes} minutes.`,
    retryAfterSeconds: minutes * 60,
  });
}

export const connectRoutes = embedRouterOf({
  start: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/connects', summary: 'Begin to connect, or to reconnect' } })
    .input(z.object({ integration: z.string().max(100), reconnect: idSchema('connection').optional() }))
    .output(connectAnswer)
    .mutation(({ input, ctx }) =>
      withEmbedSession(ctx.session, async (tx) => {
        const started = await startConnect(
          tx,
          { session: ctx.session, slug: input.integration, reconnect: input.reconnect },
          ctx.clock,
        );
        return connectView(tx, started.row, lookOf(ctx), started.handoff);
      }),
    ),

  get: sessionProcedure
    .meta({ openapi: { method: 'GET', path: '/connects/{id}', summary: 'Where a connect is' } })
    .input(byConnect)
    .output(connectAnswer)
    .query(({ input, ctx }) =>
      withEmbedSession(ctx.session, async (tx) => connectView(tx, await mine(tx, ctx.session, input.id), lookOf(ctx))),
    ),

  handoff: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/handoff', summary: 'A fresh one-time code for the popup' },
    })
    .input(byConnect)
    .output(connectAnswer)
    .mutation(({ input, ctx }) =>
      withEmbedSession(ctx.session, async (tx) => {
        await mine(tx, ctx.session, input.id);
        const renewed = await renewHandoff(tx, input.id, ctx.session, ctx.clock);
        return connectView(tx, renewed.row, lookOf(ctx), renewed.handoff);
      }),
    ),

  accountType: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/account-type', summary: 'Say which kind of account it is' },
    })
    .input(byConnect.extend({ accountType: z.string().max(100) }))
    .output(connectAnswer)
    .mutation(({ input, ctx }) =>
      step(ctx, input.id, (tx) => chooseAccountType(tx, input.id, input.accountType, ctx.clock)),
    ),

  before: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/before', summary: 'Answer what is asked before authorising' },
    })
    .input(byConnect.extend({ answers: fieldValues }))
    .output(connectAnswer)
    .mutation(({ input, ctx }) => step(ctx, input.id, (tx) => answerBefore(tx, input.id, input.answers, ctx.clock))),

  draft: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/draft', summary: 'Keep what is typed and not sent' },
    })
    .input(
      byConnect.extend({
        before: fieldValues.optional(),
        credentials: fieldValues.optional(),
        answers: z.record(z.string(), z.json()).optional(),
        mapping: z.record(z.string().max(201), z.array(matchSchema).max(1000)).optional(),
      }),
    )
    .output(z.object({ kept: z.literal(true) }))
    .mutation(async ({ input: { id, ...draft }, ctx }) => {
      requireAdmin(ctx.session);
      await withEmbedSession(ctx.session, async (tx) => {
        await mine(tx, ctx.session, id);
        await keepDraft(tx, id, draftSchema.parse(draft), ctx.clock);
      });
      return { kept: true as const };
    }),

  credentials: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/credentials', summary: 'Connect with what was filled in' },
    })
    .input(byConnect.extend({ fields: fieldValues }))
    .output(connectAnswer)
    .mutation(async ({ input, ctx }) => {
      requireAdmin(ctx.session);
      await withEmbedSession(ctx.session, (tx) => mine(tx, ctx.session, input.id));
      const row = await submitCredentials(ctx.session, input.id, input.fields, ctx.clock);
      return withEmbedSession(ctx.session, (tx) => connectView(tx, row, lookOf(ctx)));
    }),

  confirm: sessionProcedure
    .meta({
      openapi: {
        method: 'POST',
        path: '/connects/{id}/confirm',
        summary: 'Accept that it is another account than before',
      },
    })
    .input(byConnect)
    .output(connectAnswer)
    .mutation(({ input, ctx }) =>
      step(ctx, input.id, async (tx) =>
        confirmOtherAccount(tx, await lockOpenConnect(tx, input.id, ctx.clock), ctx.clock.now()),
      ),
    ),

  answers: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/connects/{id}/answers', summary: 'Answer the questions' } })
    .input(byConnect.extend({ answers: fieldValues }))
    .output(connectAnswer)
    .mutation(({ input, ctx }) => step(ctx, input.id, (tx) => answerQuestions(tx, input.id, input.answers, ctx.clock))),

  offers: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/offers/{key}', summary: 'Choose what is copied, and when' },
    })
    .input(
      byConnect.extend({ key: z.string().max(201), on: z.boolean().optional(), schedule: scheduleSchema.optional() }),
    )
    .output(connectAnswer)
    .mutation(({ input: { id, ...choice }, ctx }) => step(ctx, id, (tx) => chooseBefore(tx, id, choice, ctx.clock))),

  counts: sessionProcedure
    .meta({
      openapi: { method: 'GET', path: '/connects/{id}/counts', summary: 'How many there are, where the app tells' },
    })
    .input(byConnect)
    .output(countsAnswer)
    .query(async ({ input, ctx }) => {
      const row = await withEmbedSession(ctx.session, (tx) => mine(tx, ctx.session, input.id));
      return countObjects(ctx.session, row, ctx.clock);
    }),

  finish: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/connects/{id}/finish', summary: 'Start' } })
    .input(byConnect)
    .output(connectAnswer)
    .mutation(({ input, ctx }) => step(ctx, input.id, (tx) => finishConnect(tx, input.id, ctx.clock))),

  ask: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/ask', summary: 'Ask somebody else to authorise, by e-mail' },
    })
    .input(
      byConnect.extend({
        email: z.string().trim().max(320),
        name: z.string().trim().max(200).optional(),
        note: z.string().trim().max(1000).optional(),
      }),
    )
    .output(connectAnswer)
    .mutation(async ({ input: { id, ...favour }, ctx }) => {
      await refuseTooOften(ctx.session, favour.email);
      return step(ctx, id, (tx) => askSomebody(tx, id, favour, ctx.session, ctx.clock));
    }),

  stopAsking: sessionProcedure
    .meta({
      openapi: { method: 'POST', path: '/connects/{id}/ask/stop', summary: 'Ask nobody any more' },
    })
    .input(byConnect)
    .output(connectAnswer)
    .mutation(({ input, ctx }) => step(ctx, input.id, (tx) => stopAsking(tx, input.id, ctx.clock))),

  cancel: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/connects/{id}/cancel', summary: 'Leave' } })
    .input(byConnect)
    .output(connectAnswer)
    .mutation(({ input, ctx }) => step(ctx, input.id, (tx) => cancelConnect(tx, input.id, ctx.clock))),

  options: sessionProcedure
    .meta({ openapi: { method: 'GET', path: '/connects/{id}/options/{name}', summary: 'Live choices from the app' } })
    .input(
      byConnect.extend({
        name: z.string().max(60),
        search: z.string().max(200).default(''),
        cursor: z.string().max(2000).optional(),
        // The answers so far, as JSON: choices may depend on them.
        answers: z.string().max(8000).optional(),
        // Of files: the folder that is open.
        inside: z.string().max(4000).optional(),
      }),
    )
    .output(optionsAnswer)
    .query(async ({ input, ctx }) => {
      const row = await withEmbedSession(ctx.session, (tx) => mine(tx, ctx.session, input.id));
      return listOptions(ctx.session, row, input, ctx.clock);
    }),
});
