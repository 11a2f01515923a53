import { z } from 'zod';
import { type ConnectorHooks, hmacSignature } from '../kit/index.ts';
import { fieldsOf } from './objects/employee.ts';

const id = z.union([z.string(), z.number()]).transform(String);
const payload = z.object({
  employees: z.array(
    z.looseObject({
      id,
      action: z.string(),
      timestamp: z.string().optional(),
      changedFields: z.array(z.string()).optional(),
    }),
  ),
});
const made = z.object({ id, privateKey: z.string().optional() });
const most = 100;

/** https://documentation.bamboohr.com/docs/webhooks: HMAC over body and time, in that order. The key is shown once, when the hook is made. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({
    header: 'x-bamboohr-signature',
    encoding: 'hex',
    signed: ({ body }, timestamp) => [body, timestamp],
    timestamp: { header: 'x-bamboohr-timestamp', unit: 's' },
  }),
  events: ({ body }) =>
    payload.parse(JSON.parse(new TextDecoder().decode(body))).employees.map((one) => ({
      // BambooHR names no event; employee, action and time name it.
      id: one.timestamp === undefined ? '' : `${one.id}/${one.action}/${one.timestamp}`,
      type: `employee.${one.action.toLowerCase()}`,
      object: 'employee',
      key: one.id,
      ...(one.timestamp && { at: one.timestamp }),
      data: z.json().parse(one),
    })),
  subscribe: async ({ http }, { url }) => {
    const names = (await fieldsOf(http)).map(({ alias = '' }) => alias).slice(0, most);
    const json = { name: 'Integration', url, format: 'json', monitorFields: names, postFields: {} };
    const { body } = await http.post('/api/v1/webhooks', made, { json });
    return { id: body.id, ...(body.privateKey && { secret: body.privateKey }) };
  },
  unsubscribe: async ({ http }, subscription) => {
    await http.delete(`/api/v1/webhooks/${encodeURIComponent(subscription.id)}`, z.unknown(), { answer: 'text' });
  },
};
