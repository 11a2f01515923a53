import { initTRPC } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { Clock } from '#server/clock.ts';
import { AppError } from '#server/errors.ts';
import { publicError } from '#server/trpc/public-error.ts';
import { toAppError } from '#server/trpc/to-app-error.ts';
import { type EmbedSession, findEmbedSession } from './embed-session.ts';

/** What a request of the SDK brings. */
export interface EmbedContext {
  requestId: string;
  clock: Clock;
  /** The page's origin as the browser says it; null from a server. */
  origin: string | null;
  /** The session of the header Authorization. */
  bearer: string | null;
}

const t = initTRPC
  .context<EmbedContext>()
  .meta<OpenApiMeta>()
  .create({
    errorFormatter({ shape, error, input, ctx }) {
      const { status, error: told } = publicError(toAppError(error, input), ctx?.requestId ?? 'unknown');
      return { ...shape, message: told.message, data: { ...told, httpStatus: status } };
    },
  });

export const embedRouterOf = t.router;

export const openProcedure = t.procedure;

/** For an end user with a session: `ctx.session` says who. */
export const sessionProcedure = t.procedure.use(async ({ ctx, next }) => {
  if (!ctx.bearer) {
    throw new AppError('unauthenticated', 'No session was sent.', {
      remedy: 'Exchange an embed token first; the SDK does so by itself.',
    });
  }
  const session: EmbedSession = await findEmbedSession(ctx.bearer, ctx.origin, ctx.clock);
  return next({ ctx: { ...ctx, session } });
});
