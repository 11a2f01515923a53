import { z } from 'zod';

export const settings = z.object({
  registrationsOf: z.string().trim().default('').meta({
    title: 'For which meeting are registrations read?',
    description: 'Only for who syncs registrations.',
    options: 'meetings',
  }),
  recordingsSince: z.iso
    .date()
    .default('2020-01-01')
    .meta({ title: 'From when on are recordings read?', description: 'Zoom gives them month by month.' }),
});

export type Settings = z.output<typeof settings>;
