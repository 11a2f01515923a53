import { z } from 'zod';
import type { Tally } from '../records/shelf.ts';

const count = z.int().nonnegative().default(0);

/** What Portico tells by webhook, as far as Acme cares. The records themselves are in the feed. */
export const messageSchema = z.object({
  type: z.string(),
  data: z.object({
    customerId: z.string().optional(),
    customerExternalId: z.string().optional(),
    model: z.string().optional(),
    added: count,
    updated: count,
    deleted: count,
    connector: z.string().optional(),
    sentence: z.string().optional(),
    error: z.object({ sentence: z.string() }).nullish(),
  }),
});

export type Message = z.infer<typeof messageSchema>;

const nouns: Record<string, [one: string, many: string]> = {
  contact: ['person', 'people'],
  place: ['place', 'places'],
};

export function tallySentence(model: string, { added, updated, deleted }: Tally): string {
  const parts: string[] = [];
  const say = (count: number, verb: string) => {
    if (count === 0) return;
    const [one, many] = nouns[model] ?? ['record', 'records'];
    const noun = parts.length > 0 ? '' : ` ${count === 1 ? one : many}`;
    parts.push(`${count.toLocaleString('en')}${noun} ${verb}`);
  };
  say(added, 'added');
  say(updated, 'updated');
  say(deleted, 'deleted');
  return parts.join(', ');
}

const outcomes: Record<string, string> = {
  'connection.created': 'Its records follow',
  'connection.reconnected': 'It catches up now',
  'connection.removed': 'Nothing more comes from it',
  'connection.needs_attention': 'Integrations shows what to do',
  'sync.failed': 'Integrations shows what to do',
};

/** What follows from a message that brings no records. */
export const outcomeOf = ({ type }: Message): string => outcomes[type] ?? 'Noted';

export const needsAttention = ({ type }: Message): boolean =>
  type === 'connection.needs_attention' || type === 'sync.failed';

export function sentenceOf({ type, data }: Message): string {
  const app =
    data.connector === undefined ? 'An app' : data.connector.charAt(0).toUpperCase() + data.connector.slice(1);
  switch (type) {
    case 'records.changed':
      return tallySentence(data.model ?? '', data) || 'Nothing changed';
    case 'connection.created':
      return `${app} was connected`;
    case 'connection.reconnected':
      return `${app} was connected again`;
    case 'connection.removed':
      return `${app} was disconnected`;
    case 'connection.needs_attention':
      return data.sentence ?? `${app} needs attention`;
    case 'sync.failed':
      return data.error?.sentence ?? 'A sync failed';
    default:
      return type;
  }
}
