import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const pipedrive = await loadTestConnector(basename(import.meta.dirname));
const { actions = {}, objects } = pipedrive.connector;
const site = 'https://acme.pipedrive.com';
const context = () => createTestContext({ connector: pipedrive, app, learnt: { api_domain: site } });
const once = { idempotencyKey: 'once' };

const v2 = `${site}/api/v2`;
const deal = { id: 7001, title: 'Globex, 40 seats', status: 'open' };
const mara = { id: 512, name: 'Mara Lindqvist' };
const data = (value: unknown) => ({ success: true, data: value });
const hits = (...ids: number[]) => data({ items: ids.map((id) => ({ result_score: 1, item: { id } })) });
const byEmail = (email: string, ...ids: number[]) => ({
  request: `GET ${v2}/persons/search?term=${encodeURIComponent(email)}&fields=email&exact_match=true&limit=1`,
  json: hits(...ids),
});

const run = (name: string, input?: unknown) => {
  const action = actions[name];
  if (!action) throw new Error(`There is no action ${name}.`);
  return action.run(context(), action.input.parse(input ?? action.example), once);
};

describe('each example', () => {
  it.each([
    [
      'createDeal',
      'POST /api/v2/deals',
      deal,
      { title: 'Globex, 40 seats', value: 4800, currency: 'EUR', person_id: 512, stage_id: 3 },
    ],
    ['updateDeal', 'PATCH /api/v2/deals/7001', deal, { status: 'lost', lost_reason: 'Too late' }],
    ['getDeal', 'GET /api/v2/deals/7001', deal],
    ['deleteDeal', 'DELETE /api/v2/deals/7001', { id: 7001 }],
    ['searchDeals', 'GET /api/v2/deals/search?term=Globex&status=open&limit=100', { items: [{ item: deal }] }],
    ['addProduct', 'POST /api/v2/deals/7001/products', { id: 3 }, { product_id: 4001, item_price: 120, quantity: 40 }],
    [
      'createActivity',
      'POST /api/v2/activities',
      { id: 88 },
      {
        subject: 'Call back',
        type: 'call',
        done: false,
        due_date: '2026-12-01',
        due_time: '14:30',
        deal_id: 7001,
        participants: [{ person_id: 512, primary: true }],
      },
    ],
    ['finishActivity', 'PATCH /api/v2/activities/88', { id: 88, done: true }, { done: true }],
    ['addNote', 'POST /api/v1/notes', { id: 5 }, { content: 'Asked for an offer by Friday.', deal_id: 7001 }],
    [
      'createLead',
      'POST /api/v1/leads',
      { id: 'adf21080', title: 'Globex asks for lamps' },
      { title: 'Globex asks for lamps', person_id: 512, value: { amount: 900, currency: 'EUR' } },
    ],
  ])('of %s is sent as %s', async (name, request, answer, sent?: unknown) => {
    const [method, path] = request.split(' ');
    app.play({ request: `${method} ${site}${path}`, json: data(answer) });
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).error).toBeUndefined();
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('of saving looks whether it is there', async () => {
    app.play(
      byEmail('mara@globex.example'),
      { request: `POST ${v2}/persons`, status: 201, json: data(mara) },
      byEmail('mara@globex.example', 512),
      { request: `PATCH ${v2}/persons/512`, json: data(mara) },
      {
        request: `GET ${v2}/organizations/search?term=Globex&fields=name&exact_match=true&limit=1`,
        json: hits(9001),
      },
      { request: `PATCH ${v2}/organizations/9001`, json: data({ id: 9001, name: 'Globex' }) },
    );
    expect(await run('savePerson')).toMatchObject({ id: 512 });
    expect(await run('savePerson')).toMatchObject({ id: 512 });
    expect(await run('saveOrganization')).toMatchObject({ id: 9001 });
    const phones = [{ value: '+46 8 123 456', primary: true, label: 'work' }];
    expect(app.received[1]?.json()).toEqual({
      name: 'Mara Lindqvist',
      emails: [{ value: 'mara@globex.example', primary: true, label: 'work' }],
      phones,
      org_id: 9001,
    });
    expect(app.received[3]?.json()).toEqual({ name: 'Mara Lindqvist', phones, org_id: 9001 });
  });

  it('of finding gives nobody, or who is there', async () => {
    app.play(byEmail('mara@globex.example'));
    expect(await run('findPerson')).toEqual({ person: null });
    app.play(byEmail('mara@globex.example', 512), { request: `GET ${v2}/persons/512`, json: data(mara) });
    expect(await run('findPerson')).toEqual({ person: mara });
  });

  it('is there for every action', () => expect(Object.keys(actions)).toHaveLength(13));
});

