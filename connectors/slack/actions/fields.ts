import { z } from 'zod';

export const channel = z.string().min(1).meta({ title: 'Channel', options: 'channels', placeholder: 'C012AB3CD' });
export const person = z.string().min(1).meta({ title: 'Person', options: 'people', placeholder: 'U012AB3CD' });
export const text = z
  .string()
  .max(40_000)
  .meta({ title: 'Text', multiline: true, description: '*bold*, _italic_, `code`, <https://…|link>, <@U012AB3CD>.' });
export const blocks = z
  .array(z.record(z.string(), z.unknown()))
  .max(50)
  .optional()
  .meta({ title: 'Blocks', description: "Slack's Block Kit; the text is then what a notification shows." });
export const ts = z
  .string()
  .regex(/^\d+\.\d+$/, 'The time of a message looks like 1700000000.123456.')
  .meta({ title: 'Message', description: 'Its ts.' });

/** Lists travel as JSON in a text. */
export const asText = (value: unknown): string | undefined => (value === undefined ? undefined : JSON.stringify(value));
