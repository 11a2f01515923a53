import { describe, expect, it } from 'vitest';

import { actions, api, app, get, own, refusal, run } from './test-calendar.ts';

describe('actions', () => {
  it('create an event once', async () => {
    const request = `POST ${own}?sendUpdates=all&conferenceDataVersion=1`;
    app.play({ request, json: { id: 'x' } });
    await run('createEvent', actions.createEvent?.example);
    const sent = app.received[0]?.json() as { id: string };
    expect(sent).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{40}$/),
      summary: 'Planning',
      start: { dateTime: '2026-12-01T10:00:00+01:00' },
      end: { dateTime: '2026-12-01T11:00:00+01:00' },
      attendees: [{ email: 'mara@acme.example' }],
      conferenceData: { createRequest: { requestId: sent.id, conferenceSolutionKey: { type: 'hangoutsMeet' } } },
    });
    app.play({ request, ...refusal(409, 'duplicate') }, get(`${own}/${sent.id}`, { id: sent.id }));
    expect(await run('createEvent', actions.createEvent?.example)).toEqual({ id: sent.id });
  });

  it('make a day of a time', async () => {
    app.play({ request: `PATCH ${own}/e%2F1?sendUpdates=none`, json: { id: 'e/1' } });
    await run('updateEvent', { event: 'e/1', start: '2026-12-01', end: '2026-12-02', notify: 'none' });
    expect(app.received[0]?.json()).toEqual({
      start: { date: '2026-12-01', dateTime: null },
      end: { date: '2026-12-02', dateTime: null },
    });
  });

  it('move, delete and add', async () => {
    app.play(
      {
        request: `POST ${own}/planning2026/move?destination=team%40group.calendar.google.com&sendUpdates=all`,
        json: { id: 'm' },
      },
      { request: `DELETE ${own}/planning2026?sendUpdates=all`, ...refusal(410, 'deleted') },
      { request: `POST ${own}/quickAdd?text=Lunch+with+Ada+on+Friday+at+noon`, json: { id: 'q' } },
      get(`${own}/planning2026/instances?timeMin=2026-12-01T00%3A00%3A00Z&maxResults=50`, { items: [{ id: 'd1' }] }),
      get(
        `${own}?q=Planning&timeMin=2026-12-01T00%3A00%3A00Z&timeMax=2026-12-31T00%3A00%3A00Z&maxResults=50&singleEvents=true&orderBy=startTime`,
        { items: [{ id: 'f' }], nextPageToken: 'more' },
      ),
    );
    expect(await run('moveEvent', actions.moveEvent?.example)).toEqual({ id: 'm' });
    expect(await run('deleteEvent', actions.deleteEvent?.example)).toEqual({ event: 'planning2026' });
    expect(await run('quickAdd', actions.quickAdd?.example)).toEqual({ id: 'q' });
    expect(await run('listDates', actions.listDates?.example)).toEqual({ events: [{ id: 'd1' }], hasMore: false });
    expect(await run('findEvents', actions.findEvents?.example)).toEqual({ events: [{ id: 'f' }], hasMore: true });
  });

  it('answer an invitation, and leave the other guests alone', async () => {
    const attendees = [
      { email: 'bo@acme.example', responseStatus: 'declined' },
      { email: 'ada@acme.example', self: true },
    ];
    app.play(get(`${own}/planning2026`, { id: 'planning2026', etag: '"1"', attendees }), {
      request: `PATCH ${own}/planning2026?sendUpdates=all`,
      json: { id: 'planning2026' },
    });
    await run('respond', actions.respond?.example);
    expect(app.received[1]?.headers['if-match']).toBe('"1"');
    expect(app.received[1]?.json()).toEqual({
      attendees: [attendees[0], { ...attendees[1], responseStatus: 'accepted' }],
    });
    app.play(get(`${own}/planning2026`, { id: 'planning2026' }));
    await expect(run('respond', actions.respond?.example)).rejects.toMatchObject({ details: { field: 'event' } });
  });

  it('invite only who is not invited', async () => {
    app.play(get(`${own}/planning2026`, { id: 'planning2026', attendees: [{ email: 'Mara@acme.example' }] }));
    expect(await run('addGuests', actions.addGuests?.example)).toMatchObject({ id: 'planning2026' });
  });

  it('find free times, and say where nothing is known', async () => {
    const busy = [
      { start: '2026-12-01T09:00:00Z', end: '2026-12-01T10:00:00Z' },
      { start: '2026-12-01T09:30:00Z', end: '2026-12-01T16:40:00Z' },
    ];
    app.play({ request: `POST ${api}/freeBusy`, json: { calendars: { primary: { busy } } } });
    expect(await run('findFreeTimes', actions.findFreeTimes?.example)).toEqual({
      busy: [{ start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T16:40:00.000Z' }],
      free: [{ start: '2026-12-01T08:00:00.000Z', end: '2026-12-01T09:00:00.000Z' }],
    });
    const errors = [{ domain: 'global', reason: 'notFound' }];
    app.play({ request: `POST ${api}/freeBusy`, json: { calendars: { primary: { errors, busy: [] } } } });
    await expect(run('findFreeTimes', actions.findFreeTimes?.example)).rejects.toMatchObject({
      details: { class: 'not_found', field: 'calendars' },
    });
  });
});
