import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ObjectField } from '#connectors/kit/index.ts';
import { withTenant } from '#server/db/tenant.ts';
import { testDatabase } from '#server/db/test-database.ts';
import { compareFields, type KnownField, mergeDrift } from './drift.ts';
import { entry, seedJournal, TestJournal } from './test-journal.ts';
import { triggerSync } from './trigger-sync.ts';

process.env.PORTICO_CONNECTORS = join(import.meta.dirname, 'fixture-connectors');
const database = testDatabase();

const field = (name: string, change: Partial<KnownField> = {}): KnownField => ({
  ...{ name, label: name.toUpperCase(), type: 'text', required: false },
  ...change,
});
const changes = (before: KnownField[], now: KnownField[]) =>
  compareFields(before, now, 'now').map(({ at: _at, label: _label, ...change }) => change);

describe('between two descriptions', () => {
  test('a field that is gone, of another type or newly required is found; a new one is no harm', () => {
    const before = [field('a'), field('b'), field('c', { type: 'number' }), field('d', { required: true })];
    const now = [
      field('b', { type: 'choice' }),
      field('c', { type: 'number', required: true }),
      field('e', { type: 'date' }),
    ];
    expect(changes(before, now)).toEqual([
      { kind: 'removed', field: 'a' },
      { kind: 'removed', field: 'd' },
      { kind: 'retyped', field: 'b', from: 'text', to: 'choice' },
      { kind: 'required', field: 'c' },
    ]);
  });

  test('a field under another name is guessed by its label, or by being alone of its type', () => {
    const before = [
      field('phone', { label: 'Phone' }),
      field('fax', { label: 'Fax' }),
      field('size', { type: 'number' }),
    ];
    const now = [field('phone2', { label: 'Phone' }), field('note'), field('sizes', { type: 'number' })];
    expect(changes(before, now)).toEqual([
      { kind: 'renamed', field: 'phone', to: 'phone2' },
      { kind: 'removed', field: 'fax' },
      { kind: 'renamed', field: 'size', to: 'sizes' },
    ]);
  });

  test('what is the same is no change, in whatever order', () => {
    expect(changes([field('a'), field('b')], [field('b'), field('a')])).toEqual([]);
  });
});

test('a change is told until its field is there again', () => {
  const gone = { kind: 'removed' as const, field: 'a', label: 'A', at: '1' };
  const other = { kind: 'required' as const, field: 'b', label: 'B', at: '2' };
  expect(mergeDrift([gone], [other], [field('b')])).toEqual([other, gone]);
  expect(mergeDrift([gone], [], [field('a')])).toEqual([]);
  expect(mergeDrift([other], [{ ...other, at: '3' }], [field('b')])).toEqual([{ ...other, at: '3' }]);
});

describe('a full pass', () => {
  const described = (...fields: Partial<ObjectField>[]): ObjectField[] =>
    fields.map((one) => ({ name: 'x', label: 'X', type: 'text', ...one }));

  test('tells the customer what has changed about the fields, and keeps it for the screen', async () => {
    const journal = new TestJournal();
    journal.put(entry('a'));
    journal.described = described({ name: 'text', label: 'Text' }, { name: 'phone', label: 'Phone' });
    const seeded = await seedJournal(database, { mode: 'full' });
    await seeded.work();
    expect(await seeded.sync()).toMatchObject({
      drift: null,
      fields: { fields: [{ name: 'text' }, { name: 'phone' }] },
    });
    const again = async () => {
      await database.sql(`update sync set fields = jsonb_set(fields, '{at}', '"2026-01-01T00:00:00Z"') where id = $1`, [
        seeded.syncId,
      ]);
      await withTenant(seeded, (tx) => triggerSync(tx, seeded.syncId, 'api'));
      await seeded.work();
    };
    journal.described = described({ name: 'text', label: 'Text', required: true });
    await again();
    expect((await seeded.sync())?.drift).toMatchObject([
      { kind: 'removed', field: 'phone' },
      { kind: 'required', field: 'text' },
    ]);
    expect(await seeded.activity()).toContain(
      'The entries of Journal look different: the field Phone is gone; the field Text is now required. Check what is made of them.',
    );
    journal.fields = async () => {
      throw new Error('no description today');
    };
    await again();
    expect(await seeded.lastRun()).toMatchObject({ status: 'succeeded' });
    expect((await seeded.sync())?.drift).toHaveLength(2);
  });
});
