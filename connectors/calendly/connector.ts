import { defineConnector } from '../kit/index.ts';
import { bookMeeting, createSingleUseLink, listAvailableTimes, listBusyTimes } from './actions/booking.ts';
import { cancelMeeting, findMeetings, getMeeting, listInvitees, markNoShow, unmarkNoShow } from './actions/meetings.ts';
import { invitePerson, removePerson } from './actions/people.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Calendly',
  category: 'Calendar',
  description: 'Meetings that were booked, who is invited, and what can be booked.',
  docs: 'https://developer.calendly.com/api-docs',
  version: 'v2',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://api.calendly.com',
  // Of paid plans; 50 in the free one: https://developer.calendly.com/api-docs/overview/rate-limits
  limits: [{ scope: 'connection', requests: 500, perMs: 60_000 }],
  limitHeaders: { remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetUnit: 'seconds' },
  errors: translateError,
  settings,
  lookUp,
  check,
  objects,
  actions: {
    findMeetings,
    getMeeting,
    listInvitees,
    cancelMeeting,
    markNoShow,
    unmarkNoShow,
    bookMeeting,
    listAvailableTimes,
    listBusyTimes,
    createSingleUseLink,
    invitePerson,
    removePerson,
  },
  triggers,
  hooks,
  options,
});
