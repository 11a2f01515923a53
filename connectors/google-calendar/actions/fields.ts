import { z } from 'zod';
import { calendar } from '../settings.ts';

export { calendar };

export const eventId = z
  .string()
  .trim()
  .min(1, 'Which event?')
  .meta({ title: 'Event', description: 'Its id. Of one date of a series: the id of that date.' });

export const notify = z
  .enum(['all', 'externalOnly', 'none'])
  .default('all')
  .meta({
    title: 'Who is written to',
    choices: { all: 'All guests', externalOnly: 'Guests who do not use Google Calendar', none: 'Nobody' },
  });

export const guests = z
  .array(z.email('An e-mail address.'))
  .max(200)
  .optional()
  .meta({ title: 'Guests', description: 'E-mail addresses.' });
