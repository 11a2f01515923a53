import { z } from 'zod';
import { AppCallError, type ConnectorHooks, hashOf, hmacSignature } from '../kit/index.ts';
import { isNotFound } from './check.ts';
import { formPath, settings } from './settings.ts';

const payload = z.looseObject({
  event_id: z.string(),
  event_type: z.string(),
  form_response: z
    .looseObject({ form_id: z.string(), token: z.string(), submitted_at: z.string().nullish() })
    .optional(),
});
const place = z.object({ form: z.string(), tag: z.string() });
const hookPath = ({ form, tag }: z.output<typeof place>) => `${formPath(form)}/webhooks/${encodeURIComponent(tag)}`;

/** https://www.typeform.com/developers/webhooks/secure-your-webhooks/. There is no time in the signature. */
export const hooks: ConnectorHooks = {
  secretFrom: 'subscription',
  verify: hmacSignature({ header: 'typeform-signature', prefix: 'sha256=', encoding: 'base64' }),
  events: ({ body }) => {
    const data = payload.parse(JSON.parse(new TextDecoder().decode(body)));
    const { event_id, event_type, form_response } = data;
    return [
      {
        id: event_id,
        type: event_type,
        ...(form_response && event_type === 'form_response' && { object: 'response', key: form_response.token }),
        ...(form_response?.submitted_at && { at: form_response.submitted_at }),
        data: z.json().parse(data),
      },
    ];
  },
  // The tag is ours and follows from the address: asked twice, there is one.
  subscribe: async ({ http, settings: answers }, { url, secret, events }) => {
    const { form } = settings.parse(answers);
    const state = { form, tag: `portico-${hashOf('sha256', url).toString('hex').slice(0, 16)}` };
    const event_types = {
      form_response: events.includes('form_response'),
      form_response_partial: events.includes('form_response_partial'),
    };
    const json = { url, enabled: true, secret, verify_ssl: true, event_types };
    await http.put(hookPath(state), z.looseObject({ id: z.string() }), { json, repeatable: true });
    return { id: state.tag, state };
  },
  unsubscribe: async ({ http }, { state }) => {
    const known = place.safeParse(state);
    if (!known.success)
      throw new AppCallError('Nobody knows at which form this hook is.', { class: 'internal', code: 'no_state' });
    try {
      await http.delete(hookPath(known.data), z.unknown(), { answer: 'text' });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
};
