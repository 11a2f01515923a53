import { beforeEach, describe, expect, it, vi } from 'vitest';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, date, encoded, guest, learnt, list, meeting, testCalendly } from './test-calendly.ts';

const { app, context, objects, check, lookUp, options = {} } = await testCalendly();
const user = `user=${encoded(learnt.user)}`;
const events = (query: string) => `/scheduled_events?${user}&sort=start_time%3Aasc${query}&count=100`;
const me = {
  uri: learnt.user,
  name: 'Mara Lind',
  email: 'mara@globex.example',
  current_organization: learnt.organization,
};

beforeEach(() => {
  vi.useFakeTimers({ now: new Date(date), toFake: ['Date'] });
  return () => vi.useRealTimers();
});

describe('letting in', () => {
  it('names who it is, and keeps by what lists are asked for', async () => {
    const answer = { request: `GET ${at}/users/me`, json: { resource: me } };
    app.play(answer, answer);
    expect(await check?.(context())).toEqual({ id: 'U1', name: 'Mara Lind (mara@globex.example)' });
    expect(await lookUp?.(context())).toEqual(learnt);
  });

  it('renews a token that has ended', async () => {
    const request = `GET ${at}/users/me`;
    const refused = { title: 'Unauthenticated', message: 'The access token expired' };
    app.play({ request, status: 401, json: refused }, { request, json: { resource: me } });
    expect(await check?.(context({ renewed: bearer('token-2') }))).toMatchObject({ id: 'U1' });
  });

  it('says what is not allowed in the app’s words', async () => {
    const json = { title: 'Permission Denied', message: 'You do not have permission to access this resource.' };
    app.play({ request: `GET ${at}/users/me`, status: 403, json });
    await expect(check?.(context())).rejects.toMatchObject({
      details: { class: 'permission', code: json.title, appMessage: json.message },
    });
  });
});

