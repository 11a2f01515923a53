import { z } from 'zod';
import { env } from '#server/env.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';
import { open } from '#server/keys/seal.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { consoleQuery, settingsMutation } from '#server/trpc/procedures.ts';
import { getMail, listMails, mailPlace } from './mail.queries.ts';
import { mailWay } from './post-mail.ts';

const mailSchema = z.object({
  id: z.string(),
  kind: z.enum(['visit', 'favour', 'code', 'attention', 'drift']),
  to: z.string(),
  subject: z.string(),
  status: z.enum(['waiting', 'sent', 'failed', 'kept']),
  attempts: z.number().int(),
  error: z.string().nullable(),
  createdAt: time,
  sentAt: time.nullable(),
});

const contentSchema = z.object({ text: z.string(), html: z.string() });

export const mailsRouter = router({
  way: consoleQuery
    .output(z.object({ way: z.enum(['smtp', 'console', 'none']), from: z.string().nullable() }))
    .query(async ({ ctx }) => ({ way: await mailWay(ctx.tx), from: env().MAIL_FROM ?? null })),

  list: consoleQuery
    .input(pageInput({}))
    .output(pageOf(mailSchema))
    .query(async ({ ctx, input }) =>
      toPage(
        await listMails(ctx.tx, input),
        input,
        (row) => ({
          ...{ id: row.id, kind: row.kind, subject: row.subject, status: row.status, attempts: row.attempts },
          to: row.to_address,
          error: row.error,
          createdAt: row.created_at.toISOString(),
          sentAt: row.sent_at?.toISOString() ?? null,
        }),
        (row) => row.id,
      ),
    ),

  /** What an e-mail says that nobody got. It lets its reader in, so it is for those alone who may make keys, and not in production. */
  read: settingsMutation
    .input(z.strictObject({ id: idSchema('mail') }))
    .output(contentSchema)
    .mutation(async ({ ctx, input }) => {
      const mail = await getMail(ctx.tx, input.id);
      const { kind } = await getEnvironment(ctx.tx);
      if (mail.status !== 'kept' || kind === 'production' || !mail.content) {
        throw new AppError('gone', 'What an e-mail said is not kept after it was sent.', {
          remedy: 'Send another one.',
        });
      }
      return contentSchema.parse(JSON.parse(await open(ctx.tx, mailPlace(mail.id), mail.content)));
    }),
});
