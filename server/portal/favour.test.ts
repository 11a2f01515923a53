import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { redirectUri } from '#server/catalog/oauth-apps.ts';
import { systemClock } from '#server/clock.ts';
import { beginAuthorization } from '#server/connects/begin-authorization.ts';
import { finishAuthorization } from '#server/connects/finish-authorization.ts';
import { type Embedding, seedEmbedding } from '#server/connects/test-embedding.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { serveEmbed } from '#server/embed/serve-embed.ts';
import { baseUrl, resetEnv } from '#server/env.ts';
import { keptMails } from '#server/mails/test-mails.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import { control, Visitor, walkToConsent } from '../../e2e/sandbox/test-visitor.ts';
import { PortalBrowser } from './test-portal.ts';

const database = testDatabase();
const client = { id: 'acme', secret: 'a secret of the OAuth app' };
let sandbox: Sandbox;
let embedding: Embedding;
let session: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, contacts: 20, ratePer10s: 10_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(() => sandbox.close());
beforeEach(async () => {
  await control(sandbox, 'reset');
  embedding = await seedEmbedding(sandbox.origin, client);
  await sandbox.registerClient({
    clientId: client.id,
    clientSecret: client.secret,
    redirectUris: [redirectUri(embedding.environmentId, 'tidewater')],
  });
  session = await embedding.session();
  count += 1;
  ada = { email: `ada${count}@globex.example`, note: 'You have the admin account.' };
});

const own = new URL(baseUrl()).origin;
const post = async (path: string, body: object = {}) => (await embedding.call(session, 'POST', path, body)).body;
const get = async (path: string) => (await embedding.call(session, 'GET', path)).body;
const mails = () => keptMails(embedding.environmentId);
// Few e-mails go to one address: each test has its own.
let count = 0;
let ada = { email: '', note: '' };

/** A call of the tab on the hosted page. */
async function ofHelper(helper: string, method: string, path: string, body?: object) {
  const headers = new Headers({
    authorization: `Bearer ${helper}`,
    'sec-fetch-site': 'same-origin',
    'x-portico-frame-host': own,
    ...(body && { 'content-type': 'application/json' }),
  });
  const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
  const answer = await serveEmbed(new Request(`${own}/api/embed/v1${path}`, init));
  return { status: answer.status, body: JSON.parse(await answer.text()) };
}

/** From the asking to a session of the person who was asked. */
async function asked() {
  const { id } = await post('/connects', { integration: 'people' });
  const waiting = await post(`/connects/${id}/ask`, ada);
  const [mail] = await mails();
  const browser = new PortalBrowser();
  return { id, waiting, link: mail?.link ?? '', browser };
}

async function entered() {
  const { id, link, browser } = await asked();
  await browser.act(link, 'code');
  const code = (await mails())[0]?.code ?? '';
  const { state } = await browser.act(link, 'enter', { code });
  return { id, link, browser, helper: String(state.session.session), state };
}

async function authorize(begun: { id: string; handoff: string }) {
  const { url, cookie } = await beginAuthorization(
    { environmentId: embedding.environmentId, connectId: begun.id as never, code: begun.handoff },
    systemClock,
  );
  const visitor = new Visitor(sandbox);
  const consent = await walkToConsent(visitor, url.pathname + url.search, 'mara@tidewater.example');
  const back = await visitor.post(`${new URL(consent.url).pathname}/allow`);
  const query = new URL(back.url).searchParams;
  const { environmentId } = embedding;
  return finishAuthorization({ environmentId, connector: 'tidewater', cookie, query }, systemClock);
}

