import { z } from 'zod';
import type { ConnectorTrigger, Json } from '../kit/index.ts';

const on = (title: string, events: string[], output: z.ZodType, sample: Json): ConnectorTrigger => ({
  title,
  via: 'hook',
  events,
  output,
  sample,
});

const text = z.string();
const AccountSid = 'AC00000000000000000000000000000001';
const MessageSid = 'SM00000000000000000000000000000001';
const CallSid = 'CA00000000000000000000000000000001';
const people = { From: '+15005550010', To: '+15005550006' };

const message = z.looseObject({ MessageSid: text, From: text.optional(), To: text.optional(), Body: text.optional() });
const status = z.looseObject({ MessageSid: text, MessageStatus: text, ErrorCode: text.optional() });
const call = z.looseObject({ CallSid: text, CallStatus: text, From: text.optional(), To: text.optional() });
const recording = z.looseObject({ RecordingSid: text, RecordingUrl: text.optional(), CallSid: text.optional() });

export const triggers: Record<string, ConnectorTrigger> = {
  messageReceived: on('A message came in', ['message.received', 'message.receiving'], message, {
    AccountSid,
    MessageSid,
    ...people,
    Body: 'Where is my order?',
    NumMedia: '0',
    SmsStatus: 'received',
  }),
  messageDelivered: on('A message was delivered', ['message.delivered', 'message.read'], status, {
    AccountSid,
    MessageSid,
    MessageStatus: 'delivered',
  }),
  messageFailed: on('A message could not be delivered', ['message.failed', 'message.undelivered'], status, {
    AccountSid,
    MessageSid,
    MessageStatus: 'undelivered',
    ErrorCode: '30003',
  }),
  callEnded: on(
    'A call has ended',
    ['call.completed', 'call.busy', 'call.failed', 'call.no-answer', 'call.canceled'],
    call,
    { AccountSid, CallSid, ...people, CallStatus: 'completed', CallDuration: '12', Direction: 'inbound' },
  ),
  recordingReady: on('A recording is ready', ['recording.completed'], recording, {
    AccountSid,
    CallSid,
    RecordingSid: 'RE00000000000000000000000000000001',
    RecordingStatus: 'completed',
    RecordingUrl: 'https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE0',
  }),
};