describe('actions', () => {
  it('say what a note and a lead need', () => {
    expect(actions.addNote?.input.safeParse({ text: 'x' }).error?.issues[0]?.message).toContain('Name the deal');
    expect(actions.createLead?.input.safeParse({ title: 'x' }).error?.issues[0]?.message).toContain('Name the person');
  });

  it('make a deal once, however Pipedrive answers', async () => {
    app.play({ request: `POST ${v2}/deals`, status: 503, text: '' });
    await expect(run('createDeal')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each([
    [400, { error: 'Validation failed: title: Required', code: 'ERR_SCHEMA_VALIDATION_FAILED' }, { class: 'invalid' }],
    [
      403,
      { error: "Couldn't add the deal. Open deals limit reached.", code: 'feature_capping_deals_limit' },
      { class: 'quota' },
    ],
    [403, { error: 'Scope and URL mismatch', errorCode: 403 }, { class: 'permission' }],
    [410, { error: 'Deal is deleted' }, { class: 'not_found' }],
  ])('understand what Pipedrive says with %d', async (status, said, details) => {
    app.play({ request: `PATCH ${v2}/deals/7001`, status, json: { success: false, data: null, ...said } });
    await expect(run('updateDeal')).rejects.toMatchObject({ details: { ...details, appMessage: said.error } });
  });
});

describe('writing', () => {
  it('finds persons by their address, and keeps what was refused apart', async () => {
    app.play(
      byEmail('mara@globex.example', 512),
      { request: `PATCH ${v2}/persons/512`, json: data(mara) },
      {
        request: `POST ${v2}/persons`,
        status: 400,
        json: { success: false, error: 'Name must be given.', code: 'ERR_SCHEMA_VALIDATION_FAILED' },
      },
      { request: `PATCH ${v2}/persons/9`, json: data({ id: 9 }) },
    );
    const items = [
      { data: { emails: [{ value: 'other@globex.example' }, { value: 'mara@globex.example', primary: true }] } },
      { data: { job_title: 'Head' } },
      { key: '9', data: { job_title: 'Head' } },
    ];
    expect(await objects.person?.upsert?.write(context(), items, once)).toEqual([
      { key: '512', action: 'updated' },
      { error: { class: 'invalid', code: 'ERR_SCHEMA_VALIDATION_FAILED', message: 'Name must be given.' } },
      { key: '9', action: 'updated' },
    ]);
  });

  it('takes the examples of every object that is written', async () => {
    app.play(
      { request: `POST ${v2}/deals`, status: 201, json: data(deal) },
      { request: `PATCH ${v2}/deals/7001`, json: data(deal) },
      { request: `GET ${v2}/products/search?term=SEAT-Y&fields=code&exact_match=true&limit=1`, json: hits() },
      { request: `POST ${v2}/products`, status: 201, json: data({ id: 4001 }) },
      { request: `PATCH ${v2}/products/4001`, json: data({ id: 4001 }) },
      { request: `POST ${v2}/activities`, status: 201, json: data({ id: 88 }) },
      { request: `PATCH ${v2}/activities/88`, json: data({ id: 88 }) },
    );
    for (const [name, key] of [
      ['deal', '7001'],
      ['product', '4001'],
      ['activity', '88'],
    ] as const) {
      const upsert = objects[name]?.upsert;
      expect(await upsert?.write(context(), upsert.example, once)).toEqual([
        { key, action: 'created' },
        { key, action: 'updated' },
      ]);
    }
  });
});
