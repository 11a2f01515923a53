import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { secondsAfter } from '#server/clock.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { installationView } from '#server/embed/installation-view.ts';
import type { DefinitionDocument } from '#server/integrations/definition.ts';
import { api, type TestVendor, testVendor, textAt, within } from '#server/trpc/test-api.ts';
import { createEndpoint } from '#server/webhooks/create-endpoint.ts';
import { acceptUpgrade } from './accept-upgrade.ts';
import { watchSeconds } from './rollout.ts';
import { entrySync, firstDefinition, type TestInstalled, TestOffer } from './test-offer.ts';
import { watchRollouts } from './watch-rollouts.job.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
const database = testDatabase();

let vendor: TestVendor;
let offer: TestOffer;

beforeEach(async () => {
  vendor = await testVendor();
  offer = await new TestOffer(vendor).begin();
});

const labelled = (label: string): DefinitionDocument => ({ ...firstDefinition, syncs: [{ ...entrySync, label }] });
const asking: DefinitionDocument = {
  ...firstDefinition,
  form: { pages: [], fields: [{ name: 'team', label: 'Which team?', required: true }] },
};

const versions = async (...installed: TestInstalled[]) => {
  const rows = await database.sql<{ id: string; integration_version: number }>(
    'select id, integration_version from installation where environment_id = $1',
    [vendor.environmentId],
  );
  return installed.map(({ installationId }) => rows.find(({ id }) => id === installationId)?.integration_version);
};
const rollout = async () =>
  (
    await database.sql<{ id: string; status: string; reason: string | null; upgraded: number; asked: number }>(
      'select id, status, reason, upgraded, asked from rollout where environment_id = $1 order by id desc limit 1',
      [vendor.environmentId],
    )
  )[0];
const syncsOf = ({ installationId }: TestInstalled) =>
  database.sql<{ model: string; label: string; status: string; schedule: object }>(
    'select model, label, status, schedule from sync where installation_id = $1 order by model',
    [installationId],
  );
const view = ({ customerId, installationId }: TestInstalled) =>
  withTenant({ environmentId: vendor.environmentId, customerId }, (tx) =>
    installationView(tx, installationId, { locale: 'en', now: new Date() }),
  );
const call = (method: string, path: string, body?: object) => api(method, path, { key: vendor.key, body });

test('a published version can be changed and removed by nobody', async () => {
  const owner = (text: string) => database.sql(text, [vendor.environmentId]);
  await expect(owner('update integration_version set note = note where environment_id = $1')).rejects.toThrow(
    /never changed/,
  );
  await expect(owner('delete from integration_version where environment_id = $1')).rejects.toThrow(/never changed/);
  await expect(
    within(vendor, (tx) => tx.updateTable('integration_version').set({ version: 7 }).execute()),
  ).rejects.toThrow(/never changed/);
});

test('a small change reaches everybody by itself, and what was chosen for a customer stays', async () => {
  const [globex, initech] = [await offer.install('globex'), await offer.install('initech')];
  await database.sql(`update sync set schedule = '{"kind":"manual"}' where installation_id = $1`, [
    globex.installationId,
  ]);
  const definition = labelled('lines');
  const every = { kind: 'every', seconds: 900 } as const;
  const sync = { ...entrySync, label: 'lines', schedule: every };
  const published = await offer.publish({
    ...definition,
    syncs: [sync, { ...sync, object: 'remark', model: 'remark', label: 'remarks' }],
  });
  expect(published).toMatchObject({ version: 2, change: 'minor' });
  await offer.rollOut(published.rolloutId);
  expect(await versions(globex, initech)).toEqual([2, 2]);
  expect(await syncsOf(globex)).toMatchObject([
    { model: 'entry', label: 'lines', schedule: { kind: 'manual' } },
    { model: 'remark', status: 'active', schedule: every },
  ]);
  expect(await syncsOf(initech)).toMatchObject([{ label: 'lines', schedule: every }, { model: 'remark' }]);
  // Begun again, it finds nothing to do.
  await offer.rollOut(published.rolloutId);
  expect(await rollout()).toMatchObject({ status: 'running', upgraded: 2, asked: 0 });
  expect((await view(initech)).activity[0]).toMatchObject({ sentence: 'Ledger was updated.' });
});

