import { z } from 'zod';
import type { ConnectorHooks } from '../kit/index.ts';
import { audiencePath, contactHash } from './audience.ts';
import { settings } from './settings.ts';

const made = z.object({ id: z.string() });
const known = z.object({ audience: z.string() });
const chosen = z.looseObject({ audience: settings.shape.audience });
const everything = { subscribe: true, unsubscribe: true, profile: true, cleaned: true, upemail: true, campaign: true };

/**
 * https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/. Mailchimp signs nothing, so what an event says is
 * only taken as a hint of which contact to read again; the address is a secret of its own.
 */
export const hooks: ConnectorHooks = {
  verify: 'none',
  secretFrom: 'subscription',
  // Mailchimp asks by GET whether somebody is there.
  challenge: ({ method }) => (method === 'GET' || method === 'HEAD' ? { status: 200, body: '' } : undefined),
  events: ({ body }) => {
    const form = new URLSearchParams(new TextDecoder().decode(body));
    const fields = Object.fromEntries(form);
    const email = form.get('data[new_email]') ?? form.get('data[email]');
    // As in `2026-11-21 09:00:00`, in UTC.
    const fired = Date.parse(`${form.get('fired_at')?.replace(' ', 'T')}Z`);
    return [
      {
        // It has none of its own; two that are alike are one.
        id: '',
        type: form.get('type') ?? 'unknown',
        ...(email && { object: 'contact', key: contactHash(email) }),
        ...(!Number.isNaN(fired) && { at: new Date(fired).toISOString() }),
        data: fields,
      },
    ];
  },
  subscribe: async ({ http, settings: answers }, { url }) => {
    const { audience } = chosen.parse(answers);
    // What we write ourselves by the API is not told back.
    const json = { url, events: everything, sources: { user: true, admin: true, api: false } };
    const { id } = (await http.post(audiencePath(audience, '/webhooks'), made, { json })).body;
    return { id, state: { audience } };
  },
  unsubscribe: async ({ http }, { id, state }) => {
    const { audience } = known.parse(state);
    await http.delete(audiencePath(audience, `/webhooks/${encodeURIComponent(id)}`), z.unknown());
  },
};
