import { createHmac } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const intercom = await loadTestConnector(basename(import.meta.dirname));
const { hooks, triggers = {}, options = {} } = intercom.connector;
const secret = 'client-secret-1';

const notification = (topic: string, item: object) => ({
  type: 'notification_event',
  app_id: 'ab12',
  id: 'notif_1',
  topic,
  created_at: 1_795_251_600,
  delivery_attempts: 1,
  data: { type: 'notification_event_data', item },
});
const request = (body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  url: new URL('https://portico.example/h'),
  headers: new Headers(headers),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('hooks', () => {
  const body = JSON.stringify(notification('conversation.user.created', { type: 'conversation', id: '1295' }));
  const signature = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`;
  const verify = (text: string, headers: Record<string, string>) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(request(text, headers), { secret, clientSecret: secret }, new Date())
      : undefined;

  it('are signed over the very body with the secret of the app', () => {
    expect(verify(body, { 'x-hub-signature': signature })).toEqual({ ok: true });
    expect(verify(JSON.stringify(JSON.parse(body), null, 1), { 'x-hub-signature': signature })).toMatchObject({
      ok: false,
    });
    expect(verify(body, { 'x-hub-signature': `${signature.slice(0, -1)}0x`.slice(0, signature.length) })).toMatchObject(
      {
        ok: false,
      },
    );
    expect(verify(body, {})).toEqual({ ok: false, because: 'missing_header' });
  });

  it('say which workspace and record is meant', () => {
    expect(hooks?.events(request(body))).toMatchObject([
      {
        id: 'notif_1',
        type: 'conversation.user.created',
        account: 'ab12',
        object: 'conversation',
        key: '1295',
        at: '2026-11-21T09:00:00.000Z',
      },
    ]);
    const subject = (item: object) => hooks?.events(request(notification('x', item)))[0];
    expect(subject({ type: 'user', id: '5b' })).toMatchObject({ object: 'contact', key: '5b' });
    expect(subject({ type: 'contact_tag', contact: { type: 'contact', id: '5b' }, tag: { id: '7' } })).toMatchObject({
      object: 'contact',
      key: '5b',
    });
    expect(subject({ type: 'ping', message: 'something' })).not.toHaveProperty('object');
    expect(() => hooks?.events(request('<html>'))).toThrow('no notification');
  });

  it('answer the question whether somebody is there', () => {
    expect(hooks?.challenge?.({ ...request(''), method: 'HEAD' }, { secret })).toEqual({ status: 200, body: '' });
    expect(hooks?.challenge?.(request(body), { secret })).toBeUndefined();
  });

  it('bring what triggers promise', () => {
    for (const trigger of Object.values(triggers)) {
      if (trigger.via !== 'hook') continue;
      const [event] = hooks?.events(request(notification(trigger.events[0] ?? '', Object(trigger.sample)))) ?? [];
      expect(trigger.events).toContain(event?.type);
      expect(trigger.output.safeParse(event?.data).success).toBe(true);
    }
  });
});

describe('options', () => {
  it('are people, teams, tags and types of tickets, without those that are archived', async () => {
    const context = createTestContext({ connector: intercom, app, accountType: 'us' });
    const ask = (name: string, search = '') => options[name]?.(context, { search, cursor: null });
    app.play(
      {
        request: 'GET https://api.intercom.io/admins',
        json: {
          type: 'admin.list',
          admins: [
            { id: '1', name: 'Ada', email: 'ada@acme.example' },
            { id: '2', name: 'Bo' },
          ],
        },
      },
      {
        request: 'GET https://api.intercom.io/ticket_types',
        json: {
          type: 'list',
          data: [
            { id: '5', name: 'Bug' },
            { id: '6', name: 'Old', archived: true },
          ],
        },
      },
    );
    expect(await ask('admins', 'ada')).toEqual({
      options: [{ value: '1', label: 'Ada', detail: 'ada@acme.example' }],
      next: null,
    });
    expect(await ask('ticketTypes')).toMatchObject({ options: [{ value: '5', label: 'Bug' }] });
  });
});
