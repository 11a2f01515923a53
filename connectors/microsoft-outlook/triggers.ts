import { z } from 'zod';
import { type ConnectorContext, type ConnectorTrigger, readPath } from '../kit/index.ts';
import { readCalendars, readContacts } from './auth.ts';
import { contact, event, message } from './objects/rows.ts';
import { messagesPath, settings } from './settings.ts';

const since = z.string().nullable().catch(null);
const list = z.looseObject({
  value: z.array(z.looseObject({ id: z.string() })).default([]),
  '@odata.nextLink': z.string().optional(),
});
type Row = z.output<typeof list>['value'][number];

/** What becomes visible late is asked for again; seen twice, it runs once. */
const overlapMs = 300_000;
const mostPages = 10;
const iso = (time: number) => new Date(time).toISOString();

/** Oldest first; where there are more than a few pages, the next look goes on at the last one read. */
async function changedSince({ http }: ConnectorContext, path: string, field: string, from: string) {
  const asked = iso(Date.now() - overlapMs);
  const rows: Row[] = [];
  const query = { $filter: `${field} ge ${from}`, $orderby: field, $top: 100 };
  let body = (await http.get(path, list, { query })).body;
  for (let page = 1; ; page++) {
    rows.push(...body.value);
    const next = body['@odata.nextLink'];
    if (next === undefined) return { rows, cursor: asked };
    const last = readPath(rows.at(-1), field);
    // More of one time than a look takes: to go on there would be to stand still.
    if (page >= mostPages && typeof last === 'string' && Date.parse(last) > Date.parse(from))
      return { rows, cursor: last };
    body = (await http.get(next, list)).body;
  }
}

interface Looked {
  title: string;
  description?: string;
  output: z.ZodType;
  sample: ConnectorTrigger['sample'];
  scopes?: string[];
  path: (context: ConnectorContext) => string;
  field: string;
  /** Only what was made since the last look; else each change. */
  isNew?: 'createdDateTime';
}

function looked({ path, field, isNew, ...words }: Looked): ConnectorTrigger {
  return {
    ...words,
    via: 'poll',
    poll: async (context, { cursor }) => {
      const from = since.parse(cursor);
      if (from === null) return { items: [], cursor: iso(Date.now()) };
      const { rows, cursor: next } = await changedSince(context, path(context), field, from);
      const items = rows
        .filter((row) => isNew === undefined || Date.parse(String(row[isNew])) >= Date.parse(from))
        .map((data) => ({
          id: data.id,
          ...(isVersioned(field, isNew) && { version: String(data.changeKey ?? data[field]) }),
          data,
        }));
      return { items, cursor: next };
    },
  };
}

const isVersioned = (field: string, isNew: string | undefined): boolean =>
  isNew === undefined && field === 'lastModifiedDateTime';

const mail = {
  id: 'AAkALgAAmessage1',
  subject: 'Your offer',
  bodyPreview: 'Thank you, we take it.',
  from: { emailAddress: { name: 'Ada Byron', address: 'ada@globex.example' } },
  toRecipients: [{ emailAddress: { name: 'Mara', address: 'mara@acme.example' } }],
  receivedDateTime: '2026-11-20T09:00:00Z',
  isRead: false,
  hasAttachments: false,
};
const meeting = {
  id: 'AAkALgAAevent1',
  subject: 'Planning',
  start: { dateTime: '2026-12-01T09:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-12-01T10:00:00.0000000', timeZone: 'UTC' },
  createdDateTime: '2026-11-20T09:00:00Z',
  lastModifiedDateTime: '2026-11-20T09:00:00Z',
};
const somebody = {
  id: 'AAkALgAAcontact1',
  displayName: 'Ada Byron',
  emailAddresses: [{ name: 'Ada Byron', address: 'ada@globex.example' }],
  lastModifiedDateTime: '2026-11-20T09:00:00Z',
};

const told = z.looseObject({ changeType: z.string(), id: z.string().nullable() });
const tells = (title: string, name: string, scopes?: string[]): ConnectorTrigger => ({
  title,
  description: 'Told at once, with its id only.',
  via: 'hook',
  events: [`${name}.created`, `${name}.updated`, `${name}.deleted`],
  output: told,
  sample: { changeType: 'created', id: `AAkALgAA${name}1` },
  ...(scopes && { scopes }),
});

export const triggers: Record<string, ConnectorTrigger> = {
  messageReceived: looked({
    title: 'A message came in',
    description: 'In the folder of the settings.',
    output: message,
    sample: mail,
    path: (context) => messagesPath(settings.parse(context.settings).folder),
    field: 'receivedDateTime',
  }),
  eventCreated: looked({
    title: 'An event was created',
    output: event,
    sample: meeting,
    scopes: [readCalendars],
    path: () => '/me/events',
    field: 'lastModifiedDateTime',
    isNew: 'createdDateTime',
  }),
  eventChanged: looked({
    title: 'An event was created or changed',
    output: event,
    sample: meeting,
    scopes: [readCalendars],
    path: () => '/me/events',
    field: 'lastModifiedDateTime',
  }),
  contactChanged: looked({
    title: 'A contact was created or changed',
    output: contact,
    sample: somebody,
    scopes: [readContacts],
    path: () => '/me/contacts',
    field: 'lastModifiedDateTime',
  }),
  messageTold: tells('A message came, was changed or deleted', 'message'),
  eventTold: tells('An event came, was changed or deleted', 'event', [readCalendars]),
  contactTold: tells('A contact came, was changed or deleted', 'contact', [readContacts]),
};
