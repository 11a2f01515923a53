import { beforeEach, describe, expect, test } from 'vitest';
import { createApiKey } from '#server/api-keys/create-api-key.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { serveEmbed } from '#server/embed/serve-embed.ts';
import { baseUrl } from '#server/env.ts';
import { keptMails } from '#server/mails/test-mails.ts';
import { api, textAt } from '#server/trpc/test-api.ts';
import { PortalBrowser } from './test-portal.ts';

const database = testDatabase();
let embedding: Embedding;
let key: string;
let now: Date;
const clock = { now: () => now };

beforeEach(async () => {
  now = new Date();
  embedding = await seedEmbedding('http://tidewater.test', { id: 'acme', secret: 'secret' });
  await embedding.session();
  const { environmentId } = embedding;
  key = (await withTenant({ environmentId }, (tx) => createApiKey(tx, { name: 'test' }))).secret;
});

const ada = { email: 'ada@globex.example', name: 'Ada' };

async function makeLink(input: object = {}): Promise<{ id: string; url: string }> {
  const { status, body } = await api('POST', '/portal-links', {
    key,
    body: { customer: 'globex', user: ada, ...input },
  });
  expect(status, JSON.stringify(body)).toBe(200);
  return { id: textAt(body, 'id'), url: textAt(body, 'url') };
}
const stateOf = async (id: string) => {
  const { body } = await api('GET', '/portal-links?customer=globex', { key });
  return (body as { items: { id: string; state: string }[] }).items.find((link) => link.id === id)?.state;
};

