import { expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { newId } from '#server/ids.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { t } from '#server/trpc/init.ts';

const database = testDatabase();

const stranger = t.createCallerFactory(appRouter)({
  requestId: newId('request'),
  authenticate: async () => null,
  idempotencyKey: null,
});
const owner = { vendor: 'Acme', name: 'Olivia', email: 'olivia@acme.example', password: 'correct horse battery' };

test('a fresh Portico takes one owner and no second one, also when two come at once', async () => {
  expect(await stranger.setup.status()).toEqual({ needed: true });
  await expect(stranger.setup.createOwner({ ...owner, password: 'short' })).rejects.toMatchObject({
    cause: { code: 'invalid', field: 'password' },
  });
  expect(await database.sql('select 1 from vendor')).toEqual([]);
  const attempts = await Promise.allSettled(
    [1, 2, 3].map((n) => stranger.setup.createOwner({ ...owner, email: `olivia${n}@acme.example` })),
  );
  expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  expect(await stranger.setup.status()).toEqual({ needed: false });
  await expect(stranger.setup.createOwner(owner)).rejects.toMatchObject({ cause: { code: 'conflict' } });
  expect(await database.sql('select kind from environment')).toEqual([{ kind: 'development' }]);
  expect(await database.sql('select role from member')).toEqual([{ role: 'owner' }]);
});
