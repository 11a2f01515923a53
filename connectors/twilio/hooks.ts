import { z } from 'zod';
import type { ConnectorHooks, HookEvent, HookRequest } from '../kit/index.ts';
import { verifySignature } from './verify-signature.ts';

const streamed = z.array(
  z.looseObject({
    id: z.string(),
    type: z.string(),
    time: z.string().optional(),
    data: z.looseObject({ accountSid: z.string().optional() }).optional(),
  }),
);

const textOf = (request: HookRequest) => new TextDecoder().decode(request.body);

/** A message, call or recording, as its number, service or action says what became of it. */
function eventOf(fields: Record<string, string>): HookEvent {
  const { AccountSid: account, RecordingSid, RecordingStatus, CallSid, CallStatus } = fields;
  const message = fields.MessageSid ?? fields.SmsSid;
  const [object, key, status] =
    message !== undefined
      ? ['message', message, fields.MessageStatus ?? fields.SmsStatus ?? 'received']
      : RecordingSid !== undefined && RecordingStatus !== undefined
        ? ['recording', RecordingSid, RecordingStatus]
        : ['call', CallSid, CallStatus ?? 'unknown'];
  if (key === undefined) return { id: '', type: 'other', account, data: fields };
  return { id: `${key}/${status}`, type: `${object}.${status}`, account, object, key, data: fields };
}

/** Event Streams: many events as JSON. */
const streamEvents = (text: string): HookEvent[] =>
  streamed.parse(JSON.parse(text)).map((event) => ({
    id: event.id,
    type: event.type,
    account: event.data?.accountSid,
    ...(event.time !== undefined && { at: event.time }),
    data: z.json().parse(event),
  }));

export const hooks: ConnectorHooks = {
  // The auth token signs, also where the connection has an API key.
  secretFrom: 'customer',
  verify: verifySignature,
  // An empty set of instructions: no reply is sent.
  answer: { status: 200, headers: { 'content-type': 'text/xml' }, body: '<Response/>' },
  events: (request) => {
    const text = textOf(request);
    return text.trimStart().startsWith('[')
      ? streamEvents(text)
      : [eventOf(Object.fromEntries(new URLSearchParams(text)))];
  },
};
