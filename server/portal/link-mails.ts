import type { Clock } from '#server/clock.ts';
import { getCustomer } from '#server/customers/customer.queries.ts';
import { getEndUser } from '#server/customers/get-end-user.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { brandOf } from '#server/environments/brand.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { mailWords, momentIn } from '#server/mails/phrases.ts';
import { postMail } from '#server/mails/post-mail.ts';
import type { CreatedLink } from './create-link.ts';
import type { PortalLinkRow } from './portal-link.table.ts';
import { codeSeconds } from './portal-link.ts';

/** What every e-mail about a link knows. */
export async function linkNames(tx: TenantTx, row: PortalLinkRow) {
  const brand = await brandOf(tx);
  const customer = await getCustomer(tx, row.customer_id);
  const app = row.integration_id ? (await getIntegration(tx, row.integration_id)).name : '';
  const user = row.asked_by ? await getEndUser(tx, row.asked_by) : null;
  const asker = user?.name ?? user?.email ?? customer.name;
  return { brand, values: { vendor: brand.name, customer: customer.name, app, asker, note: row.note ?? '' } };
}

/** Sends a link to the person whom it is for. */
export async function mailLink(tx: TenantTx, { row, url }: CreatedLink, clock: Clock): Promise<void> {
  if (!row.email) return;
  const locale = row.locale ?? 'en';
  const say = mailWords(locale);
  const { brand, values } = await linkNames(tx, row);
  const all = { ...values, until: momentIn(locale, row.expires_at) };
  const isFavour = row.kind === 'favour';
  const body = isFavour ? 'favour.body' : values.app ? 'visit.bodyApp' : 'visit.body';
  await postMail(
    tx,
    {
      kind: row.kind,
      to: { address: row.email, name: row.name },
      customerId: row.customer_id,
      expiresAt: row.expires_at,
      letter: {
        locale,
        brand,
        subject: say(`${row.kind}.subject`, all),
        hello: say('hello', { name: row.name ?? row.email }),
        lines: [say(body, all), ...(isFavour && row.note ? [say('favour.note', all)] : [])],
        button: { label: say(`${row.kind}.button`, all), url },
        small: [say(isFavour ? 'favour.proof' : 'visit.once', all)],
      },
    },
    clock,
  );
}

export async function mailCode(
  tx: TenantTx,
  row: PortalLinkRow & { email: string },
  { code, locale }: { code: string; locale: string },
  clock: Clock,
): Promise<void> {
  const say = mailWords(locale);
  const { brand, values } = await linkNames(tx, row);
  await postMail(
    tx,
    {
      kind: 'code',
      to: { address: row.email, name: row.name },
      customerId: row.customer_id,
      expiresAt: new Date(clock.now().getTime() + codeSeconds * 1000),
      letter: {
        locale,
        brand,
        subject: say('code.subject', values),
        hello: say('hello', { name: row.name ?? row.email }),
        lines: [say('code.body')],
        code,
        small: [say('code.life')],
      },
    },
    clock,
  );
}
