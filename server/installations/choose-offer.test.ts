import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { testDatabase } from '#server/db/test-database.ts';
import { pauseInstallation, resumeInstallation, syncInstallation } from '#server/embed/installation-acts.ts';
import { installationView } from '#server/embed/installation-view.ts';
import { entrySync, type TestInstalled, TestOffer } from '#server/rollouts/test-offer.ts';
import type { Schedule } from '#server/syncs/schedule.ts';
import { testVendor, within } from '#server/trpc/test-api.ts';
import { chooseOffer } from './choose-offer.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, '../syncs/fixture-connectors');
testDatabase();

const bounds = { fastest: 300, slowest: 3600 };
let offer: TestOffer;
let installed: TestInstalled;

async function install(of: 'always' | 'on' | 'optional') {
  offer = await new TestOffer(await testVendor()).begin({ does: [], syncs: [{ ...entrySync, offer: of, bounds }] });
  installed = await offer.install('globex');
}
beforeEach(() => install('on'));

const choose = (choice: { on?: boolean; schedule?: Schedule; key?: string }) =>
  within(offer.vendor, (tx) =>
    chooseOffer(tx, installed.installationId, { key: 'entry', actor: 'usr_1', now: new Date(), ...choice }),
  );
const view = () =>
  within(offer.vendor, (tx) => installationView(tx, installed.installationId, { locale: 'en', now: new Date() }));

test('what is on is switched off and on again, and keeps its place', async () => {
  const before = (await view()).offers;
  expect(before).toMatchObject([{ key: 'entry', offer: 'on', on: true, sync: expect.stringMatching(/^syn_/) }]);
  await choose({ on: false });
  expect((await view()).offers).toEqual(before?.map((one) => ({ ...one, on: false })));
  await choose({ on: true });
  expect((await view()).offers).toEqual(before);
});

test('what was switched off stays off while the whole is paused, goes on and is read now', async () => {
  const act = (does: typeof pauseInstallation) =>
    within(offer.vendor, (tx) => does(tx, installed.installationId, new Date()));
  const statuses = async () => (await view()).syncs.map(({ status }) => status);
  await choose({ on: false });
  await act(pauseInstallation);
  await act(resumeInstallation);
  expect([await statuses(), (await view()).offers?.[0]?.on]).toEqual([['paused'], false]);
  await expect(act(syncInstallation)).rejects.toMatchObject({ code: 'conflict' });
  await act(pauseInstallation);
  await choose({ on: true });
  expect([await statuses(), (await view()).offers?.[0]?.on]).toEqual([['paused'], true]);
  await act(resumeInstallation);
  expect(await statuses()).toEqual(['waiting']);
  await act(syncInstallation);
});

test('one that is off does not keep the others from being read now', async () => {
  const remark = { ...entrySync, object: 'remark', model: 'remark', label: 'remarks', offer: 'optional' as const };
  offer = await new TestOffer(await testVendor()).begin({ does: [], syncs: [entrySync, remark] });
  installed = await offer.install('globex');
  await choose({ key: 'remark', on: true });
  await choose({ on: false });
  await within(offer.vendor, (tx) => syncInstallation(tx, installed.installationId, new Date()));
  expect((await view()).offers?.map(({ key, on }) => [key, on])).toEqual([
    ['entry', false],
    ['remark', true],
  ]);
});

test('what is offered and was never on begins when it is switched on', async () => {
  await install('optional');
  await within(offer.vendor, (tx) => tx.deleteFrom('sync_schedule').execute());
  await within(offer.vendor, (tx) => tx.deleteFrom('run').execute());
  await within(offer.vendor, (tx) => tx.deleteFrom('sync').execute());
  expect((await view()).offers).toMatchObject([{ on: false, sync: null }]);
  await expect(choose({ schedule: { kind: 'every', seconds: 600 } })).rejects.toMatchObject({ code: 'conflict' });
  await choose({ on: true, schedule: { kind: 'every', seconds: 600 } });
  expect((await view()).offers).toMatchObject([{ on: true, sync: expect.any(String) }]);
});

test('what always belongs to it is not switched off, and no time outside of the bounds is taken', async () => {
  await expect(choose({ schedule: { kind: 'every', seconds: 60 } })).rejects.toMatchObject({ field: 'schedule' });
  await expect(choose({ schedule: { kind: 'manual' } })).rejects.toMatchObject({ field: 'schedule' });
  await choose({ schedule: { kind: 'every', seconds: 900 } });
  await expect(choose({ key: 'ghost', on: true })).rejects.toMatchObject({ code: 'not_found' });
  await install('always');
  await expect(choose({ on: false })).rejects.toMatchObject({ code: 'forbidden' });
  expect((await view()).offers).toMatchObject([{ on: true }]);
});
