import { defineConnector } from '../kit/index.ts';
import { createMeeting, deleteMeeting, endMeeting, findMeeting, updateMeeting } from './actions/meetings.ts';
import { addRegistrant, listParticipants, listRegistrants, removeRegistrant } from './actions/people.ts';
import { findRecording, readSummary } from './actions/results.ts';
import { appFields } from './app-fields.ts';
import { accountTypes, oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { meetingObject, webinarObject } from './objects/meeting.ts';
import { recordingObject } from './objects/recording.ts';
import { registrantObject } from './objects/registrant.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Zoom',
  category: 'Video',
  description: 'Meetings, registrations, recordings and summaries.',
  docs: 'https://developers.zoom.us/docs/api/',
  version: 'v2',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://api.zoom.us/v2',
  // Of heavy calls in a paid plan; lighter ones may come faster. A free plan has less, and says so by a 429.
  limits: [{ scope: 'connection', requests: 10, perMs: 1_000, concurrent: 5 }],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects: { meeting: meetingObject, registrant: registrantObject, webinar: webinarObject, recording: recordingObject },
  actions: {
    createMeeting,
    updateMeeting,
    deleteMeeting,
    endMeeting,
    findMeeting,
    addRegistrant,
    listRegistrants,
    removeRegistrant,
    listParticipants,
    findRecording,
    readSummary,
  },
  triggers,
  hooks,
  options,
});
