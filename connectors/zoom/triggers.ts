import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const text = z.string();
const told = z.looseObject({
  object: z.looseObject({ id: z.union([text, z.number()]).optional(), uuid: text.optional(), topic: text.optional() }),
});
const sample = (more: { [name: string]: Json } = {}): Json => ({
  account_id: 'AAAAAABBBB',
  object: {
    id: '85746065432',
    uuid: '4444AAAiAAAAAiAiAiiAii==',
    host_id: 'x1yCzABCDEfg23HiJKl4mN',
    topic: 'Demo for Globex',
    type: 2,
    start_time: '2026-12-01T09:00:00Z',
    duration: 30,
    ...more,
  },
});
const on = (title: string, event: string, more?: { [name: string]: Json }): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [event],
  output: told,
  sample: sample(more),
});
const participant = { participant: { user_id: '16778240', user_name: 'Ada Moreno', email: 'ada@acme.example' } };
const registrant = { registrant: { id: '9tboDiHUQAeOnbmudzWa5g', first_name: 'Ada', email: 'ada@acme.example' } };

export const triggers: Record<string, ConnectorTrigger> = {
  meetingCreated: on('A meeting was created', 'meeting.created'),
  meetingStarted: on('A meeting has begun', 'meeting.started'),
  meetingEnded: on('A meeting has ended', 'meeting.ended', { end_time: '2026-12-01T09:31:00Z' }),
  participantJoined: on('Somebody joined a meeting', 'meeting.participant_joined', participant),
  participantLeft: on('Somebody left a meeting', 'meeting.participant_left', participant),
  registered: on('Somebody registered for a meeting', 'meeting.registration_created', registrant),
  recordingReady: on('A recording is ready', 'recording.completed', { recording_count: 2 }),
  summaryReady: on('The summary of a meeting is ready', 'meeting.summary_completed'),
};
