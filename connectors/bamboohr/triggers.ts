import { z } from 'zod';
import type { ConnectorTrigger } from '../kit/index.ts';
import { timeOff } from './objects/lists.ts';

const told = z.looseObject({ id: z.union([z.string(), z.number()]), action: z.string() });
const on = (title: string, action: string): ConnectorTrigger => ({
  title,
  via: 'hook',
  events: [`employee.${action.toLowerCase()}`],
  output: told,
  sample: { id: '42', action, timestamp: '2026-11-21T09:00:00Z', changedFields: ['Job Title'] },
  scopes: ['webhooks.write'],
});

const requests = z.array(timeOff);
const place = z.int().nullable().catch(null);
const day = 86_400_000;
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

export const triggers: Record<string, ConnectorTrigger> = {
  employeeAdded: on('An employee was added', 'Created'),
  employeeChanged: on('An employee was changed', 'Updated'),
  employeeDeleted: on('An employee was deleted', 'Deleted'),
  timeOffRequested: {
    title: 'Time off was asked for',
    via: 'poll',
    output: timeOff,
    sample: { id: '1342', employeeId: '42', start: '2026-12-24', end: '2026-12-31', status: { status: 'requested' } },
    scopes: ['time_off'],
    poll: async ({ http }, { cursor }) => {
      const last = place.parse(cursor);
      const query = { start: dateOf(Date.now() - 30 * day), end: dateOf(Date.now() + 730 * day), status: 'requested' };
      const { body } = await http.get('/api/v1/time_off/requests', requests, { query });
      const inOrder = body.sort((one, other) => Number(one.id) - Number(other.id));
      const newest = Number(inOrder.at(-1)?.id ?? last ?? 0);
      if (last === null) return { items: [], cursor: newest };
      const fresh = inOrder.filter(({ id }) => Number(id) > last);
      return { items: fresh.map((data) => ({ id: data.id, data })), cursor: Math.max(last, newest) };
    },
  },
};
