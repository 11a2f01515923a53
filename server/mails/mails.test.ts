import { beforeEach, describe, expect, test } from 'vitest';
import { needsReauth } from '#server/connections/needs-reauth.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { resetEnv } from '#server/env.ts';
import { type ConnectionId, type CustomerId, newId } from '#server/ids.ts';
import { createLink } from '#server/portal/create-link.ts';
import { mailLink } from '#server/portal/link-mails.ts';
import { mailPhrases } from './phrases.ts';
import { sendMail } from './send-mail.job.ts';
import { tellByMail } from './tell-by-mail.ts';
import { testMailServer } from './test-mail-server.ts';
import { keptMails } from './test-mails.ts';
import { serveUnsubscribe } from './unsubscribe.ts';

const database = testDatabase();
const server = testMailServer();
let embedding: Embedding;
let now: Date;
const clock = { now: () => now };

function useServer(on: boolean): void {
  process.env.SMTP_URL = on ? server.url() : '';
  process.env.MAIL_FROM = on ? 'portico@acme.example' : '';
  resetEnv();
}

beforeEach(async () => {
  now = new Date();
  server.received.length = 0;
  server.refuse(null);
  server.dropAfterData(false);
  useServer(false);
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  const token = await embedding.token({ email: 'gwen@globex.example', locale: 'de' });
  await embedding.call(null, 'POST', '/session', { token });
});

const within = <T>(fn: Parameters<typeof withTenant<T>>[1]) =>
  withTenant({ environmentId: embedding.environmentId }, fn);
const mails = () =>
  database.sql<{ id: string; status: string; attempts: number; content: Buffer | null; error: string | null }>(
    'select id, status, attempts, content, error from mail where environment_id = $1 order by id',
    [embedding.environmentId],
  );
const work = async () => {
  for (const { id } of await mails()) await sendMail({ environmentId: embedding.environmentId, mailId: id }, clock);
};
const customerId = async () =>
  (
    await database.sql<{ id: CustomerId }>('select id from customer where environment_id = $1', [
      embedding.environmentId,
    ])
  )[0]?.id as CustomerId;

async function invite() {
  const customer_id = await customerId();
  await within(async (tx) => {
    const person = { email: 'ada@globex.example', name: 'Ada', role: 'admin' as const, locale: 'en' };
    const link = await createLink(tx, { kind: 'visit', customer_id, ...person, created_by: 'test' }, clock);
    await mailLink(tx, link, clock);
  });
}

describe('an e-mail', () => {
  test('is sent once, in the vendor’s name, and what it said is forgotten', async () => {
    useServer(true);
    await invite();
    expect(await mails()).toMatchObject([{ status: 'waiting', content: expect.any(Buffer) }]);
    await Promise.all([work(), work(), work()]);
    await work();
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.to).toBe('ada@globex.example');
    expect(mail?.headers).toMatchObject({
      from: 'Acme <portico@acme.example>',
      subject: 'Your link to the integrations of Acme',
      'auto-submitted': 'auto-generated',
    });
    expect(mail?.raw).toMatch(/Content-Type: text\/plain[\s\S]*Content-Type: text\/html/);
    expect(await mails()).toMatchObject([{ status: 'sent', attempts: 1, content: null }]);
  });

  test('that the server can’t take now is tried again, and again later; nothing is lost', async () => {
    useServer(true);
    await invite();
    server.refuse('451 come back later');
    await work();
    expect(await mails()).toMatchObject([{ status: 'waiting', attempts: 1, error: expect.stringContaining('451') }]);
    await work();
    expect(await mails()).toMatchObject([{ attempts: 1 }]);
    server.refuse(null);
    now = new Date(now.getTime() + 31_000);
    await work();
    expect(server.received).toHaveLength(1);
    expect(await mails()).toMatchObject([{ status: 'sent', attempts: 2 }]);
  });

  test('that the server refuses for good is given up with its words', async () => {
    useServer(true);
    await invite();
    server.refuse('550 no such person here');
    await work();
    expect(await mails()).toMatchObject([
      { status: 'failed', attempts: 1, error: expect.stringContaining('no such person'), content: null },
    ]);
  });

  test('whose answer got lost is sent under the same id, by which it is known for a double', async () => {
    useServer(true);
    await invite();
    server.dropAfterData(true);
    await work();
    server.dropAfterData(false);
    now = new Date(now.getTime() + 31_000);
    await work();
    expect(server.received).toHaveLength(2);
    expect(new Set(server.received.map(({ headers }) => headers['message-id'])).size).toBe(1);
  });

  test('that says nothing of use any more is not sent', async () => {
    useServer(true);
    await invite();
    now = new Date(now.getTime() + 4 * 24 * 3_600_000);
    await work();
    expect(server.received).toHaveLength(0);
    expect(await mails()).toMatchObject([{ status: 'failed' }]);
  });

  test('without a mail server is kept for the console, and in production not written at all', async () => {
    await invite();
    await work();
    expect(await keptMails(embedding.environmentId)).toMatchObject([{ to_address: 'ada@globex.example' }]);
    await database.sql("update environment set kind = 'production' where id = $1", [embedding.environmentId]);
    await invite();
    expect(await mails()).toHaveLength(1);
  });
});

