import { defineConnector } from '../kit/index.ts';
import { findEvents, findFreeTimes, getEvent, listDates } from './actions/find-events.ts';
import { addGuests, respond } from './actions/guests.ts';
import { createEvent, deleteEvent, moveEvent, quickAdd, updateEvent } from './actions/write-events.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { calendarObject } from './objects/calendar.ts';
import { eventObject } from './objects/event.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Google Calendar',
  category: 'Calendar',
  description: 'Events of a calendar, read and written; free times.',
  docs: 'https://developers.google.com/workspace/calendar/api/v3/reference',
  version: 'v3',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://www.googleapis.com/calendar/v3',
  // https://developers.google.com/workspace/calendar/api/guides/quota
  limits: [
    { scope: 'connection', requests: 550, perMs: 60_000 },
    { scope: 'app', requests: 9_500, perMs: 60_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { event: eventObject, calendar: calendarObject },
  actions: {
    createEvent,
    updateEvent,
    deleteEvent,
    moveEvent,
    quickAdd,
    getEvent,
    findEvents,
    listDates,
    addGuests,
    respond,
    findFreeTimes,
  },
  triggers,
  hooks,
  options,
});
