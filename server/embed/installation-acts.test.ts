import { expect, test } from 'vitest';
import { disconnect } from '#server/connections/disconnect.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { pauseInstallation, resumeInstallation, syncInstallation } from './installation-acts.ts';

const database = testDatabase();

test('what was removed in another tab is gone for every act, and stays as it is', async () => {
  const { environmentId, connectionId, installationId } = await seedSync({
    connector: 'tidewater',
    object: 'contact',
    label: 'contacts',
    credential: { kind: 'none' },
  });
  const now = new Date();
  await withTenant({ environmentId }, (tx) => disconnect(tx, connectionId, 'usr_1', now));
  const [before] = await database.sql('select status from installation where id = $1', [installationId]);
  for (const act of [pauseInstallation, resumeInstallation, syncInstallation])
    await expect(withTenant({ environmentId }, (tx) => act(tx, installationId, now))).rejects.toMatchObject({
      code: 'not_found',
    });
  expect(await database.sql('select status from installation where id = $1', [installationId])).toEqual([before]);
});
