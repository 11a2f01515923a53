import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import type { Json } from '../kit/index.ts';
import { contact } from './fixtures/records.ts';
import { api, date, found, listed, properties, read, testHubspot } from './test-hubspot.ts';

const { app, connector, context, sent } = await testHubspot();
const contacts = connector.objects.contact;
const now = Date.parse(date);
const minute = 60_000;
const full = () => readPass(contacts, context(), { mode: 'full' });
const changes = (watermark: Json) => readPass(contacts, context(), { mode: 'incremental', watermark });
const deletedIn = (pass: Awaited<ReturnType<typeof full>>) => pass.pages.flatMap((page) => page.deleted ?? []);
const times = (count: number, at: number, step: number) =>
  Array.from({ length: count }, (_, index) => contact(String(1000 + index), new Date(at + index * step).toISOString()));

describe('all contacts', () => {
  it('come in pages, an empty one in the middle too, whole and with their companies', async () => {
    app.play(
      listed('', [contact('1'), contact('2')], 'b'),
      properties,
      // Not in the order that was asked for.
      ...read([contact('2'), contact('1')], { 1: [9001, 9002] }),
      listed('&after=b', [], 'c'),
      listed('&after=c', [contact('3')]),
      ...read([contact('3')]),
    );
    const pass = await full();
    expect(pass.rows.map((row) => [contacts?.key(row, {}), row.associations])).toEqual([
      ['2', { companies: [] }],
      ['1', { companies: ['9001', '9002'] }],
      ['3', { companies: [] }],
    ]);
    expect(pass.watermark).toEqual({ changed: now - 5 * minute, deleted: now - 5 * minute });
  });

  it('come with every property that people see, custom ones too', async () => {
    app.play(listed('', [contact('1')]), properties, ...read([contact('1')]));
    await full();
    const [asked] = sent('contacts/batch/read');
    expect(asked).toEqual({
      inputs: [{ id: '1' }],
      properties: [
        ...['email', 'firstname', 'createdate', 'lifecyclestage', 'hubspot_owner_id', 'favourite_colours', 'days_open'],
        'hs_merged_object_ids',
      ],
    });
  });

  it('are none, without asking for anything else', async () => {
    app.play(listed('', []));
    expect((await full()).rows).toEqual([]);
  });

  it('do not go round in a circle', async () => {
    app.play(listed('', [], 'b'), listed('&after=b', [], 'b'));
    await expect(full()).rejects.toMatchObject({ details: { class: 'protocol', code: 'repeated_cursor' } });
  });

  it('come with all of their associations, however many', async () => {
    const [records, first] = read([contact('1')], { 1: [9001] });
    const associations = `POST ${api}/crm/associations/2026-09/contacts/companies/batch/read`;
    const more = { from: { id: '1' }, to: [{ toObjectId: '9001' }], paging: { next: { after: 'x' } } };
    if (records === undefined || first === undefined) throw new Error('There are two answers.');
    app.play(
      listed('', [contact('1')]),
      properties,
      records,
      { request: associations, json: { results: [more] } },
      first,
    );
    expect((await full()).rows[0]?.associations).toEqual({ companies: ['9001', '9001'] });
    expect(sent('companies/batch/read')).toEqual([{ inputs: [{ id: '1' }] }, { inputs: [{ id: '1', after: 'x' }] }]);
  });

  it('are not lost in silence when they have no id', async () => {
    app.play(listed('', [contact('1'), { properties: {} }]), properties, ...read([contact('1')]));
    const page = await contacts?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => contacts?.row.safeParse(row).success)).toEqual([true, false]);
  });

  it('are read one by one: a bad one fails alone', async () => {
    const bad = { ...contact('2'), properties: { email: 7 } };
    app.play(listed('', [contact('1'), bad]), properties, ...read([contact('1'), bad]));
    const page = await contacts?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => contacts?.row.safeParse(row).success)).toEqual([true, false]);
  });
});

