import { z } from 'zod';
import { systemClock } from '#server/clock.ts';
import { resolveCustomer } from '#server/customers/resolve-customer.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { AppError } from '#server/errors.ts';
import { idSchema } from '#server/ids.ts';
import { getIntegrationBySlug } from '#server/integrations/get-integration.ts';
import { requireMailWay } from '#server/mails/post-mail.ts';
import { actorName } from '#server/trpc/actor.ts';
import { router } from '#server/trpc/init.ts';
import { pageInput, pageOf, time, toPage } from '#server/trpc/page.ts';
import { environmentMutation, environmentQuery } from '#server/trpc/procedures.ts';
import { createLink } from './create-link.ts';
import { mailLink } from './link-mails.ts';
import { listLinks, revokeLink } from './portal-link.queries.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { linkLife, linkStateOf } from './portal-link.ts';

const text = z.string().trim().min(1).max(200);

const linkSchema = z
  .object({
    id: z.string().meta({ example: 'lnk_01jd3k5q7v2m8x4c6p9r' }),
    kind: z
      .enum(['visit', 'favour'])
      .meta({ description: 'visit: the integrations. favour: one connect that somebody was asked to do.' }),
    state: z.enum(['sent', 'opened', 'done', 'expired', 'revoked']),
    customerId: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    role: z.enum(['admin', 'member', 'viewer']),
    route: z.string().meta({ description: 'Where in the tab it leads.', example: '/your-crm/connect' }),
    createdBy: z.string(),
    createdAt: time,
    expiresAt: time,
    openedAt: time.nullable(),
    revokedAt: time.nullable(),
  })
  .meta({ id: 'PortalLink' });

const show = (row: PortalLinkRow): z.input<typeof linkSchema> => ({
  id: row.id,
  kind: row.kind,
  state: linkStateOf(row, systemClock.now()),
  customerId: row.customer_id,
  email: row.email,
  name: row.name,
  role: row.role,
  route: row.route,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  expiresAt: row.expires_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
  revokedAt: row.revoked_at?.toISOString() ?? null,
});

const tags = ['Hosted page'];
const minute = 60;

export const portalLinksRouter = router({
  create: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/portal-links',
        tags,
        summary: 'Make a link to the hosted page',
        description:
          'A link for one person to the integrations of one customer, or to one of them. It can be opened once, and opens the tab as a page of its own, in your brand. The address is in this answer alone; with `send` it is sent by e-mail, too.',
      },
    })
    .input(
      z.strictObject({
        customer: text.meta({ description: 'Your own id of the customer, or ours.', example: 'globex' }),
        integration: text.optional().meta({ description: 'The slug of one integration.', example: 'your-crm' }),
        route: z
          .string()
          .max(500)
          .regex(/^\/(?!\/)/, 'expected a place in the tab such as /your-crm/connect')
          .optional()
          .meta({ description: 'Where in the tab to begin.', example: '/your-crm/connect' }),
        user: z.strictObject({
          id: text.optional().meta({ description: 'Your own id of the person, as in embed tokens.', example: 'mara' }),
          name: text.optional(),
          email: z.email().max(320).optional(),
          role: z.enum(['admin', 'member', 'viewer']).default('admin'),
        }),
        locale: z.string().max(35).optional().meta({ example: 'de' }),
        expiresInMinutes: z
          .number()
          .int()
          .min(linkLife.least / minute)
          .max(linkLife.most / minute)
          .default(linkLife.visit / minute),
        send: z.boolean().default(false).meta({ description: 'Sends it to `user.email`.' }),
      }),
    )
    .output(linkSchema.extend({ url: z.string() }))
    .mutation(async ({ ctx, input }) => {
      const { tx } = ctx;
      const { id: externalId, name, email, role } = input.user;
      if (!externalId && !email) {
        throw new AppError('invalid', 'It is not said whom the link is for.', {
          field: 'user',
          remedy: 'Send your own id of the person, or an e-mail address.',
        });
      }
      if (input.send) await requireSendable(tx, email);
      const integration = input.integration ? await getIntegrationBySlug(tx, input.integration) : undefined;
      const link = await createLink(
        tx,
        {
          kind: 'visit',
          customer_id: await resolveCustomer(tx, input.customer),
          email: email ?? null,
          name: name ?? null,
          role,
          locale: input.locale ?? null,
          created_by: actorName(ctx.actor),
          externalId,
          integrationId: integration?.id ?? null,
          route: input.route ?? (integration ? `/${encodeURIComponent(integration.slug)}` : '/'),
          life: input.expiresInMinutes * minute,
        },
        systemClock,
      );
      if (input.send) await mailLink(tx, link, systemClock);
      return { ...show(link.row), url: link.url };
    }),

  list: environmentQuery
    .meta({ openapi: { method: 'GET', path: '/portal-links', tags, summary: 'List links to the hosted page' } })
    .input(pageInput({ customer: text.optional().meta({ description: 'Those of one customer.' }) }))
    .output(pageOf(linkSchema))
    .query(async ({ ctx, input: { customer, ...page } }) => {
      const customerId = customer === undefined ? undefined : await resolveCustomer(ctx.tx, customer);
      return toPage(await listLinks(ctx.tx, { ...page, customerId }), page, show, (row) => row.id);
    }),

  revoke: environmentMutation
    .meta({
      openapi: {
        method: 'POST',
        path: '/portal-links/{id}/revoke',
        tags,
        summary: 'Revoke a link to the hosted page',
        description: 'It can’t be opened any more, and who has opened it is signed out.',
      },
    })
    .input(z.strictObject({ id: idSchema('portalLink') }))
    .output(linkSchema)
    .mutation(async ({ ctx, input }) => show(await revokeLink(ctx.tx, input.id, systemClock.now()))),
});

async function requireSendable(tx: TenantTx, email: string | undefined): Promise<void> {
  if (!email) {
    throw new AppError('invalid', 'There is no address to send the link to.', {
      field: 'user.email',
      remedy: 'Send the person’s e-mail address, or leave send out.',
    });
  }
  await requireMailWay(tx);
}