describe('meetings', () => {
  it('go on at their token, past an empty page', async () => {
    app.play(
      list(events(''), [meeting('E1')], 'p2'),
      list(`${events('')}&page_token=p2`, [], 'p3'),
      list(`${events('')}&page_token=p3`, [meeting('E2', { status: 'canceled' })]),
    );
    const pass = await readPass(objects.scheduledEvent, context(), { mode: 'full' });
    expect(pass.rows.map(({ uri }) => uri)).toEqual([`${at}/scheduled_events/E1`, `${at}/scheduled_events/E2`]);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('are read again from a week before the last pass on', async () => {
    app.play(list(events('&min_start_time=2026-11-13T00%3A00%3A00.000Z'), []));
    const watermark = '2026-11-20T00:00:00.000Z';
    const pass = await readPass(objects.scheduledEvent, context(), { mode: 'incremental', watermark });
    expect(pass.rows).toEqual([]);
  });

  it('are those of the organisation where it was so chosen', async () => {
    const path = `/scheduled_events?organization=${encoded(learnt.organization)}&sort=start_time%3Aasc&count=100`;
    app.play(list(path, []));
    await readPass(objects.scheduledEvent, context({ settings: { whose: 'organization' } }), { mode: 'full' });
  });

  it.each([
    [{ 'retry-after': '7' }, 7_000],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:00:09 GMT', date }, 9_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '11' }, 11_000],
  ])('wait where there were too many: %j', async (headers, wait) => {
    const refused = { ...list(events(''), []), status: 429, headers, json: { title: 'Too Many Requests' } };
    app.play(refused, list(events(''), []));
    const patient = context();
    await readPass(objects.scheduledEvent, patient, { mode: 'full' });
    expect(patient.pauses).toContain(wait);
  });

  it('are not a web page, nor something else', async () => {
    app.play({ request: `GET ${at}${events('')}`, text: '<html>Maintenance</html>' });
    const read = () => readPass(objects.scheduledEvent, context(), { mode: 'full' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
    app.play({ request: `GET ${at}${events('')}`, json: { collection: 'none' } });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('are null when they are gone', async () => {
    const json = { title: 'Resource Not Found', message: 'The server could not find the requested resource.' };
    app.play({ request: `GET ${at}/scheduled_events/E9`, status: 404, json });
    expect(await objects.scheduledEvent?.get?.(context(), 'E9')).toBeNull();
  });
});

describe('other lists', () => {
  const person = { uri: `${at}/organization_memberships/M1`, user: { uri: learnt.user, name: null } };
  it.each([
    ['eventType', `/event_types?${user}&count=100`, { uri: `${at}/event_types/T1`, name: null }, 'T1'],
    ['membership', `/organization_memberships?${user}&count=100`, person, 'M1'],
  ])('%s: go on at their token, past an empty page', async (name, path, row, key) => {
    app.play(list(path, [], 'p2'), list(`${path}&page_token=p2`, [row]));
    const object = objects[name];
    const pass = await readPass(object, context(), { mode: 'full' });
    expect(pass.rows.map((found) => object?.key(found, {}))).toEqual([key]);
  });

  it('of schedules are one page', async () => {
    app.play(list(`/user_availability_schedules?${user}`, [{ uri: `${at}/user_availability_schedules/S1` }]));
    const pass = await readPass(objects.availabilitySchedule, context(), { mode: 'full' });
    expect(pass.rows).toHaveLength(1);
  });

  it('refuse a token that comes twice', async () => {
    app.play(list(events(''), [], 'p2'), list(`${events('')}&page_token=p2`, [meeting('E1')], 'p2'));
    await expect(readPass(objects.scheduledEvent, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol' },
    });
  });

  it('fail one by one where one is odd', async () => {
    app.play(list(events(''), [meeting('E1'), { uri: `${at}/scheduled_events/E2` }]));
    const page = await objects.scheduledEvent?.pull(context(), { mode: 'full', cursor: null, watermark: null });
    expect(page?.rows.map((row) => objects.scheduledEvent?.row.safeParse(row).success)).toEqual([true, false]);
  });
});

describe('invitees', () => {
  const of = (event: string, rows: unknown[]) => list(`/scheduled_events/${event}/invitees?count=100`, rows);

  it('come meeting by meeting, ten for a page; a meeting that has gone has none', async () => {
    const ids = Array.from({ length: 12 }, (_, index) => `E${index}`);
    app.play(
      list(
        events(''),
        ids.map((id) => meeting(id)),
        'p2',
      ),
    );
    app.play(...ids.slice(1).map((id) => of(id, [guest(id, 'I')])));
    app.play({ request: `GET ${at}/scheduled_events/E0/invitees?count=100`, status: 404, json: { title: 'x' } });
    app.play(list(`${events('')}&page_token=p2`, [meeting('Z')]), of('Z', [guest('Z', 'I'), guest('Z', 'J')]));
    const pass = await readPass(objects.invitee, context(), { mode: 'full' });
    expect(pass.pages.map(({ rows }) => rows.length)).toEqual([9, 2, 2]);
    expect(objects.invitee?.key(guest('Z', 'J'), {})).toBe('Z/J');
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('refuse a list that goes round in a circle', async () => {
    app.play(list(events(''), [], 'p2'), list(`${events('')}&page_token=p2`, [], 'p2'));
    await expect(readPass(objects.invitee, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'protocol', code: 'repeated_cursor' },
    });
  });

  it('are found by both parts of their key', async () => {
    app.play({ request: `GET ${at}/scheduled_events/E1/invitees/I1`, json: { resource: guest('E1', 'I1') } });
    expect(await objects.invitee?.get?.(context(), 'E1/I1')).toEqual(guest('E1', 'I1'));
  });
});

describe('options', () => {
  it('are looked through by what was typed', async () => {
    const types = [
      { uri: `${at}/event_types/T1`, name: 'A talk' },
      { uri: `${at}/event_types/T2`, name: 'A visit' },
    ];
    app.play(list(`/event_types?${user}&active=true&count=100`, types, 'p2'));
    expect(await options.eventTypes?.(context(), { search: 'VISIT', cursor: null })).toEqual({
      options: [{ value: `${at}/event_types/T2`, label: 'A visit' }],
      next: 'p2',
    });
  });
});
