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

/** What somebody may ask who was asked to do one connect, and nothing else. */
const ofOneConnect = new Set([
  'integration',
  'events.note',
  ...['start', 'get', 'handoff', 'accountType', 'before', 'draft', 'credentials', 'confirm'].map(
    (name) => `connects.${name}`,
  ),
]);

/** For an end user with a session: `ctx.session` says who. */
export const sessionProcedure = t.procedure.use(async ({ ctx, next, path }) => {
  if (!ctx.bearer) {
    throw new AppError('unauthenticated', 'No session was sent.', {
      remedy: 'Exchange an embed token first; the SDK does so by itself.',
    });
  }
  const session: EmbedSession = await findEmbedSession(ctx.bearer, ctx.origin, ctx.clock);
  if (session.onlyConnect && !ofOneConnect.has(path)) {
    throw new AppError('forbidden', 'You were asked to connect one app; this is something else.', {
      remedy: 'Ask the person who sent you the link.',
    });
  }
  return next({ ctx: { ...ctx, session } });
});