describe('somebody else is asked to connect', () => {
  test('by e-mail; the asker waits, and finds it again', async () => {
    const { id, waiting } = await asked();
    expect(waiting).toMatchObject({ stage: 'authorize', asked: { email: ada.email, opened: false } });
    const [mail] = await mails();
    expect(mail).toMatchObject({ kind: 'favour', to_address: ada.email });
    expect(mail?.subject).toBe('Gwen asks you to connect Tidewater to Acme');
    expect(mail?.text).toContain(ada.note);
    expect((await post('/connects', { integration: 'people' })).id).toBe(id);
  });

  test('names customer, asker, app and what it may do, before anything else, and lets nobody in without the code', async () => {
    const { link, browser } = await asked();
    expect(await browser.act(link, 'look')).toMatchObject({
      state: {
        state: 'favour',
        customer: 'globex',
        app: 'Tidewater',
        asker: 'Gwen',
        note: ada.note,
        permissions: expect.arrayContaining([expect.any(String)]),
        email: 'a•••@globex.example',
        coded: false,
      },
    });
    expect((await browser.act(link, 'open')).state.state).toBe('favour');
    expect(await browser.act(link, 'enter', { code: '000000' })).toMatchObject({ problem: 'no_code' });
  });

  test('who was asked authorises; the asker goes on, and the account is that of who signed in', async () => {
    const { id, helper, state, browser, link } = await entered();
    expect(state).toMatchObject({ person: ada.email, favour: { connect: id, slug: 'people', asker: 'Gwen' } });
    expect(await get(`/connects/${id}`)).toMatchObject({ asked: { opened: true } });
    const begun = (await ofHelper(helper, 'POST', `/connects/${id}/handoff`)).body;
    expect(begun).toMatchObject({ mayAsk: false, asked: null });
    expect(await authorize(begun)).toMatchObject({ accepted: true });
    expect(await get(`/connects/${id}`)).toMatchObject({ stage: 'after', asked: null });
    expect((await post('/connects', { integration: 'people' })).id).toBe(id);
    await post(`/connects/${id}/answers`, { answers: { list: 'all' } });
    const done = await post(`/connects/${id}/finish`);
    expect(done).toMatchObject({ stage: 'done', installation: { connection: { connectedBy: ada.email } } });
    expect((await browser.act(link, 'look')).state).toMatchObject({ state: 'done', app: 'Tidewater', asker: 'Gwen' });
  });

  test('and may do this, and nothing else', async () => {
    const { id, helper } = await entered();
    const other = (await post('/connects', { integration: 'people' })).id;
    expect(other).toBe(id);
    const refused = [
      ['GET', '/catalogue'],
      ['POST', `/connects/${id}/cancel`],
      ['POST', `/connects/${id}/finish`],
      ['POST', `/connects/${id}/ask`, { email: 'eve@evil.example' }],
      ['POST', `/connects/${id}/ask/stop`],
      ['GET', '/installations/ins_01jd3k5q7v2m8x4c6p9r'],
      ['POST', '/integrations/people/request'],
    ] as const;
    for (const [method, path, body] of refused)
      expect((await ofHelper(helper, method, path, body)).status, path).toBe(403);
    const begun = await ofHelper(helper, 'POST', '/connects', { integration: 'people' });
    expect(begun.body).toMatchObject({ id, handoff: expect.any(String) });
    expect((await ofHelper(helper, 'POST', '/connects', { integration: 'other' })).status).toBe(404);
  });

  test('the code has few tries, however many come at once, and a new one ends the one before', async () => {
    const { link, browser } = await asked();
    await browser.act(link, 'code');
    const first = (await mails())[0]?.code ?? '';
    expect(first).toMatch(/^\d{6}$/);
    const wrong = first === '123456' ? '654321' : '123456';
    const tries = await Promise.all(
      Array.from({ length: 9 }, () => new PortalBrowser().act(link, 'enter', { code: wrong })),
    );
    expect(tries.filter(({ problem }) => problem === 'wrong_code')).toHaveLength(5);
    expect(tries.filter(({ problem }) => problem === 'no_code')).toHaveLength(4);
    expect(await browser.act(link, 'enter', { code: first })).toMatchObject({ problem: 'no_code' });
    await browser.act(link, 'code');
    const second = (await mails())[0]?.code ?? '';
    if (second !== first)
      expect(await browser.act(link, 'enter', { code: first })).toMatchObject({ problem: 'wrong_code', left: 4 });
    expect((await browser.act(link, 'enter', { code: second })).state.state).toBe('open');
    expect(await browser.act(link, 'enter', { code: second })).toMatchObject({ problem: 'no_code' });
  });

  test('a code is good for ten minutes', async () => {
    const { link } = await asked();
    await new PortalBrowser().act(link, 'code');
    const code = (await mails())[0]?.code ?? '';
    const later = new PortalBrowser({ now: () => new Date(Date.now() + 601_000) });
    expect(await later.act(link, 'enter', { code })).toMatchObject({ problem: 'no_code', state: { coded: false } });
  });

  test('the asker may ask another person, or nobody any more: the link before is worth nothing', async () => {
    const { id, link, browser, helper } = await entered();
    expect(await post(`/connects/${id}/ask`, { email: 'bo@globex.example' })).toMatchObject({
      asked: { email: 'bo@globex.example', opened: false },
    });
    expect((await browser.act(link, 'look')).state.state).toBe('revoked');
    expect((await ofHelper(helper, 'GET', `/connects/${id}`)).status).toBe(401);
    const second = (await mails())[0]?.link ?? '';
    expect(await post(`/connects/${id}/ask/stop`)).toMatchObject({ asked: null, stage: 'authorize', mayAsk: true });
    expect((await browser.act(second, 'look')).state.state).toBe('revoked');
    const soon = await database.sql<{ soon: boolean }>(
      "select expires_at < now() + interval '11 minutes' as soon from connect where id = $1",
      [id],
    );
    expect(soon).toEqual([{ soon: true }]);
  });

  test('when the asker leaves, the link goes with it', async () => {
    const { id, link, browser } = await asked();
    await post(`/connects/${id}/cancel`);
    expect((await browser.act(link, 'look')).state.state).toBe('revoked');
  });

  test('in production without a mail server nobody is asked, because nobody would hear of it', async () => {
    await database.sql("update environment set kind = 'production' where id = $1", [embedding.environmentId]);
    const { id, mayAsk } = await post('/connects', { integration: 'people' });
    expect(mayAsk).toBe(false);
    expect(await post(`/connects/${id}/ask`, ada)).toMatchObject({ error: { code: 'unavailable' } });
  });

  test('one address gets few of these', async () => {
    const { id } = await post('/connects', { integration: 'people' });
    for (let time = 0; time < 12; time += 1) await post(`/connects/${id}/ask`, ada);
    expect(await post(`/connects/${id}/ask`, ada)).toMatchObject({ error: { code: 'rate_limited' } });
  });
});