test('a large change asks: nothing stops, and the answer brings it', async () => {
  const globex = await offer.install('globex');
  const before = await call('GET', '/integrations/ledger');
  expect(before.body).toMatchObject({ change: 'none', version: 1, liveVersion: 1 });
  await call('POST', '/integrations/ledger/draft', { definition: asking });
  expect((await call('GET', '/integrations/ledger')).body).toMatchObject({
    change: 'major',
    changes: [{ kind: 'question_added', weight: 'major', of: 'team' }],
  });
  const needs = [
    { kind: 'answer', name: 'team' },
    { kind: 'agree', sentence: '“Which team?” must be answered.' },
  ];
  expect((await call('GET', '/integrations/ledger/affected')).body).toMatchObject({
    items: [{ installationId: globex.installationId, customer: { name: 'globex' }, version: 1, needs }],
  });
  const { status, body } = await call('POST', '/integrations/ledger/publish', { note: 'Teams' });
  expect([status, body]).toMatchObject([200, { version: 2, change: 'major' }]);
  await offer.rollOut(textAt(body, 'rolloutId'));
  expect(await versions(globex)).toEqual([1]);
  expect(await rollout()).toMatchObject({ upgraded: 0, asked: 1 });
  expect((await view(globex)).upgrade).toMatchObject({ version: 2, asks: needs, fields: [{ name: 'team' }] });
  expect(await syncsOf(globex)).toMatchObject([{ status: 'active' }]);

  const accept = (answers: object) =>
    withTenant({ environmentId: vendor.environmentId, customerId: globex.customerId }, (tx) =>
      acceptUpgrade(tx, globex.installationId, {
        ...{ version: 2, answers: { ...answers }, mappings: {}, actor: 'gwen', now: new Date() },
      }),
    );
  await expect(accept({})).rejects.toMatchObject({ code: 'invalid', field: 'answers.team' });
  expect(await versions(globex)).toEqual([1]);
  await accept({ team: 'Sales' });
  expect(await versions(globex)).toEqual([2]);
  expect(await view(globex)).toMatchObject({ answers: { team: 'Sales' } });
  expect((await view(globex)).upgrade).toBeUndefined();
  await expect(accept({ team: 'Sales' })).rejects.toMatchObject({ code: 'conflict' });
});

test('settings that no longer hold after a small change keep their version and ask', async () => {
  const choice = (...values: string[]): DefinitionDocument => ({
    ...firstDefinition,
    form: {
      pages: [],
      fields: [{ name: 'kind', label: 'Kind', choices: values.map((value) => ({ value, label: value })) }],
    },
  });
  const first = await offer.publish(choice('a', 'b'));
  await offer.rollOut(first.rolloutId);
  const [globex, initech] = [
    await offer.install('globex', { kind: 'a' }),
    await offer.install('initech', { kind: 'b' }),
  ];
  const { rolloutId, change } = await offer.publish(choice('a', 'c'));
  expect(change).toBe('minor');
  await offer.rollOut(rolloutId);
  expect((await versions(globex, initech)).map((version) => version === 3)).toEqual([true, false]);
  expect((await view(initech)).upgrade).toMatchObject({ version: 3, asks: [{ kind: 'answer', name: 'kind' }] });
});

test('a share reaches some, a larger one those and more; a sync that is gone is paused and comes back', async () => {
  const all = await Promise.all(Array.from({ length: 30 }, (_, at) => offer.install(`customer-${at}`)));
  const more = {
    ...firstDefinition,
    syncs: [entrySync, { ...entrySync, object: 'remark', model: 'remark', label: 'remarks' }],
  };
  const reach = { share: 20, customers: [], minRuns: 10, maxPoints: 20 };
  const { rolloutId } = await offer.publish(more, reach);
  await offer.rollOut(rolloutId);
  const some = (await versions(...all)).map((version) => version === 2);
  const count = some.filter(Boolean).length;
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(20);
  expect(await call('POST', '/integrations/ledger/publish', {})).toMatchObject({ status: 409 });
  const left = all.filter((_, at) => !some[at]);
  const [chosen] = left;
  if (!chosen || !rolloutId) throw new Error('Nobody was left.');
  await call('POST', `/rollouts/${rolloutId}`, { share: 50, customers: [chosen.customerId] });
  await offer.rollOut(rolloutId);
  const then = (await versions(...all)).map((version) => version === 2);
  expect(some.every((was, at) => !was || then[at])).toBe(true);
  expect(await versions(chosen)).toEqual([2]);
  expect(await call('POST', `/rollouts/${rolloutId}`, { share: 10 })).toMatchObject({ status: 422 });

  expect(await call('POST', `/rollouts/${rolloutId}/roll-back`, {})).toMatchObject({ status: 200 });
  await offer.rollBack(rolloutId);
  expect(new Set(await versions(...all))).toEqual(new Set([1]));
  expect(await syncsOf(chosen)).toMatchObject([
    { model: 'entry', status: 'active' },
    { model: 'remark', status: 'paused' },
  ]);
  expect((await view(chosen)).syncs.map(({ label }) => label)).toEqual(['entries']);
  const again = await call('POST', '/integrations/ledger/rollouts', { version: 2, reach: { share: 100 } });
  await offer.rollOut(textAt(again.body, 'id'));
  expect(new Set(await versions(...all))).toEqual(new Set([2]));
  expect((await syncsOf(chosen)).map(({ status }) => status)).toEqual(['active', 'active']);
}, 120_000);

