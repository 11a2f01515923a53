import { z } from 'zod';
import { AppCallError, type ConnectorHttp } from '../../kit/index.ts';

const event = z.looseObject({
  event_id: z.string().optional(),
  event_type: z.string(),
  created_at: z.string().nullish(),
  source: z.looseObject({ type: z.string().nullish(), id: z.string().nullish() }).nullish(),
});
const eventList = z.looseObject({ entries: z.array(event).default([]) });
export type BoxEvent = z.output<typeof event>;

/** The position is a number with more digits than numbers in JavaScript keep. Inside a text its quotes would be escaped. */
const positionPattern = /"next_stream_position"\s*:\s*"?(\d+)"?/;

export interface Events {
  entries: BoxEvent[];
  position: string;
}

/**
 * What has happened in this person's files since a position: https://developer.box.com/guides/events/user-events/for-user.
 * Box may tell an event twice, and in another order; none is left out.
 */
export async function readEvents(http: ConnectorHttp, position: string): Promise<Events> {
  const { body: text } = await http.get('/events', z.string(), {
    query: { stream_type: 'changes', stream_position: position, ...(position !== 'now' && { limit: 100 }) },
    headers: { accept: 'application/json' },
    answer: 'text',
  });
  const [, next] = positionPattern.exec(text) ?? [];
  const list = eventList.safeParse(parsed(text)).data;
  if (next === undefined || list === undefined)
    throw new AppCallError('Box sent a list of events that says not where it ends.', {
      class: 'protocol',
      code: 'unreadable_events',
    });
  return { entries: list.entries, position: next };
}

export const positionNow = async (http: ConnectorHttp): Promise<string> => (await readEvents(http, 'now')).position;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
