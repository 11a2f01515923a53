import { expect, test } from 'vitest';
import { secondsAfter } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { dispatchDue } from '#server/syncs/dispatch-due.ts';
import { seedSync } from '#server/syncs/test-sync.ts';
import { installationView } from './installation-view.ts';

testDatabase();

test('a first run that was given a slot and has not begun has no next time: whoever watches goes on looking', async () => {
  const { environmentId, installationId } = await seedSync({
    connector: 'tidewater',
    object: 'contact',
    label: 'contacts',
    credential: { kind: 'fields', fields: {} },
  });
  const now = new Date();
  expect(await dispatchDue({ now: () => secondsAfter(now, 1) })).toBe(1);
  const { syncs } = await withTenant({ environmentId }, (tx) =>
    installationView(tx, installationId, { locale: 'en', now }),
  );
  expect(syncs).toMatchObject([{ status: 'waiting', nextRunAt: null }]);
});