/** A connection that Gwen has made. */
async function connected(): Promise<ConnectionId> {
  const connection = newId('connection');
  const installation = newId('installation');
  const environment = embedding.environmentId;
  await within(async (tx) => {
    const user = await tx.selectFrom('end_user').selectAll().executeTakeFirstOrThrow();
    const integration = await tx.selectFrom('integration').selectAll().executeTakeFirstOrThrow();
    const of = { environment_id: environment, customer_id: user.customer_id };
    await tx
      .insertInto('installation')
      .values({
        ...of,
        ...{ id: installation, integration_id: integration.id, integration_version: 1, status: 'active' },
        created_by: user.id,
      })
      .execute();
    await tx
      .insertInto('connection')
      .values({
        ...of,
        ...{ id: connection, installation_id: installation, connector: 'tidewater', status: 'active' },
        connected_by: user.id,
      })
      .execute();
  });
  return connection;
}

describe('the person who connected', () => {
  test('is told once that it needs them, in their language, with a link that opens there', async () => {
    const id = await connected();
    for (const reason of ['expired', 'revoked', 'expired'] as const)
      await within((tx) => needsReauth(tx, id, { reason, detail: '', now: new Date() }));
    const sent = await keptMails(embedding.environmentId);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ kind: 'attention', to_address: 'gwen@globex.example' });
    expect(sent[0]?.subject).toBe('Tidewater braucht Sie: Acme erreicht es nicht mehr');
    expect(sent[0]?.text).toContain('Der Zugriff von Acme auf Tidewater ist abgelaufen.');
    expect(sent[0]?.link).toMatch(/\/portal\/env_\w+\/lnk_\w+#/);
  });

  test('is told again when it happens again after it was put right', async () => {
    const id = await connected();
    const lose = () => within((tx) => needsReauth(tx, id, { reason: 'revoked', detail: '', now: new Date() }));
    await lose();
    await database.sql("update connection set status = 'active', reason = null where id = $1", [id]);
    await lose();
    expect(await keptMails(embedding.environmentId)).toHaveLength(2);
  });

  test('is led to the vendor’s own page where there is one', async () => {
    await database.sql("update environment set tab_address = 'https://app.acme.example/apps' where id = $1", [
      embedding.environmentId,
    ]);
    const id = await connected();
    const news = { kind: 'drift', field: 'phone2', target: 'Phone' } as const;
    for (let time = 0; time < 3; time += 1) await within((tx) => tellByMail(tx, id, news, { once: 'phone2' }));
    const [mail, ...more] = await keptMails(embedding.environmentId);
    expect(more).toEqual([]);
    expect(mail?.text).toContain('https://app.acme.example/apps#portico/people/mapping');
    expect(mail?.text).toContain('„phone2“');
  });

  test('gets none any more after saying so; looking at the link is not saying so', async () => {
    const id = await connected();
    await within((tx) => tellByMail(tx, id, { kind: 'attention', reason: 'revoked' }, { once: 'one' }));
    const [mail] = await keptMails(embedding.environmentId);
    const url = new URL(mail?.unsubscribe ?? '');
    const [, , , environment = '', person = '', proof = ''] = url.pathname.split('/');
    const ask = async (method: string, query = '', given = proof) => {
      const answer = await serveUnsubscribe(new Request(url.href + query, { method }), {
        ...{ environment, person, proof: given },
      });
      return { status: answer.status, text: await answer.text() };
    };
    const tell = (once: string) =>
      within((tx) => tellByMail(tx, id, { kind: 'attention', reason: 'revoked' }, { once }));
    expect((await ask('GET')).text).toContain('Keine E-Mails dieser Art mehr');
    expect(await tell('two')).toBe(true);
    expect((await ask('POST', '', `${proof.slice(0, -1)}_`)).status).toBe(404);
    expect(await tell('three')).toBe(true);
    expect((await ask('POST')).text).toContain('Keine E-Mails mehr zu Ihren Verbindungen');
    expect(await tell('four')).toBe(false);
    await ask('POST', '?again');
    expect(await tell('five')).toBe(true);
  });
});

test('all eight languages say everything, with the same names to fill in', () => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
  const { en, ...others } = mailPhrases;
  expect(Object.keys(others)).toHaveLength(7);
  for (const [language, phrases] of Object.entries(others))
    for (const [key, text] of Object.entries(en ?? {})) {
      const said = Object.entries(phrases).find(([name]) => name === key)?.[1] ?? '';
      expect([language, key, [...new Set(namesIn(said))]]).toEqual([language, key, [...new Set(namesIn(text))]]);
    }
});
