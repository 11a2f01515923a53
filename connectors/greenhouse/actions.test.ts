import { describe, expect, it } from 'vitest';
import { actions, app, at, list, run, sent } from './test-greenhouse.ts';

describe('candidates', () => {
  it('are created, with an application or alone', async () => {
    const answer = { candidate: { id: 1 }, application: { id: 2 } };
    const request = at('POST', '/candidates');
    app.play({ request, status: 201, json: answer }, { request, status: 201, json: { candidate: { id: 3 } } });
    expect(await run('createCandidate')).toEqual(answer);
    await run('createCandidate', {
      firstName: 'Bo',
      lastName: 'Larsen',
      phone: '+46 8 123 456',
      website: 'https://bo.example',
      company: 'Acme',
      tags: ['Fair'],
    });
    expect([0, 1].map(sent)).toEqual([
      {
        first_name: 'Mara',
        last_name: 'Lindqvist',
        email_addresses: [{ value: 'mara@globex.example', type: 'personal' }],
        application: { job_id: 274075 },
      },
      {
        first_name: 'Bo',
        last_name: 'Larsen',
        company: 'Acme',
        phone_numbers: [{ value: '+46 8 123 456', type: 'mobile' }],
        website_addresses: [{ value: 'https://bo.example', type: 'personal' }],
        tags: ['Fair'],
      },
    ]);
  });

  it('are not created twice where Greenhouse does not answer', async () => {
    app.play({ request: at('POST', '/candidates'), status: 503, text: 'Later' });
    await expect(run('createCandidate')).rejects.toMatchObject({ details: { class: 'app_down' } });
    expect(app.received).toHaveLength(1);
  });

  it('are changed, found and read', async () => {
    app.play(
      { request: at('PATCH', '/candidates/57683957'), json: { id: 57683957 } },
      list(at('GET', '/candidates', { email: 'mara@globex.example', per_page: 50 }), [{ id: 1 }]),
      list(at('GET', '/candidates', { ids: 57683957 }), [{ id: 57683957 }]),
      list(at('GET', '/candidates', { ids: 8 }), []),
    );
    await run('updateCandidate');
    expect(sent(0)).toEqual({ title: 'Lead designer' });
    expect(await run('findCandidates')).toEqual({ candidates: [{ id: 1 }] });
    expect(await run('getCandidate', { candidate: 'https://app.greenhouse.io/people/57683957?a=1' })).toMatchObject({
      id: 57683957,
    });
    await expect(run('getCandidate', { candidate: '8' })).rejects.toMatchObject({ details: { class: 'not_found' } });
    expect(actions.getCandidate?.input.safeParse({ candidate: 'Mara' }).success).toBe(false);
  });

  it('get notes', async () => {
    app.play({ request: at('POST', '/notes'), status: 201, json: { id: 1, body: 'Met' } });
    expect(await run('addNote')).toEqual({ id: 1, body: 'Met' });
    expect(sent(0)).toEqual({
      candidate_id: 57683957,
      user_id: 4080,
      body: 'Met at the fair in Lund.',
      visibility: 'public',
      note_type: 'NOTE',
    });
  });

  it('get a tag once', async () => {
    const find = at('GET', '/applied_candidate_tags', { candidate_ids: 57683957, candidate_tag_ids: 5592 });
    const json = { id: 1, candidate_id: 57683957, candidate_tag_id: 5592 };
    app.play(list(find, []), { request: at('POST', '/applied_candidate_tags'), status: 201, json }, list(find, [json]));
    expect(await run('tagCandidate')).toEqual(json);
    expect(await run('tagCandidate')).toEqual(json);
    expect(sent(1)).toEqual({ candidate_id: 57683957, candidate_tag_id: 5592 });
  });
});

describe('applications and jobs', () => {
  const one = (status: string) => list(at('GET', '/applications', { ids: 71980812 }), [{ id: 71980812, status }]);

  it('are found and read', async () => {
    const query = { job_ids: 274075, status: 'active', per_page: 50 };
    app.play(list(at('GET', '/applications', query), [{ id: 1 }]), one('in_process'));
    expect(await run('findApplications')).toEqual({ applications: [{ id: 1 }] });
    expect(await run('getApplication')).toMatchObject({ status: 'in_process' });
  });

  it('are rejected, and taken back', async () => {
    const path = '/applications/71980812';
    app.play(
      { request: at('POST', `${path}/reject`), status: 204, text: '' },
      one('rejected'),
      { request: at('POST', `${path}/unreject`), status: 204, text: '' },
      one('in_process'),
    );
    expect(await run('rejectApplication')).toMatchObject({ status: 'rejected' });
    expect(await run('unrejectApplication')).toMatchObject({ status: 'in_process' });
    expect(sent(0)).toEqual({ rejection_reason_id: 8, notes: 'The position was filled.' });
    expect(sent(2)).toEqual({});
  });

  it('are opened as a copy', async () => {
    app.play({ request: at('POST', '/jobs'), status: 201, json: { id: 9, name: 'Designer, Lund' } });
    expect(await run('createJob')).toMatchObject({ id: 9 });
    expect(sent(0)).toEqual({ template_job_id: 107761, number_of_openings: 2, job_name: 'Designer, Lund' });
  });
});
