import { type Clock, systemClock } from '#server/clock.ts';
import { getConnection } from '#server/connections/connection.queries.ts';
import { getCustomer } from '#server/customers/customer.queries.ts';
import type { EndUserRow } from '#server/customers/end-user.table.ts';
import { getEndUser } from '#server/customers/get-end-user.ts';
import type { TenantTx } from '#server/db/tenant.ts';
import { brandOf } from '#server/environments/brand.ts';
import { getEnvironment } from '#server/environments/environment.queries.ts';
import type { ConnectionId, EndUserId } from '#server/ids.ts';
import { getInstallation } from '#server/installations/installation.queries.ts';
import { getIntegration } from '#server/integrations/get-integration.ts';
import { createLink } from '#server/portal/create-link.ts';
import { linkLife } from '#server/portal/portal-link.ts';
import { type MailWords, mailWords, momentIn } from './phrases.ts';
import { mailWay, postMail } from './post-mail.ts';
import { unsubscribeAddress } from './unsubscribe.ts';

/** What the person who connected is told by e-mail. */
export type MailNews =
  | { kind: 'attention'; reason: 'revoked' | 'expired' | 'missing_scope' | 'misconfigured' }
  /** The app gives no access for longer than until then. */
  | { kind: 'ends'; until: Date }
  /** A field of the app is gone that something of the vendor's was filled from. */
  | { kind: 'drift'; field: string; target: string };

interface Told {
  /** One e-mail is sent of a kind and of these words, however often it is noticed: when it began. */
  once: string;
  clock?: Clock;
}

/**
 * Tells the person who connected an account, in the transaction of what it is about, with a button that leads to where it
 * is put right. Nobody is told who has no address or wants none of these; says whether an e-mail was written.
 */
export async function tellByMail(
  tx: TenantTx,
  connectionId: ConnectionId,
  news: MailNews,
  { once, clock = systemClock }: Told,
): Promise<boolean> {
  const connection = await getConnection(tx, connectionId);
  if ((await mailWay(tx)) === 'none') return false;
  const installation = await getInstallation(tx, connection.installation_id);
  const person = await findReader(tx, [connection.connected_by, installation.created_by]);
  if (!person) return false;
  const integration = await getIntegration(tx, installation.integration_id);
  const customer = await getCustomer(tx, connection.customer_id);
  const brand = await brandOf(tx);
  const locale = person.locale ?? 'en';
  const say = mailWords(locale);
  const values = { vendor: brand.name, app: integration.name, customer: customer.name };
  const place = await placeOf(tx, { person, email: person.email, slug: integration.slug, news }, clock);
  const { subject, lines, button } = wordsOf(news, say, values, locale);
  return postMail(
    tx,
    {
      kind: news.kind === 'drift' ? 'drift' : 'attention',
      to: { address: person.email, name: person.name },
      customerId: customer.id,
      dedupe: `${news.kind} ${connectionId} ${once}`,
      letter: {
        locale,
        brand,
        subject,
        hello: say('hello', { name: person.name ?? person.email }),
        lines,
        button: { label: button, url: place.url },
        small: [
          ...(place.until ? [say('link.once', { until: momentIn(locale, place.until) })] : []),
          say('why', values),
        ],
        unsubscribe: { label: say('unsubscribe'), url: await unsubscribeAddress(tx, person.id) },
      },
    },
    clock,
  );
}

/** The first of these who can do something about it, and wants to hear of it. Who helped out once is no admin. */
async function findReader(
  tx: TenantTx,
  people: (EndUserId | null)[],
): Promise<(EndUserRow & { email: string }) | undefined> {
  for (const id of people) {
    const person = id ? await getEndUser(tx, id) : undefined;
    if (person?.email && person.nudges && person.role === 'admin') return { ...person, email: person.email };
  }
  return undefined;
}

function wordsOf(news: MailNews, say: MailWords, values: Record<string, string>, locale: string) {
  if (news.kind === 'drift') {
    const all = { ...values, field: news.field, target: news.target };
    return {
      subject: say('drift.subject', all),
      lines: [say('drift.body', all), say('drift.todo')],
      button: say('drift.button'),
    };
  }
  const button = say('attention.button', values);
  if (news.kind === 'ends') {
    const all = { ...values, until: momentIn(locale, news.until) };
    return { subject: say('ends.subject', all), lines: [say('ends.body', all)], button };
  }
  return {
    subject: say('attention.subject', values),
    lines: [say(`attention.${news.reason}`, values), say('attention.meanwhile')],
    button,
  };
}

interface Destination {
  person: EndUserRow;
  email: string;
  slug: string;
  news: MailNews;
}

/** The vendor's own page with the tab, where there is one; a link to the hosted page otherwise. */
async function placeOf(
  tx: TenantTx,
  { person, email, slug, news }: Destination,
  clock: Clock,
): Promise<{ url: string; until: Date | null }> {
  const { tab_address: own } = await getEnvironment(tx);
  const route = `/${encodeURIComponent(slug)}${news.kind === 'drift' ? '/mapping' : ''}`;
  // The tab keeps its place in the fragment like this, where its page lets it.
  if (own) return { url: own.includes('#') ? own : `${own}#portico${route}`, until: null };
  const link = await createLink(
    tx,
    {
      ...{ kind: 'visit', customer_id: person.customer_id, email, name: person.name, role: person.role },
      locale: person.locale,
      created_by: 'portico',
      externalId: person.external_id,
      route,
      life: linkLife.favour,
    },
    clock,
  );
  return { url: link.url, until: link.row.expires_at };
}
