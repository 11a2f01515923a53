import { expect, test } from 'vitest';
import { saveOauthApp } from '#server/catalog/oauth-apps.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { loadConnectionScope } from './connection-scope.ts';
import { noteGrantedScopes } from './granted-scopes.ts';

const database = testDatabase();
const all = ['openid', 'offline_access', 'contacts:read'];

async function connected() {
  const seeded = await seedSync({
    connector: 'tidewater',
    object: 'contact',
    label: 'contacts',
    credential: { kind: 'fields', fields: {} },
  });
  await withTenant(seeded, async (tx) => {
    await saveOauthApp(tx, { connector: 'tidewater', clientId: 'acme', clientSecret: 'secret' });
    await tx.updateTable('connection').set({ granted_scopes: all }).execute();
  });
  const note = (granted: string[]) =>
    withTenant(seeded, async (tx) => {
      const { access } = await loadConnectionScope(tx, seeded.connectionId);
      await noteGrantedScopes(tx, seeded.connectionId, { access, granted, now: new Date() });
    });
  const state = () =>
    database.sql('select status, reason, reason_detail, granted_scopes from connection where id = $1', [
      seeded.connectionId,
    ]);
  return { note, state };
}

test('a scope that a renewed access has lost needs a person, and is named in plain words', async () => {
  const { note, state } = await connected();
  await note(['openid', 'offline_access']);
  expect(await state()).toEqual([
    {
      status: 'needs_reauth',
      reason: 'missing_scope',
      reason_detail: 'See your contacts and lists',
      granted_scopes: ['openid', 'offline_access'],
    },
  ]);
});

test('the same scopes in another order, or more of them, change no state', async () => {
  const { note, state } = await connected();
  await note(all.toReversed());
  await note([...all, 'deals:read']);
  expect(await state()).toMatchObject([{ status: 'active', reason: null, granted_scopes: [...all, 'deals:read'] }]);
});