describe('contacts that changed', () => {
  const since = { changed: now - 30 * minute, deleted: now - 30 * minute };

  it('are searched from the watermark on, oldest first', async () => {
    const one = contact('1', new Date(now - 10 * minute).toISOString());
    app.play(found([one], 1), properties, ...read([one]));
    const pass = await changes(since);
    expect(pass.rows.map(({ id }) => id)).toEqual(['1']);
    expect(sent('/search')).toEqual([
      {
        filterGroups: [
          { filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(since.changed) }] },
        ],
        sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
        properties: ['lastmodifieddate'],
        limit: 100,
      },
    ]);
    // Changes become visible late and in no order: the last minutes are read once more.
    expect(pass.watermark).toEqual({ changed: now - 15 * minute, deleted: since.deleted });
  });

  it('leave the watermark where it was when there are none', async () => {
    app.play(found([]));
    expect((await changes(since)).watermark).toEqual(since);
  });

  it('go on at the time of the last one, so that no search comes near its 10,000th hit', async () => {
    const some = times(100, now - 20 * minute, 1000);
    const last = contact('2000', new Date(now - minute).toISOString());
    app.play(found(some, 12_000), properties, ...read(some), found([last], 11_900), ...read([last]));
    const pass = await changes(since);
    expect(pass.rows.length).toBe(101);
    expect(sent('/search')[1]).toMatchObject({
      filterGroups: [{ filters: [{ operator: 'GTE', value: String(now - 20 * minute + 99_000) }] }],
    });
  });

  it('are read by their ids where one moment fills a page, as after an import', async () => {
    const at = now - 20 * minute;
    const [one, two, rest] = [times(100, at, 0), times(100, at, 0), times(3, at, 0)];
    app.play(
      found(one),
      properties,
      ...read(one),
      found(two),
      ...read(two),
      found(two),
      ...read(two),
      found(rest),
      ...read(rest),
    );
    app.play(found([]));
    await changes(since);
    const asked = sent('/search').map((body) => JSON.stringify(body));
    expect(asked[1]).toContain(`"value":"${at}"`);
    expect(asked[2]).toContain('{"propertyName":"hs_object_id","operator":"GT","value":"0"}');
    expect(asked[3]).toContain('{"propertyName":"hs_object_id","operator":"GT","value":"1099"}');
    // And behind that moment as before.
    expect(asked[4]).toContain(`"operator":"GTE","value":"${at + 1}"`);
  });

  it('stop where HubSpot does not say when they changed, instead of losing some', async () => {
    const timeless = times(100, now, 0).map(({ id }) => ({ id, properties: {} }));
    app.play(found(timeless));
    await expect(changes(since)).rejects.toMatchObject({ details: { class: 'protocol', code: 'no_time' } });
  });

  it('tell which others were merged into them', async () => {
    const winner = contact('1', date, { hs_merged_object_ids: '7;8' });
    app.play(found([winner]), properties, ...read([winner]));
    const pass = await changes(since);
    expect(pass.pages.flatMap(({ renamed = [] }) => renamed)).toEqual([
      { from: '7', to: '1' },
      { from: '8', to: '1' },
    ]);
  });

  it('are followed once an hour by those that were deleted', async () => {
    const long = { changed: now - 10 * minute, deleted: now - 90 * minute };
    const gone = (id: string, minutes: number) => ({
      id,
      archivedAt: new Date(now - minutes * minute).toISOString(),
      archived: true,
    });
    app.play(
      found([]),
      listed('&archived=true', [gone('5', 200), gone('6', 30)], 'b'),
      listed('&archived=true&after=b', [gone('7', 89)]),
    );
    const pass = await changes(long);
    expect(deletedIn(pass)).toEqual(['6', '7']);
    expect(pass.watermark).toEqual({ changed: long.changed, deleted: now - 5 * minute });
  });
});

describe('one contact', () => {
  it('is read as a pass would bring it, and null where it is gone', async () => {
    app.play(properties, ...read([contact('1')], { 1: [9001] }), properties, ...read([]));
    expect(await contacts?.get?.(context(), '1')).toMatchObject({ id: '1', associations: { companies: ['9001'] } });
    expect(await contacts?.get?.(context(), '2')).toBeNull();
  });
});

describe('the fields of contacts', () => {
  it('are those of this account', async () => {
    app.play(properties);
    const fields = await contacts?.describe?.(context());
    const byName = new Map(fields?.map((field) => [field.name, field]));
    expect(byName.get('properties.lifecyclestage')).toMatchObject({
      type: 'choice',
      custom: false,
      choices: [
        { value: 'lead', label: 'Lead' },
        { value: 'customer', label: 'Customer' },
      ],
    });
    expect(byName.get('properties.favourite_colours')).toMatchObject({
      type: 'choices',
      custom: true,
      readOnly: false,
    });
    expect(byName.get('properties.hubspot_owner_id')).toMatchObject({ type: 'reference', references: 'owner' });
    expect(byName.get('properties.days_open')).toMatchObject({ type: 'number', readOnly: true });
    expect(byName.get('associations.companies')).toMatchObject({ type: 'list', references: 'companies' });
    expect(byName.has('properties.hs_secret_score')).toBe(false);
  });
});