test('a rollback brings the answers back that were given to the version before', async () => {
  const first = await offer.publish(asking);
  await offer.rollOut(first.rolloutId);
  await watchRollouts(secondsAfter(new Date(), watchSeconds + 60));
  const globex = await offer.install('globex', { team: 'Sales' });
  const second = await offer.publish({ ...firstDefinition, does: [] });
  await offer.rollOut(second.rolloutId);
  expect(await versions(globex)).toEqual([3]);
  expect((await view(globex)).answers).toEqual({});
  await call('POST', `/rollouts/${second.rolloutId}/roll-back`, {});
  await offer.rollBack(second.rolloutId);
  expect(await versions(globex)).toEqual([2]);
  expect((await view(globex)).answers).toEqual({ team: 'Sales' });
});

test('a rollout halts by itself where its runs fail more than those before, and says so', async () => {
  await within(vendor, (tx) => createEndpoint(tx, { url: 'https://acme.example/hooks', events: [] }));
  const [globex, initech] = [await offer.install('globex'), await offer.install('initech')];
  await offer.run(globex, 20, 4, secondsAfter(new Date(), -3600));
  const reach = { share: 0, customers: [globex.customerId], minRuns: 10, maxPoints: 20 };
  const { rolloutId } = await offer.publish(labelled('lines'), reach);
  await offer.rollOut(rolloutId);
  expect(await versions(globex, initech)).toEqual([2, 1]);
  await offer.run(globex, 9, 9);
  await watchRollouts();
  // Nine are not enough to tell.
  expect(await rollout()).toMatchObject({ status: 'running' });
  await offer.run(globex, 11, 0);
  await watchRollouts();
  // 45 % against 20 % of before: 25 points more.
  expect(await rollout()).toMatchObject({
    status: 'halted',
    reason: 'With version 2 9 of 20 runs failed, with the versions before 4 of 20 runs.',
  });
  const told = await database.sql<{ type: string }>('select type from delivery where environment_id = $1 order by id', [
    vendor.environmentId,
  ]);
  expect(told.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['integration.published', 'installation.upgraded', 'rollout.halted']),
  );
  await offer.rollOut(rolloutId);
  expect(await versions(initech)).toEqual([1]);
  // Resumed, the runs from before do not count; those that fail everywhere are not the version's doing.
  await call('POST', `/rollouts/${rolloutId}/resume`, {});
  await call('POST', `/rollouts/${rolloutId}`, { customers: [initech.customerId] });
  await offer.rollOut(rolloutId);
  expect(await versions(initech)).toEqual([2]);
  await watchRollouts();
  expect(await rollout()).toMatchObject({ status: 'running', reason: null });
});

test('one that reached everybody is finished after a day, and can still be taken back', async () => {
  const globex = await offer.install('globex');
  const { rolloutId } = await offer.publish(labelled('lines'));
  await offer.rollOut(rolloutId);
  await watchRollouts();
  expect(await rollout()).toMatchObject({ status: 'running' });
  await watchRollouts(secondsAfter(new Date(), watchSeconds + 60));
  expect(await rollout()).toMatchObject({ status: 'finished' });
  expect((await call('GET', '/integrations/ledger')).body).toMatchObject({ liveVersion: 2, rollout: null });
  await call('POST', `/rollouts/${rolloutId}/roll-back`, {});
  await offer.rollBack(rolloutId);
  expect(await versions(globex)).toEqual([1]);
  expect((await call('GET', '/integrations/ledger')).body).toMatchObject({ liveVersion: 1, version: 2 });
});
