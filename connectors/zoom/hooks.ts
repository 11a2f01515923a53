import { z } from 'zod';
import { type ConnectorHooks, type HookRequest, hmacOf, hmacSignature } from '../kit/index.ts';
import { keyOf } from './objects/rows.ts';

const number = z.union([z.string(), z.number()]);
const envelope = z.looseObject({
  event: z.string(),
  event_ts: z.number().optional(),
  payload: z.looseObject({
    plainToken: z.string().optional(),
    account_id: z.string().optional(),
    object: z
      .looseObject({
        id: number.optional(),
        uuid: z.string().optional(),
        host_id: z.string().optional(),
        type: z.number().optional(),
        start_time: z.string().optional(),
        participant: z.looseObject({ user_id: z.string().optional() }).optional(),
        registrant: z.looseObject({ id: z.string().optional() }).optional(),
      })
      .optional(),
  }),
});

const read = ({ body }: HookRequest) => envelope.parse(JSON.parse(new TextDecoder().decode(body)));
type Told = NonNullable<z.output<typeof envelope>['payload']['object']>;

/** A recurring meeting stands in the list time by time, which an event does not name. */
function rowOf(event: string, { id, uuid, type, start_time }: Told): { object: string; key: string } | undefined {
  if (event.startsWith('recording.') && uuid !== undefined) return { object: 'recording', key: uuid };
  if (!event.startsWith('meeting.') || id === undefined || type === undefined || type === 8) return undefined;
  return { object: 'meeting', key: keyOf({ id: Number(id), type, start_time }) };
}

/** https://developers.zoom.us/docs/api/webhooks/. Zoom asks for the address again every 72 hours. */
export const hooks: ConnectorHooks = {
  secretFrom: 'oauthApp',
  verify: hmacSignature({
    header: 'x-zm-signature',
    prefix: 'v0=',
    encoding: 'hex',
    signed: ({ body }, timestamp) => [`v0:${timestamp}:`, body],
    timestamp: { header: 'x-zm-request-timestamp', unit: 's' },
  }),
  challenge: (request, { secret }) => {
    const { event, payload } = read(request);
    const { plainToken } = payload;
    if (event !== 'endpoint.url_validation' || plainToken === undefined) return undefined;
    const encryptedToken = hmacOf('sha256', secret, plainToken).toString('hex');
    const headers = { 'content-type': 'application/json' };
    return { status: 200, headers, body: JSON.stringify({ plainToken, encryptedToken }) };
  },
  events: (request) => {
    const said = read(request);
    const { event, event_ts, payload } = said;
    const { object: told = {} } = payload;
    const who = told.participant?.user_id ?? told.registrant?.id;
    const parts = [event, told.uuid ?? told.id, who, event_ts].filter((part) => part !== undefined);
    return [
      {
        id: event_ts === undefined ? '' : parts.join('/'),
        type: event,
        // Whose meeting it is, where the event says it: several people of one account may have connected.
        account: told.host_id ?? payload.account_id,
        ...rowOf(event, told),
        ...(event_ts !== undefined && { at: new Date(event_ts).toISOString() }),
        data: z.json().parse(payload),
      },
    ];
  },
};
