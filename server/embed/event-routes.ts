import { z } from 'zod';
import { mayTell, noteEvents } from '#server/funnel/note-events.ts';
import { embedRouterOf, sessionProcedure } from './embed-procedures.ts';
import { eventsAnswer } from './embed-schemas.ts';
import { withEmbedSession } from './embed-session.ts';

export const eventRoutes = embedRouterOf({
  note: sessionProcedure
    .meta({ openapi: { method: 'POST', path: '/events', summary: 'Tell what happened in the tab' } })
    .input(
      z.object({
        events: z
          .array(
            z.object({
              name: z.string().max(60),
              integration: z.string().max(100).optional(),
              installation: z.string().max(60).optional(),
              detail: z.string().max(60).optional(),
              agoMs: z.number().min(0).default(0),
            }),
          )
          .max(50),
      }),
    )
    .output(eventsAnswer)
    .mutation(async ({ input, ctx }) => {
      // What a member does in the console's playground is nobody's step towards success.
      if (ctx.session.playground || !(await mayTell(ctx.session, input.events.length))) return { noted: 0 };
      const noted = await withEmbedSession(ctx.session, (tx) =>
        noteEvents(tx, ctx.session, input.events, ctx.clock.now()),
      );
      return { noted };
    }),
});
