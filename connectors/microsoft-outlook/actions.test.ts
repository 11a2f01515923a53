import { describe, expect, it } from 'vitest';
import { app, at, exampleOf, refusal, run } from './test-outlook.ts';

const id = 'AAkALgAAmessage1';
const eventId = 'AAkALgAAevent1';
const contactId = 'AAkALgAAcontact1';
const done = (request: string, status = 202) => ({ request, status, text: '' });
const bodies = () => app.received.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
const mailTo = (address: string) => [{ emailAddress: { address } }];

describe('mail', () => {
  it('is sent, answered, forwarded and drafted', async () => {
    app.play(
      done(at('POST', '/me/sendMail')),
      done(at('POST', `/me/messages/${id}/reply`)),
      done(at('POST', `/me/messages/${id}/replyAll`)),
      done(at('POST', `/me/messages/${id}/forward`)),
      { request: at('POST', '/me/messages'), status: 201, json: { id: 'd1', isDraft: true } },
      done(at('POST', `/me/messages/${id}/send`)),
    );
    const attachments = [{ name: 'a.txt', contentBytes: 'YQ==' }];
    expect(await run('sendMail', { ...exampleOf('sendMail'), attachments })).toEqual({ sent: true });
    await run('reply');
    await run('reply', { message: id, text: 'Thanks', all: true });
    await run('forward');
    expect(await run('createDraft')).toEqual({ id: 'd1', isDraft: true });
    await run('sendDraft');
    const body = { contentType: 'text', content: 'Dear Ada, here it is.' };
    expect(bodies().slice(0, 4)).toEqual([
      {
        message: {
          subject: 'Your offer',
          body,
          toRecipients: mailTo('ada@globex.example'),
          importance: 'normal',
          attachments: [
            {
              '@odata.type': '#microsoft.graph.fileAttachment',
              name: 'a.txt',
              contentType: 'application/octet-stream',
              contentBytes: 'YQ==',
            },
          ],
        },
        saveToSentItems: true,
      },
      { comment: 'Thank you, we take it.' },
      { comment: 'Thanks' },
      { comment: 'For you.', toRecipients: mailTo('grace@globex.example') },
    ]);
  });

  it('is not sent twice by itself', async () => {
    app.play({ request: at('POST', '/me/sendMail'), ...refusal(503, 'serviceNotAvailable') });
    await expect(run('sendMail')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it('is found by quoted words, marked, moved and deleted', async () => {
    const query = { $search: '"from:ada \\"offer\\""', $top: 25 };
    app.play(
      { request: at('GET', '/me/messages', query), json: { value: [{ id }], '@odata.nextLink': 'https://x.example' } },
      { request: at('GET', '/me/mailFolders/archive/messages', { $search: '"offer"', $top: 25 }), json: { value: [] } },
      { request: at('GET', `/me/messages/${id}`), json: { id } },
      { request: at('PATCH', `/me/messages/${id}`), json: { id } },
      { request: at('POST', `/me/messages/${id}/move`), status: 201, json: { id } },
      done(at('DELETE', `/me/messages/${id}`), 204),
    );
    expect(await run('findMessages', { words: 'from:ada "offer"' })).toEqual({ messages: [{ id }], hasMore: true });
    expect(await run('findMessages', { words: 'offer', folder: 'archive' })).toEqual({ messages: [], hasMore: false });
    await run('getMessage');
    await run('updateMessage');
    await run('moveMessage');
    await run('deleteMessage');
    expect(bodies().slice(3, 5)).toEqual([
      { isRead: true, flag: { flagStatus: 'complete' } },
      { destinationId: 'archive' },
    ]);
    await expect(run('updateMessage', { message: id })).rejects.toMatchObject({ details: { class: 'invalid' } });
  });
});

describe('events', () => {
  it('are made once for one order, changed, cancelled, answered and deleted', async () => {
    const made = { request: at('POST', '/me/events'), status: 201, json: { id: eventId } };
    app.play(
      made,
      made,
      { request: at('POST', '/me/calendars/c%2F1/events'), status: 201, json: { id: eventId } },
      { request: at('PATCH', `/me/events/${eventId}`), json: { id: eventId } },
      done(at('POST', `/me/events/${eventId}/cancel`)),
      done(at('POST', `/me/events/${eventId}/accept`)),
      done(at('POST', `/me/events/${eventId}/tentativelyAccept`)),
      done(at('DELETE', `/me/events/${eventId}`), 204),
    );
    await run('createEvent');
    await run('createEvent');
    await run('createEvent', { ...exampleOf('createEvent'), calendar: 'c/1', online: false }, 'another');
    await run('updateEvent');
    await run('cancelEvent');
    await run('respond');
    await run('respond', { event: eventId, answer: 'tentative', notify: false });
    await run('deleteEvent');
    const [first, second, third, ...others] = bodies();
    expect(first).toEqual({
      subject: 'Planning',
      start: { dateTime: '2026-12-01T09:00:00', timeZone: 'UTC' },
      end: { dateTime: '2026-12-01T10:00:00', timeZone: 'UTC' },
      attendees: [{ emailAddress: { address: 'ada@globex.example' }, type: 'required' }],
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness',
      transactionId: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(second).toEqual(first);
    expect(third.transactionId).not.toBe(first.transactionId);
    expect(others.slice(0, 4)).toEqual([
      { subject: 'Planning of the year', location: { displayName: 'Room 4' } },
      { comment: 'We meet in January.' },
      { comment: '', sendResponse: true },
      { comment: '', sendResponse: false },
    ]);
  });

  it('are found in a span of time', async () => {
    const query = {
      startDateTime: '2026-12-01T00:00:00Z',
      endDateTime: '2026-12-31T00:00:00Z',
      $orderby: 'start/dateTime',
      $top: 25,
    };
    app.play({ request: at('GET', '/me/calendarView', query), json: { value: [{ id: eventId }] } });
    expect(await run('findEvents')).toEqual({ events: [{ id: eventId }], hasMore: false });
  });

  const schedules = (value: unknown[]) => ({ request: at('POST', '/me/calendar/getSchedule'), json: { value } });
  const span = (from: string, to: string, status = 'busy') => ({
    status,
    start: { dateTime: `2026-12-01T${from}:00.0000000`, timeZone: 'UTC' },
    end: { dateTime: `2026-12-01T${to}:00.0000000`, timeZone: 'UTC' },
  });

  it('leave free times between them', async () => {
    const items = [span('09:00', '10:00'), span('09:30', '11:00', 'oof'), span('12:00', '13:00', 'free')];
    app.play(schedules([{ scheduleId: 'mara@acme.example', scheduleItems: [...items, span('11:10', '16:45')] }]));
    expect(await run('findFreeTimes')).toEqual({
      busy: [
        { start: '2026-12-01T09:00:00.000Z', end: '2026-12-01T11:00:00.000Z' },
        { start: '2026-12-01T11:10:00.000Z', end: '2026-12-01T16:45:00.000Z' },
      ],
      free: [{ start: '2026-12-01T08:00:00.000Z', end: '2026-12-01T09:00:00.000Z' }],
    });
  });

  it('of somebody unknown are no free time, though the answer is 200', async () => {
    const error = { message: 'Unable to resolve', responseCode: 'ErrorMailRecipientNotFound' };
    app.play(schedules([{ scheduleId: 'nobody@acme.example', error }]));
    await expect(run('findFreeTimes')).rejects.toMatchObject({
      details: { class: 'not_found', field: 'people', code: 'ErrorMailRecipientNotFound' },
    });
  });
});

describe('contacts', () => {
  const find = (value: unknown[]) => ({
    request: at('GET', '/me/contacts', {
      $filter: "emailAddresses/any(a:a/address eq 'ada@globex.example')",
      $select: 'id',
      $top: 1,
    }),
    json: { value },
  });

  it('are made, saved, changed, found and deleted', async () => {
    const made = { request: at('POST', '/me/contacts'), status: 201, json: { id: contactId } };
    const changed = { request: at('PATCH', `/me/contacts/${contactId}`), json: { id: contactId } };
    const filter = "emailAddresses/any(a:a/address eq 'ada@globex.example') and startswith(displayName,'O''Hara')";
    app.play(made, find([{ id: contactId }]), changed, find([]), made, changed);
    app.play(
      { request: at('GET', '/me/contacts', { $filter: filter, $top: 25 }), json: { value: [{ id: contactId }] } },
      done(at('DELETE', `/me/contacts/${contactId}`), 204),
    );
    await run('createContact');
    await run('saveContact');
    await run('saveContact');
    await run('updateContact');
    expect(await run('findContacts', { email: 'ada@globex.example', name: "O'Hara" })).toEqual({
      contacts: [{ id: contactId }],
      hasMore: false,
    });
    await run('deleteContact');
    const ada = { givenName: 'Ada', surname: 'Byron', companyName: 'Globex' };
    const whole = { ...ada, emailAddresses: [{ address: 'ada@globex.example', name: 'Ada Byron' }] };
    expect(bodies().filter(Boolean)).toEqual([whole, ada, whole, { jobTitle: 'Head of purchasing' }]);
  });
});
