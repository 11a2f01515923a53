import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { resetEnv } from '#server/env.ts';
import { closeEgress } from '#server/http/egress.ts';
import { accessOf } from '#server/runtime/access.ts';
import { parseCredential, serialiseCredential } from '#server/runtime/credential.ts';
import { authorizeUrl } from '#server/runtime/oauth2/authorize-url.ts';
import { exchangeCode } from '#server/runtime/oauth2/exchange-code.ts';
import { expectedIssuer } from '#server/runtime/oauth2/expected-issuer.ts';
import { refresh } from '#server/runtime/oauth2/refresh.ts';
import { revoke } from '#server/runtime/oauth2/revoke.ts';
import { missingScopes } from '#server/runtime/scopes.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { Secret } from '#server/secrets.ts';
import { type Sandbox, startSandbox } from '../../e2e/sandbox/sandbox.ts';
import {
  app,
  authorizeRequest,
  callback,
  connect,
  control,
  Visitor,
  walkToCallback,
} from '../../e2e/sandbox/test-visitor.ts';
import type { Json } from '../kit/index.ts';

const connector = await loadTestConnector('tidewater');
let sandbox: Sandbox;
let accessToken: string;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [app], ratePer10s: 100_000 });
  process.env.PORTICO_EGRESS_ALLOW = `localhost:${sandbox.port}`;
  resetEnv();
});
afterAll(async () => {
  await closeEgress();
  await sandbox.close();
});
beforeEach(async () => {
  accessToken = (await connect(sandbox)).access_token;
});
afterEach(() => control(sandbox, 'reset'));

function context(settings: Record<string, unknown> = { list: 'all' }) {
  const credential = {
    kind: 'oauth2' as const,
    accessToken,
    refreshToken: null,
    expiresAt: null,
    tokenType: 'Bearer',
    scope: [],
  };
  return createTestContext({ connector, credential, settings, learnt: { origin: sandbox.origin } });
}
const contacts = connector.connector.objects.contact;
const companies = connector.connector.objects.company;
const full = (settings?: Record<string, unknown>, afterPage?: (number: number) => Promise<unknown>) =>
  readPass(contacts, context(settings), {
    mode: 'full',
    afterPage: async (_page, number) => void (await afterPage?.(number)),
  });
const changes = async (watermark: Json, settings?: Record<string, unknown>) => {
  const pass = await readPass(contacts, context(settings), { mode: 'incremental', watermark });
  return {
    ...pass,
    ids: new Set(pass.rows.map((row) => row.id)),
    deleted: pass.pages.flatMap((page) => page.deleted ?? []),
  };
};
const change = (body: Record<string, unknown>) =>
  control<{ created: string[]; updated: string[]; deleted: string[] }>(sandbox, 'contacts', body);

describe('signing in to the real Tidewater', () => {
  const accessWith = (secret = app.clientSecret) =>
    accessOf({
      connector,
      accountType: null,
      learnt: {},
      client: {
        clientId: app.clientId,
        clientSecret: new Secret(secret),
        scopes: [],
        parameters: { origin: sandbox.origin },
      },
    });

  it('goes from consent to tokens, renews them, and gives them back', async () => {
    const { verifier, path } = authorizeRequest();
    const challenge = new URL(path, sandbox.origin).searchParams.get('code_challenge') ?? '';
    const basis = { access: accessWith(), now: new Date() };
    const url = await authorizeUrl({ ...basis, redirectUri: callback, state: 'state-7', codeChallenge: challenge });
    const answer = await walkToCallback(new Visitor(sandbox), url.href, 'mara@tidewater.example');
    expect(answer.get('state')).toBe('state-7');
    expect(answer.get('iss')).toBe(await expectedIssuer(basis.access));

    const code = answer.get('code') ?? '';
    const exchange = { ...basis, redirectUri: callback, code, codeVerifier: verifier, callback: answer };
    const { credential, grantedScopes } = await exchangeCode(exchange);
    expect(missingScopes(['openid', 'offline_access', 'contacts:read'], grantedScopes)).toEqual([]);
    expect(parseCredential(serialiseCredential(credential))).toEqual(credential);
    await expect(exchangeCode(exchange)).rejects.toMatchObject({ details: { class: 'auth', code: 'invalid_grant' } });
  });

  it('takes a rotated token once', async () => {
    const { refresh_token, access_token } = await connect(sandbox);
    const credential = {
      kind: 'oauth2' as const,
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    };
    const basis = { access: accessWith(), now: new Date() };
    const renewed = await refresh({ ...basis, credential });
    expect(renewed.refreshToken).not.toBe(refresh_token);
    await revoke({ ...basis, credential: renewed });
    await expect(refresh({ ...basis, credential: renewed })).rejects.toMatchObject({
      details: { class: 'auth', code: 'invalid_grant' },
    });
  });

  it('is told apart: token address down, client refused', async () => {
    const credential = {
      kind: 'oauth2' as const,
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: null,
      tokenType: 'Bearer',
      scope: [],
    };
    const basis = { now: new Date(), credential };
    await control(sandbox, 'faults', { tokenDown: true });
    await expect(refresh({ ...basis, access: accessWith() })).rejects.toMatchObject({ details: { class: 'app_down' } });
    await control(sandbox, 'faults', { tokenDown: null });
    await expect(refresh({ ...basis, access: accessWith('wrong') })).rejects.toMatchObject({
      details: { class: 'permission', code: 'invalid_client' },
    });
  });
});

