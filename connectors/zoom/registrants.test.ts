import { describe, expect, it } from 'vitest';
import { readPass } from '#server/runtime/test-pass.ts';
import { at, testZoom } from './test-zoom.ts';

const { app, context, objects } = await testZoom();
const { registrant } = objects;
const path = `${at}/meetings/85/registrants`;
const list = (status: string, registrants: unknown[], token = '', next_page_token = '') => ({
  request: `GET ${path}?status=${status}&page_size=300${token && `&next_page_token=${token}`}`,
  json: { registrants, next_page_token },
});
const ada = { id: 'r1', email: 'ada@acme.example', first_name: 'Ada' };
const bo = { id: 'r2', email: 'Bo@acme.example', first_name: 'Bo' };
const none = (...statuses: string[]) => statuses.map((status) => list(status, []));

describe('registrations', () => {
  it('come state by state, with the answers by their question', async () => {
    const custom_questions = [
      { title: 'Which lamp?', value: 'Brass' },
      { title: 'Why', value: '' },
    ];
    app.play(
      list('approved', [{ ...ada, custom_questions }], '', 't1'),
      list('approved', [], 't1'),
      list('pending', [bo]),
      list('denied', []),
    );
    const { rows } = await readPass(registrant, context(), { mode: 'full' });
    expect(rows).toMatchObject([{ id: 'r1', answers: { 'Which lamp?': 'Brass', Why: '' } }, { id: 'r2' }]);
  });

  it('do not go round in a circle, and need a meeting', async () => {
    app.play(list('approved', [ada], '', 't1'), list('approved', [ada], 't1', 't1'));
    await expect(readPass(registrant, context(), { mode: 'full' })).rejects.toMatchObject({
      details: { code: 'repeated_cursor' },
    });
    const settings = { recordingsSince: '2026-10-01', registrationsOf: '' };
    await expect(readPass(registrant, context({ settings }), { mode: 'full' })).rejects.toMatchObject({
      details: { class: 'invalid', field: 'registrationsOf' },
    });
  });

  it('have the questions of the meeting as fields', async () => {
    app.play({
      request: `GET ${path}/questions`,
      json: {
        questions: [{ field_name: 'org', required: true }],
        custom_questions: [
          { title: 'Which lamp?', type: 'single', required: true, answers: ['Brass', 'Steel'] },
          { title: 'No. of lamps', type: 'short', required: false },
        ],
      },
    });
    const fields = await registrant?.describe?.(context());
    expect(fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'org', required: true }),
        expect.objectContaining({ name: 'status', type: 'choice' }),
        expect.objectContaining({ name: 'join_url', readOnly: true }),
        {
          name: 'answers.Which lamp?',
          label: 'Which lamp?',
          type: 'choice',
          custom: true,
          required: true,
          choices: [
            { value: 'Brass', label: 'Brass' },
            { value: 'Steel', label: 'Steel' },
          ],
        },
        { name: "answers['No. of lamps']", label: 'No. of lamps', type: 'text', custom: true },
      ]),
    );
  });

  it('that are gone are null', async () => {
    app.play({ request: `GET ${path}/r%2F1`, status: 404, json: { code: 404, message: 'Not found' } });
    expect(await registrant?.get?.(context(), 'r/1')).toBeNull();
  });

  it('are found by e-mail; of who is known only the state changes', async () => {
    app.play(
      list('approved', [ada]),
      list('pending', [bo]),
      list('denied', []),
      { request: `PUT ${path}/status`, status: 204, text: '' },
      { request: `POST ${path}`, status: 201, json: { registrant_id: 'r3' } },
      {
        request: `POST ${path}`,
        status: 400,
        json: { code: 300, message: 'No', errors: [{ field: 'email', message: 'Bad' }] },
      },
    );
    const items = [
      { data: { email: 'ADA@acme.example', first_name: 'Other' } },
      { key: 'r2', data: { status: 'approved' } },
      { data: { email: 'cy@acme.example', first_name: 'Cy', answers: { 'Which lamp?': 'Steel' } } },
      { data: { email: 'cy@acme.example', first_name: 'Cy' } },
      { data: { email: 'bad', first_name: 'X' } },
      { data: { email: 'dee@acme.example' } },
    ];
    expect(await registrant?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toMatchObject([
      { key: 'r1', action: 'unchanged' },
      { key: 'r2', action: 'updated' },
      { key: 'r3', action: 'created' },
      { key: 'r3', action: 'unchanged' },
      { error: { class: 'invalid', field: 'email', message: 'Bad' } },
      { error: { class: 'invalid', field: 'first_name' } },
    ]);
    expect(app.received[3]?.json()).toEqual({
      action: 'approve',
      registrants: [{ id: 'r2', email: 'Bo@acme.example' }],
    });
    expect(app.received[4]?.json()).toEqual({
      email: 'cy@acme.example',
      first_name: 'Cy',
      custom_questions: [{ title: 'Which lamp?', value: 'Steel' }],
    });
  });

  it('a new one can be refused at once', async () => {
    app.play(...none('approved', 'pending', 'denied'), { request: `POST ${path}`, json: { registrant_id: 'r3' } });
    app.play({ request: `PUT ${path}/status`, status: 204, text: '' });
    const items = [{ data: { email: 'cy@acme.example', first_name: 'Cy', status: 'denied' } }];
    expect(await registrant?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: 'r3', action: 'created' },
    ]);
  });
});
