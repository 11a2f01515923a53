import { defineObject, orNull, pullDelta, pullPages } from '../../kit/index.ts';
import { readCalendars, readContacts } from '../auth.ts';
import { contactPath, eventPath, messagePath, messagesPath, prefer, type Settings } from '../settings.ts';
import { calendar, contact, event, mailFolder, message } from './rows.ts';
import { upsertContacts } from './upsert-contacts.ts';
import { upsertEvents } from './upsert-events.ts';
import { windowOf } from './window.ts';

const headers = prefer('odata.maxpagesize=100');

export const messageObject = defineObject<typeof message, Settings>({
  label: 'messages',
  row: message,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  // What is moved to another folder has left this one, and is removed here.
  pull: pullDelta<Settings>(({ folder }) => ({ path: `${messagesPath(folder)}/delta`, headers })),
  get: ({ http }, key) => orNull(async () => (await http.get(messagePath(key), message)).body),
});

export const eventObject = defineObject<typeof event, Settings>({
  label: 'events',
  row: event,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  scopes: [readCalendars],
  pull: pullDelta<Settings>((settings) => ({ path: '/me/calendarView/delta', query: windowOf(settings), headers })),
  get: ({ http }, key) => orNull(async () => (await http.get(eventPath(key), event)).body),
  upsert: upsertEvents,
});

export const contactObject = defineObject<typeof contact, Settings>({
  label: 'contacts',
  row: contact,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  scopes: [readContacts],
  pull: pullDelta<Settings>(() => ({ path: '/me/contacts/delta', headers })),
  get: ({ http }, key) => orNull(async () => (await http.get(contactPath(key), contact)).body),
  upsert: upsertContacts,
});

export const mailFolderObject = defineObject<typeof mailFolder, Settings>({
  label: 'mail folders',
  row: mailFolder,
  key: ({ id }) => id,
  incremental: true,
  reportsDeletes: true,
  pull: pullDelta<Settings>(() => ({ path: '/me/mailFolders/delta', headers })),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/me/mailFolders/${encodeURIComponent(key)}`, mailFolder)).body),
});

/** Microsoft tells no changes of the list of calendars: it is short, and read whole. */
export const calendarObject = defineObject<typeof calendar, Settings>({
  label: 'calendars',
  row: calendar,
  key: ({ id }) => id,
  incremental: false,
  reportsDeletes: false,
  scopes: [readCalendars],
  pull: pullPages<Settings>({
    pager: { kind: 'link', from: "['@odata.nextLink']", size: { parameter: '$top', value: 100 } },
    request: () => ({ path: '/me/calendars' }),
    rows: 'value',
  }),
  get: ({ http }, key) =>
    orNull(async () => (await http.get(`/me/calendars/${encodeURIComponent(key)}`, calendar)).body),
});
