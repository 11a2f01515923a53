import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const pipedrive = await loadTestConnector(basename(import.meta.dirname));
const { hooks, triggers = {}, options = {} } = pipedrive.connector;
const site = 'https://acme.pipedrive.com';
const context = () => createTestContext({ connector: pipedrive, app, learnt: { api_domain: site } });

const meta = {
  action: 'change',
  entity: 'deal',
  entity_id: '7001',
  company_id: '31',
  id: '6f7d0b1e-5c4e-4d0f-9c6a-1f0a',
  timestamp: '2026-11-21T09:00:00.000Z',
  version: '2.0',
  attempt: 1,
};
const request = (body: unknown, authorization?: string) => ({
  method: 'POST',
  url: new URL('https://portico.example/h'),
  headers: new Headers(authorization === undefined ? {} : { authorization }),
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const typeOf = (body: unknown) => hooks?.events(request(body))[0]?.type;

describe('hooks', () => {
  const verify = (authorization?: string) =>
    typeof hooks?.verify === 'function'
      ? hooks.verify(request({}, authorization), { secret: 's3cret' }, new Date())
      : undefined;
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

  it('log in with what was chosen', () => {
    expect(verify(basic('portico:s3cret'))).toEqual({ ok: true });
    expect(verify(basic('portico:s3creT'))).toEqual({ ok: false, because: 'bad_signature' });
    expect(verify()).toEqual({ ok: false, because: 'missing_header' });
  });

  it('tell the record, its company, and what has become of a deal', () => {
    const [event] = hooks?.events(request({ meta, data: { id: 7001, status: 'open' }, previous: { value: 1 } })) ?? [];
    expect(event).toMatchObject({ id: meta.id, type: 'change.deal', account: '31', object: 'deal', key: '7001' });
    expect(typeOf({ meta, data: { status: 'won' }, previous: { status: 'open' } })).toBe('change.deal.won');
    expect(typeOf({ meta, data: { status: 'open' }, previous: { status: 'won' } })).toBe('change.deal');
    expect(typeOf({ meta, data: { status: 'open' }, previous: { stage_id: 2 } })).toBe('change.deal.stage');
    const gone = { ...meta, action: 'delete', entity: 'person', entity_id: 512, company_id: 31 };
    expect(hooks?.events(request({ meta: gone, data: null, previous: { id: 512 } }))).toMatchObject([
      { type: 'delete.person', object: 'person', key: '512', account: '31' },
    ]);
  });

  it('are known again when they are delivered once more', () => {
    const [again] = hooks?.events(request({ meta: { ...meta, attempt: 2 }, data: {} })) ?? [];
    expect(again?.id).toBe(meta.id);
  });

  it('are refused when they are of the first version, or nothing at all', () => {
    expect(() => hooks?.events(request({ v: 1, event: 'updated.deal' }))).toThrow('second version');
    expect(() => hooks?.events(request('<html>'))).toThrow('second version');
  });

  const created = (id: number) => ({
    request: `POST ${site}/api/v1/webhooks`,
    status: 201,
    json: { success: true, data: { id } },
  });
  const wanted = { url: 'https://portico.example/h', secret: 's3cret' };

  it('are asked for once for each object, and ended', async () => {
    app.play(created(1), created(2));
    const events = ['change.deal', 'change.deal.won', 'create.deal', 'create.person'];
    const subscription = await hooks?.subscribe?.(context(), { ...wanted, events });
    expect(subscription).toEqual({ id: '1-2', state: [1, 2] });
    expect(app.received.map((one) => one.json())).toMatchObject([
      {
        event_action: '*',
        event_object: 'deal',
        version: '2.0',
        http_auth_user: 'portico',
        http_auth_password: 's3cret',
      },
      { event_action: 'create', event_object: 'person' },
    ]);
    app.play(
      { request: `DELETE ${site}/api/v1/webhooks/1`, status: 404, json: { success: false, error: 'Not found' } },
      { request: `DELETE ${site}/api/v1/webhooks/2`, json: { success: true } },
    );
    await hooks?.unsubscribe?.(context(), { id: '1-2', state: [1, 2] });
  });

  it('leave none behind when Pipedrive takes one and not the other', async () => {
    app.play(
      created(1),
      {
        request: `POST ${site}/api/v1/webhooks`,
        status: 400,
        json: { success: false, error: 'Webhook limit reached' },
      },
      { request: `DELETE ${site}/api/v1/webhooks/1`, json: { success: true } },
    );
    const events = ['create.deal', 'create.person'];
    await expect(hooks?.subscribe?.(context(), { ...wanted, events })).rejects.toThrow('Webhook limit reached');
  });
});

describe('triggers', () => {
  it('wait for events that hooks can bring', () => {
    const waiting = (type: string) =>
      Object.entries(triggers).flatMap(([name, one]) =>
        one.via === 'hook' && one.events.includes(type) ? [name] : [],
      );
    expect(waiting('change.deal.won')).toEqual(['dealChanged', 'dealWon']);
    expect(waiting('create.note')).toEqual(['noteAdded']);
  });
});

describe('options', () => {
  it('are the stages of a pipeline, and the people who are there', async () => {
    app.play(
      {
        request: `GET ${site}/api/v2/stages?pipeline_id=2&limit=500`,
        json: { data: [{ id: 3, name: 'Offer', pipeline_id: 2 }], additional_data: { next_cursor: null } },
      },
      {
        request: `GET ${site}/api/v1/users`,
        json: {
          data: [
            { id: 1, name: 'Ada', email: 'ada@acme.example' },
            { id: 2, name: 'Bo', active_flag: false },
          ],
        },
      },
    );
    const stages = await options.stages?.(context(), { search: '', cursor: null, parent: { pipeline: '2' } });
    expect(stages?.options).toEqual([{ value: '3', label: 'Offer' }]);
    const users = await options.users?.(context(), { search: '', cursor: null });
    expect(users?.options).toEqual([{ value: '1', label: 'Ada', detail: 'ada@acme.example' }]);
  });
});