describe('reading the real Tidewater', () => {
  it('knows the account and its lists', async () => {
    expect(await connector.connector.check?.(context())).toEqual({
      id: 'tw_1001',
      name: 'Globex CRM (mara@tidewater.example)',
    });
    const lists = await connector.connector.options?.lists?.(context(), { search: '', cursor: null });
    expect(lists?.options[0]).toEqual({ value: 'all', label: 'All contacts', detail: '1,240 contacts' });
    expect(lists?.options.length).toBe(7);
    const found = await connector.connector.options?.lists?.(context(), { search: 'news', cursor: null });
    expect(found?.options.map(({ label }) => label)).toEqual(['Newsletter']);
  });

  it('brings all contacts and companies', async () => {
    const pass = await full();
    expect(pass.rows.length).toBe(1_240);
    expect(new Set(pass.rows.map((row) => row.id)).size).toBe(1_240);
    expect(pass.pages.map(({ total }) => total)).toEqual(pass.pages.map(() => 1_240));
    expect((await readPass(companies, context(), { mode: 'full' })).rows.length).toBe(120);
  });

  it('brings changes and deletions, and then none', async () => {
    const { watermark } = await full();
    const made = await change({ create: 3, update: 250, delete: 2 });
    const pass = await changes(watermark);
    for (const id of [...made.created, ...made.updated.filter((one) => !made.deleted.includes(one))])
      expect(pass.ids).toContain(id);
    expect(new Set(pass.deleted)).toEqual(new Set(made.deleted));
    const next = await changes(pass.watermark);
    // The latest change itself is read once more: its moment is included.
    expect(next.rows.length + next.deleted.length).toBe(1);
    expect(next.watermark).toBe(pass.watermark);
  });

  it('loses nothing that happens while the pages of a full pass are read', async () => {
    const seen: { deleted: string[]; updated: string[]; created: string[] } = { deleted: [], updated: [], created: [] };
    const pass = await full({ list: 'all' }, async () => {
      // Deleted after they were read, and followed by changes that come later in the same pass.
      for (const body of [{ delete: 2 }, { update: 3 }, { create: 1 }]) {
        const made = await change(body);
        for (const kind of ['deleted', 'updated', 'created'] as const) seen[kind].push(...made[kind]);
      }
    });
    const known = new Set(pass.rows.map((row) => row.id));
    const later = await changes(pass.watermark);
    for (const id of later.ids) known.add(id);
    for (const id of later.deleted) known.delete(id);
    const truth = await full();
    expect(known).toEqual(new Set(truth.rows.map((row) => row.id)));
    expect(seen.deleted.every((id) => later.deleted.includes(id))).toBe(true);
  });

  it('hears that a contact left the chosen list', async () => {
    const settings = { list: 'ls_partners' };
    const { rows, watermark } = await full(settings);
    const [first, second] = rows;
    await control(sandbox, `contacts/${first?.id}`, { fields: { lists: ['ls_newsletter'] } });
    await control(sandbox, `contacts/${second?.id}`, { fields: { title: 'Captain' } });
    const pass = await changes(watermark, settings);
    expect(pass.deleted).toContain(first?.id);
    expect(pass.rows.find((row) => row.id === second?.id)).toMatchObject({ title: 'Captain' });
    expect(pass.rows.every((row) => Array.isArray(row.lists) && row.lists.includes('ls_partners'))).toBe(true);
  });

  it('finds one contact by its key, and none that is gone or on another list', async () => {
    const { rows } = await full();
    const [first, second] = rows;
    const get = (id: unknown, settings?: Record<string, unknown>) => contacts?.get?.(context(settings), String(id));
    expect(await get(first?.id)).toEqual(first);
    await control(sandbox, `contacts/${first?.id}`, { fields: { lists: ['ls_newsletter'] } });
    expect(await get(first?.id, { list: 'ls_newsletter' })).toMatchObject({ id: first?.id });
    expect(await get(first?.id, { list: 'ls_partners' })).toBeNull();
    await change({ delete: [second?.id] });
    expect(await get(second?.id)).toBeNull();
    expect(await get('ct_nobody')).toBeNull();
  });

  it.each([
    [{ down: 'api' }, { class: 'app_down', code: 'unavailable', status: 503 }],
    [{ wrong: 'html' }, { class: 'protocol', code: 'web_page' }],
    [{ wrong: 'not-json' }, { class: 'protocol', code: 'unreadable_answer' }],
    [{ wrong: '200-error' }, { class: 'protocol', code: 'internal_error', status: 200 }],
    [{ wrong: 'truncated' }, { class: 'network' }],
  ])('names what is broken: %j', async (fault, details) => {
    await control(sandbox, 'faults', fault);
    await expect(full()).rejects.toMatchObject({ details });
  });

  it('asks for reconnection when access was revoked, and for a right that was not given', async () => {
    accessToken = (await connect(sandbox, { scope: 'openid offline_access contacts:read' })).access_token;
    await expect(readPass(companies, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'permission', code: 'missing_scope' },
    });
    await control(sandbox, 'revoke', {});
    await expect(connector.connector.check?.(context())).rejects.toMatchObject({ details: { class: 'auth' } });
  });

  it('shows a renamed field as rows that do not fit, each on its own', async () => {
    await control(sandbox, 'faults', { renameField: { from: 'phone', to: 'telephone' } });
    const page = await contacts?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.length).toBe(200);
    expect(contacts?.row.safeParse(page?.rows[0]).error?.issues[0]?.path).toEqual(['phone']);
  });
});
