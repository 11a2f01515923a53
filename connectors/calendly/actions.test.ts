import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { at, encoded, guest, learnt, list, meeting, testCalendly } from './test-calendly.ts';

const { app, context, actions = {} } = await testCalendly();
const event = 'GBGBDCAADAEDCRZ2';
const invitee = 'AAAAAAAAAAAAAAAA';
const type = `${at}/event_types/AAAAAAAAAAAAAAAA`;
const user = `user=${encoded(learnt.user)}`;
const span = 'start_time=2027-01-11T08%3A00%3A00.000Z&end_time=2027-01-15T17%3A00%3A00.000Z';
const one = (resource: unknown, request: string, status = 201): Exchange => ({ request, status, json: { resource } });

/** What each action's example sends. */
const examples: [name: string, exchanges: Exchange[], sent?: unknown][] = [
  [
    'findMeetings',
    [
      list(
        `/scheduled_events?${user}&invitee_email=mara%40globex.example&status=active&sort=start_time%3Aasc&count=100`,
        [meeting(event)],
      ),
    ],
  ],
  ['getMeeting', [one(meeting(event), `GET ${at}/scheduled_events/${event}`, 200)]],
  ['listInvitees', [list(`/scheduled_events/${event}/invitees?count=100`, [guest(event, invitee)])]],
  [
    'cancelMeeting',
    [one({ canceled_by: 'Mara Lind', reason: 'x' }, `POST ${at}/scheduled_events/${event}/cancellation`)],
    { reason: 'The lamp is mended.' },
  ],
  [
    'markNoShow',
    [one({ uri: `${at}/invitee_no_shows/N1`, invitee: guest(event, invitee).uri }, `POST ${at}/invitee_no_shows`)],
    { invitee: guest(event, invitee).uri },
  ],
  [
    'unmarkNoShow',
    [
      one(
        guest(event, invitee, { no_show: { uri: `${at}/invitee_no_shows/N1` } }),
        `GET ${at}/scheduled_events/${event}/invitees/${invitee}`,
        200,
      ),
      { request: `DELETE ${at}/invitee_no_shows/N1`, status: 204 },
    ],
  ],
  [
    'bookMeeting',
    [one(guest(event, invitee), `POST ${at}/invitees`)],
    {
      event_type: type,
      start_time: '2027-01-12T10:00:00.000Z',
      invitee: { name: 'Mara Lind', email: 'mara@globex.example', timezone: 'Europe/Berlin' },
    },
  ],
  [
    'listAvailableTimes',
    [
      list(`/event_type_available_times?event_type=${encoded(type)}&${span}`, [
        { status: 'available', start_time: '2027-01-12T10:00:00Z', invitees_remaining: 1 },
      ]),
    ],
  ],
  ['listBusyTimes', [list(`/user_busy_times?${user}&${span}`, [])]],
  [
    'createSingleUseLink',
    [one({ booking_url: 'https://calendly.com/s/x', owner: type }, `POST ${at}/scheduling_links`)],
    { max_event_count: 1, owner: type, owner_type: 'EventType' },
  ],
  [
    'invitePerson',
    [one({ uri: `${at}/x`, email: 'mara@globex.example' }, `POST ${at}/organizations/O1/invitations`)],
    { email: 'mara@globex.example' },
  ],
  ['removePerson', [{ request: `DELETE ${at}/organization_memberships/AAAAAAAAAAAAAAAA`, status: 204 }]],
];

describe('actions', () => {
  it('have all of their examples here', () => {
    expect(examples.map(([name]) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(examples)('%s sends what its example says', async (name, exchanges, sent) => {
    app.play(...exchanges);
    const action = actions[name];
    const result = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' });
    expect(action?.output.safeParse(result).success).toBe(true);
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('take addresses of Calendly alone, and name the field that is not right', async () => {
    const action = actions.getMeeting;
    expect(action?.input.safeParse({ event: 'https://evil.example/scheduled_events/x' }).success).toBe(false);
    expect(action?.input.safeParse({ event: `${at}/scheduled_events/../users/me` }).success).toBe(false);
    const book = actions.bookMeeting;
    const details = [{ parameter: 'start_time', message: 'is not available', code: 'invalid' }];
    app.play({
      request: `POST ${at}/invitees`,
      status: 400,
      json: { title: 'Invalid Argument', message: 'The supplied parameters are invalid.', details },
    });
    await expect(book?.run(context(), book.input.parse(book.example), { idempotencyKey: 'k' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'start_time', code: 'Invalid Argument' },
    });
  });
});
