import { z } from 'zod';
import { AppCallError, type ConnectorHttp, defineAction } from '../../kit/index.ts';
import { type attendee, event } from '../objects/event-row.ts';
import { eventPath } from '../settings.ts';
import { calendar, eventId, notify } from './fields.ts';

type Attendee = z.output<typeof attendee>;

/** The list of guests is written as a whole; by its etag nobody's answer that comes in between is lost. */
async function changeGuests(
  http: ConnectorHttp,
  path: string,
  sendUpdates: string,
  change: (known: Attendee[]) => Attendee[] | undefined,
): Promise<z.output<typeof event>> {
  const { body } = await http.get(path, event);
  const attendees = change(body.attendees ?? []);
  if (attendees === undefined) return body;
  const changed = await http.patch(path, event, {
    query: { sendUpdates },
    json: { attendees },
    ...(body.etag !== undefined && { headers: { 'if-match': body.etag } }),
  });
  return changed.body;
}

export const addGuests = defineAction({
  title: 'Invite guests to an event',
  input: z.object({
    calendar,
    event: eventId,
    guests: z.array(z.email('An e-mail address.')).min(1).meta({ title: 'Guests', description: 'E-mail addresses.' }),
    notify,
  }),
  output: event,
  effect: 'writes',
  // Who is invited already is left as they are.
  repeat: 'natural',
  example: { event: 'planning2026', guests: ['mara@acme.example'] },
  run: ({ http }, input) =>
    changeGuests(http, eventPath(input.calendar, input.event), input.notify, (known) => {
      const there = new Set(known.map(({ email }) => email?.toLowerCase()));
      const missing = input.guests.filter((email) => !there.has(email.toLowerCase()));
      return missing.length === 0 ? undefined : [...known, ...missing.map((email) => ({ email }))];
    }),
});

export const respond = defineAction({
  title: 'Answer an invitation',
  input: z.object({
    calendar,
    event: eventId,
    answer: z
      .enum(['accepted', 'tentative', 'declined'])
      .meta({ title: 'Answer', choices: { accepted: 'Yes', tentative: 'Maybe', declined: 'No' } }),
    comment: z.string().max(1000).optional().meta({ title: 'Note to the organiser' }),
    notify,
  }),
  output: event,
  effect: 'writes',
  repeat: 'natural',
  example: { event: 'planning2026', answer: 'accepted' },
  run: ({ http }, input) =>
    changeGuests(http, eventPath(input.calendar, input.event), input.notify, (known) => {
      if (!known.some(({ self }) => self))
        throw new AppCallError('This calendar is not among the guests of the event, so there is nothing to answer.', {
          class: 'invalid',
          code: 'not_invited',
          field: 'event',
        });
      const answer = { responseStatus: input.answer, ...(input.comment !== undefined && { comment: input.comment }) };
      return known.map((one) => (one.self ? { ...one, ...answer } : one));
    }),
});
