import { z } from 'zod';

export const meeting = z
  .string()
  .trim()
  .regex(/^\d{9,12}$/, 'The number of a meeting has 9 to 12 digits.')
  .meta({ title: 'Meeting', options: 'meetings', placeholder: '85746065432' });
export const past = z
  .string()
  .trim()
  .min(1)
  .meta({ title: 'Meeting', description: 'Its number (then the last time it took place), or the UUID of one time.' });
export const topic = z.string().min(1).max(200).meta({ title: 'Topic' });
export const start = z.iso.datetime({ offset: true }).meta({ title: 'Begins' });
export const minutes = z.int().min(1).max(1440).meta({ title: 'Minutes' });
export const agenda = z.string().max(2000).optional().meta({ title: 'Agenda', multiline: true });
export const timezone = z.string().optional().meta({ title: 'Time zone', placeholder: 'Europe/Berlin' });

/** In UTC, without parts of a second. */
export const asZoomTime = (time: string): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
