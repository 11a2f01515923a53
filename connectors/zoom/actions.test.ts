import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import { at, meeting, testZoom } from './test-zoom.ts';

const { app, run } = await testZoom();

describe('actions', () => {
  const id = '85746065432';

  it('create in UTC, and only with what was wanted', async () => {
    app.play({
      request: `POST ${at}/users/me/meetings`,
      status: 201,
      json: { id: 1, join_url: 'https://zoom.us/j/1' },
    });
    await run('createMeeting');
    expect(app.received[0]?.json()).toEqual({
      topic: 'Demo for Globex',
      type: 2,
      start_time: '2026-12-01T09:00:00Z',
      duration: 30,
      timezone: 'Europe/Berlin',
      settings: {},
    });
  });

  it('create once, also when Zoom stumbles', async () => {
    app.play({ request: `POST ${at}/users/me/meetings`, status: 503, text: '' });
    await expect(run('createMeeting')).rejects.toMatchObject({ details: { class: 'app_down' } });
  });

  it.each<[string, Exchange, unknown?]>([
    ['updateMeeting', { request: `PATCH ${at}/meetings/${id}`, status: 204 }, { start_time: '2026-12-01T10:00:00Z' }],
    ['deleteMeeting', { request: `DELETE ${at}/meetings/${id}`, status: 204 }],
    ['endMeeting', { request: `PUT ${at}/meetings/${id}/status`, status: 204 }, { action: 'end' }],
    ['findMeeting', { request: `GET ${at}/meetings/${id}`, json: meeting(85_746_065_432) }],
    [
      'addRegistrant',
      { request: `POST ${at}/meetings/${id}/registrants`, status: 201, json: { registrant_id: 'r', join_url: 'j' } },
      { email: 'ada@acme.example', first_name: 'Ada', last_name: 'Moreno' },
    ],
    ['removeRegistrant', { request: `DELETE ${at}/meetings/${id}/registrants/9tboDiHUQAeOnbmudzWa5g`, status: 204 }],
    ['findRecording', { request: `GET ${at}/meetings/${id}/recordings`, json: { uuid: 'a==' } }],
    [
      'readSummary',
      { request: `GET ${at}/meetings/4444AAAiAAAAAiAiAiiAii%3D%3D/meeting_summary`, json: { summary_title: 'S' } },
    ],
  ])('%s sends exactly what was given', async (name, exchange, json) => {
    app.play(exchange);
    await run(name);
    if (json !== undefined) expect(app.received[0]?.json()).toEqual(json);
  });

  it('list all pages of people', async () => {
    const participants = `GET ${at}/past_meetings/${id}/participants?page_size=300`;
    app.play(
      { request: participants, json: { participants: [{ name: 'Ada' }], next_page_token: 't' } },
      { request: `${participants}&next_page_token=t`, json: { participants: [{ name: 'Bo' }], next_page_token: '' } },
      { request: `GET ${at}/meetings/${id}/registrants?status=approved&page_size=300`, json: { registrants: [] } },
    );
    expect(await run('listParticipants')).toEqual({ participants: [{ name: 'Ada' }, { name: 'Bo' }] });
    expect(await run('listRegistrants')).toEqual({ registrants: [] });
  });

  it.each([
    [404, 3001, 'not_found'],
    [400, 200, 'permission'],
    [400, 3000, 'invalid'],
    [409, 1005, 'conflict'],
  ])('read %i %i as %s', async (status, code, errorClass) => {
    app.play({ request: `PUT ${at}/meetings/${id}/status`, status, json: { code, message: 'No' } });
    await expect(run('endMeeting')).rejects.toMatchObject({
      details: { class: errorClass, code: String(code), appMessage: 'No' },
    });
  });
});