describe('a link to the hosted page', () => {
  test('opens the tab of its customer as the person whom it is for', async () => {
    const { id, url } = await makeLink();
    const browser = new PortalBrowser();
    expect(await browser.act(url, 'look')).toMatchObject({
      state: { state: 'visit', customer: 'globex', email: 'a•••@globex.example' },
    });
    const { state } = await browser.act(url, 'open');
    expect(state).toMatchObject({
      state: 'open',
      route: '/',
      person: 'Ada',
      session: {
        vendor: { name: 'Acme' },
        customer: { name: 'globex' },
        endUser: { name: 'Ada', role: 'admin' },
        catalogue: [{ slug: 'people' }],
      },
    });
    expect(await stateOf(id)).toBe('opened');
    const asked = await serveEmbed(
      new Request(`${baseUrl()}/api/embed/v1/integrations/people`, {
        headers: {
          authorization: `Bearer ${state.session.session}`,
          'sec-fetch-site': 'same-origin',
          'x-portico-frame-host': new URL(baseUrl()).origin,
        },
      }),
    );
    expect(asked.status).toBe(200);
  });

  test('says nothing of what it is about to programs that look at it, and is not used up by them', async () => {
    const { id, url } = await makeLink();
    const program = new PortalBrowser();
    for (const address of [url, url.split('#')[0] ?? '']) {
      const { status, html, page, headers } = await program.get(address);
      expect(status).toBe(200);
      expect(page.state).toBeNull();
      expect(html).not.toMatch(/globex|ada@|Ada|ps_/i);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }
    await program.act(url, 'look');
    expect(await stateOf(id)).toBe('sent');
    expect((await new PortalBrowser().act(url, 'open')).state.state).toBe('open');
  });

  test('opens once: of many who try at the same moment one gets in, and only that one goes on', async () => {
    const { url } = await makeLink();
    const browsers = Array.from({ length: 12 }, () => new PortalBrowser());
    const answers = await Promise.all(browsers.map((browser) => browser.act(url, 'open')));
    expect(answers.filter(({ state }) => state.state === 'open')).toHaveLength(1);
    expect(answers.filter(({ state }) => state.state === 'used')).toHaveLength(11);
    for (const [index, browser] of browsers.entries()) {
      const { page } = await browser.get(url);
      expect(page.state?.state ?? null).toBe(answers[index].state.state === 'open' ? 'open' : null);
    }
  });

  test('that was used can be asked for anew, at the address that it was for and at no other', async () => {
    const { url } = await makeLink({ send: true });
    const [first] = await keptMails(embedding.environmentId);
    expect(first).toMatchObject({ kind: 'visit', to_address: ada.email, link: url });
    await new PortalBrowser().act(url, 'open');
    const late = new PortalBrowser();
    expect(await late.act(url, 'open')).toMatchObject({ state: { state: 'used', mayRenew: true } });
    expect(await late.act(url, 'renew', { email: 'eve@evil.example' })).toMatchObject({ sent: true });
    const [second] = await keptMails(embedding.environmentId);
    expect(second?.to_address).toBe(ada.email);
    expect(second?.link).not.toBe(url);
    expect((await late.act(second?.link ?? '', 'open')).state.state).toBe('open');
  });

  test('sends few e-mails, however often somebody presses', async () => {
    const { url } = await makeLink();
    await new PortalBrowser().act(url, 'open');
    const late = new PortalBrowser();
    const answers = [];
    for (let press = 0; press < 7; press += 1) answers.push(await late.act(url, 'renew'));
    expect(answers.filter(({ sent }) => sent)).toHaveLength(5);
    expect(answers.at(-1)).toMatchObject({ problem: 'too_often', left: expect.any(Number) });
    expect(await keptMails(embedding.environmentId)).toHaveLength(5);
  });

  test('ends with its time', async () => {
    const { id, url } = await makeLink({ expiresInMinutes: 5 });
    const browser = new PortalBrowser(clock);
    now = new Date(Date.now() + 6 * 60_000);
    expect(await browser.act(url, 'open')).toMatchObject({ state: { state: 'expired', mayRenew: true } });
    await database.sql("update portal_link set expires_at = now() - interval '1 minute' where id = $1", [id]);
    expect(await stateOf(id)).toBe('expired');
  });

  test('that is revoked opens no more, and signs out who has opened it', async () => {
    const { id, url } = await makeLink();
    const browser = new PortalBrowser();
    const { state } = await browser.act(url, 'open');
    expect((await api('POST', `/portal-links/${id}/revoke`, { key })).body).toMatchObject({ state: 'revoked' });
    expect((await browser.get(url)).page.state).toBeNull();
    expect(await browser.act(url, 'session')).toMatchObject({ state: { state: 'unknown' } });
    expect(await browser.act(url, 'look')).toMatchObject({ state: { state: 'revoked' } });
    expect((await embedding.call(state.session.session, 'GET', '/catalogue')).status).toBe(401);
  });

  test('goes on after a reload, until somebody leaves', async () => {
    const { url } = await makeLink({ integration: 'people' });
    const browser = new PortalBrowser();
    await browser.act(url, 'open');
    expect((await browser.get(url)).page.state).toMatchObject({ state: 'open', route: '/people' });
    expect((await browser.act(url, 'session')).state.session.session).toMatch(/^ps_/);
    await browser.act(url, 'leave');
    expect((await browser.get(url)).page.state).toBeNull();
    expect((await browser.act(url, 'open')).state.state).toBe('used');
  });

  test('with another token, or asked for by another page, is nothing', async () => {
    const { id, url } = await makeLink();
    const wrong = url.replace(/#.*/, `#${'a'.repeat(43)}`);
    const browser = new PortalBrowser();
    for (const act of ['look', 'open', 'renew', 'code', 'enter'])
      expect(await browser.act(wrong, act), act).toMatchObject({ state: { state: 'unknown' } });
    expect(await browser.act(url, 'open', {}, 'https://evil.example')).toMatchObject({
      status: 403,
      error: { code: 'origin_not_allowed' },
    });
    expect(await stateOf(id)).toBe('sent');
  });

  test('is one that says whom it is for, and where it leads in the tab', async () => {
    const bad = (body: object) => api('POST', '/portal-links', { key, body: { customer: 'globex', ...body } });
    expect((await bad({ user: {} })).body).toMatchObject({ error: { code: 'invalid', field: 'user' } });
    expect((await bad({ user: { id: 'ada' }, send: true })).body).toMatchObject({ error: { field: 'user.email' } });
    for (const route of ['https://evil.example', '//evil.example', 'people'])
      expect((await bad({ user: ada, route })).status, route).toBe(422);
    expect((await bad({ user: ada, expiresInMinutes: 31 * 24 * 60 })).status).toBe(422);
    expect((await bad({ user: ada, customer: 'nobody' })).status).toBe(404);
  });

  test('keeps neither token nor code in the clear', async () => {
    const { id, url } = await makeLink({ send: true });
    const token = new URL(url).hash.slice(1);
    const rows = await database.sql<{ text: string }>(
      'select l::text as text from portal_link l where id = $1 union all select m::text from mail m',
      [id],
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { text } of rows) expect(text).not.toContain(token);
  });
});

test('the vendor’s own domain is what links are made with, and pages there are answered', async () => {
  await database.sql("update environment set portal_address = 'https://connect.acme.example' where id = $1", [
    embedding.environmentId,
  ]);
  const { url } = await makeLink();
  expect(url).toMatch(/^https:\/\/connect\.acme\.example\/portal\/env_/);
  const browser = new PortalBrowser();
  expect((await browser.act(url, 'open', {}, 'https://connect.acme.example')).state.state).toBe('open');
  expect((await browser.act(url, 'open')).error.code).toBe('origin_not_allowed');
});
