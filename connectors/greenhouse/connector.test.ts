import { describe, expect, it } from 'vitest';
import { accessOf } from '#server/runtime/access.ts';
import { obtainCredential } from '#server/runtime/auth/obtain-credential.ts';
import { bearer } from '#server/runtime/test-context.ts';
import { readPass } from '#server/runtime/test-pass.ts';
import { app, at, context, date, list, loaded, lookUp, objects, options, refusal, sent } from './test-greenhouse.ts';

describe('connecting', () => {
  it('trades the customer’s own credentials for a token, in the name of a person', async () => {
    const fields = { clientId: 'c', clientSecret: 's', userId: '4080' };
    const access = accessOf({ connector: loaded, accountType: 'own', client: undefined, learnt: {} });
    app.play({
      request: 'POST https://auth.greenhouse.io/token',
      json: { access_token: 'jwt', token_type: 'Bearer', expires_at: '2026-11-21T10:00:00Z' },
    });
    const credential = await obtainCredential({ access, fields, now: new Date(date), send: app.client.send });
    expect(credential.token).toMatchObject({
      values: { token: { access_token: 'jwt' } },
      expiresAt: '2026-11-21T10:00:00.000Z',
    });
    expect(app.received[0]?.form()).toEqual({ grant_type: 'client_credentials', sub: '4080' });
    expect(app.received[0]?.headers.authorization).toBe(`Basic ${Buffer.from('c:s').toString('base64')}`);
  });

  it('shows whether the person may list, in Greenhouse’s own words', async () => {
    const first = at('GET', '/jobs', { per_page: 1 });
    app.play(list(first, []), { request: first, ...refusal(403, 'User must be a Site Admin.') });
    expect(await lookUp?.(context())).toEqual({});
    await expect(lookUp?.(context())).rejects.toMatchObject({
      details: { class: 'permission', appMessage: 'User must be a Site Admin.' },
    });
  });
});

describe('lists', () => {
  const first = (path: string, query = {}) => at('GET', path, { ...query, per_page: 500 });
  const next = (path: string, cursor: string) => at('GET', path, { cursor });

  it('follow the links, over an empty page in the middle', async () => {
    app.play(
      list(first('/candidates'), [{ id: 3, first_name: 'Mara' }], 'p2'),
      list(next('/candidates', 'p2'), [], 'p3'),
      list(next('/candidates', 'p3'), [{ id: 1 }]),
    );
    const pass = await readPass(objects.candidate, context(), { mode: 'full' });
    expect(pass.rows.map((row) => objects.candidate?.key(row, {}))).toEqual(['3', '1']);
    expect(pass.watermark).toBe('2026-11-21T08:58:00.000Z');
  });

  it('bring what was changed since', async () => {
    const since = '2026-11-21T08:00:00.000Z';
    app.play(list(first('/applications', { updated_at: `gte|${since}` }), [{ id: 7, status: 'in_process' }]));
    const pass = await readPass(objects.application, context(), { mode: 'incremental', watermark: since });
    expect(pass.rows).toMatchObject([{ id: 7, status: 'in_process' }]);
  });

  it('do not go round in a circle, nor to another host', async () => {
    app.play(list(first('/jobs'), [{ id: 1 }], 'p2'), list(next('/jobs', 'p2'), [{ id: 2 }], 'p2'));
    const read = () => readPass(objects.job, context(), { mode: 'full' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
    const link = '<https://evil.example/v3/jobs?cursor=x>; rel="next"';
    app.play({ request: first('/jobs'), headers: { link }, json: [{ id: 1 }] });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
  });

  it('are refused where a row has no number', () => {
    expect(objects.offer?.row.safeParse({ status: 'Created' }).success).toBe(false);
    expect(objects.user?.row.parse({ id: 1, created_at: 'odd' })).toEqual({ id: 1, created_at: 'odd' });
  });

  it('are asked for one row, too', async () => {
    const one = (id: string) => at('GET', '/offers', { ids: id });
    app.play(list(one('5'), [{ id: 5 }]), list(one('6'), []));
    expect(await objects.offer?.get?.(context(), '5')).toEqual({ id: 5 });
    expect(await objects.offer?.get?.(context(), '6')).toBeNull();
    expect(await objects.offer?.get?.(context(), '6,7')).toBeNull();
  });

  it('have the account’s own fields, with their choices', async () => {
    const fields = at('GET', '/custom_fields', { field_type: 'candidate', active: 'true', per_page: 500 });
    const choices = at('GET', '/custom_field_options', { custom_field_ids: '2,3', active: 'true', per_page: 500 });
    app.play(
      list(fields, [
        { id: 1, name: 'Notice', name_key: 'notice', value_type: 'number' },
        { id: 2, name: 'Level', name_key: 'level', value_type: 'single_select' },
        { id: 3, name: '', name_key: 'skills', value_type: 'multi_select' },
      ]),
      list(choices, [
        { custom_field_id: 2, name: 'Senior' },
        { custom_field_id: 3, name: 'Figma' },
      ]),
    );
    const described = await objects.candidate?.describe?.(context());
    expect(described?.find(({ name }) => name === 'title')).not.toHaveProperty('readOnly');
    expect(described?.find(({ name }) => name === 'updated_at')).toMatchObject({ type: 'datetime', readOnly: true });
    expect(described?.filter(({ custom }) => custom)).toMatchObject([
      { name: 'custom_fields.notice.value', type: 'number' },
      { name: 'custom_fields.level.value', type: 'choice', choices: [{ value: 'Senior' }] },
      { name: 'custom_fields.skills.value', label: 'skills', type: 'list' },
    ]);
  });
});

describe('what goes wrong', () => {
  const path = at('GET', '/jobs', { ids: '1' });
  const read = (own = context()) => objects.job?.get?.(own, '1');

  it.each([
    [
      'an ended token',
      401,
      { error: 'invalid_token', error_description: 'It has expired.' },
      'auth',
      'It has expired.',
    ],
    ['a scope that is missing', 403, { message: 'Missing scope.' }, 'permission', 'Missing scope.'],
    ['a refusal', 422, { errors: [{ message: 'is too long', field: 'title' }] }, 'invalid', 'is too long'],
    ['a refusal in a sentence', 422, { errors: ['Name is missing.'] }, 'invalid', 'Name is missing.'],
  ])('names %s', async (_what, status, json, errorClass, appMessage) => {
    app.play({ request: path, status, json });
    await expect(read()).rejects.toMatchObject({ details: { class: errorClass, appMessage } });
  });

  it('names an answer of another shape, and a page for people', async () => {
    app.play({ request: path, json: { message: 'It is being processed.' } });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol' } });
    app.play({ request: path, headers: { 'content-type': 'text/html' }, text: '<title>Maintenance</title>' });
    await expect(read()).rejects.toMatchObject({ details: { class: 'protocol', code: 'web_page' } });
  });

  it('waits as long as Greenhouse says, in both forms, and renews an access that ended', async () => {
    const slower = refusal(429, 'Slower, please.');
    app.play(
      { request: path, headers: { 'retry-after': '7' }, ...slower },
      { request: path, headers: { date, 'retry-after': 'Sat, 21 Nov 2026 09:00:03 GMT' }, ...slower },
      { request: path, ...refusal(401, 'It has expired.') },
      { request: path, json: [{ id: 1 }] },
    );
    const patient = context({ renewed: bearer('token-2') });
    await read(patient);
    expect(patient.pauses).toEqual([7_000, 3_000]);
    expect(app.received.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });
});

describe('writing candidates', () => {
  it('finds them by their address, and tells of each what became of it', async () => {
    const find = (email: string) => at('GET', '/candidates', { email, per_page: 1 });
    app.play(
      list(find('a@x.example'), [{ id: 1 }]),
      { request: at('PATCH', '/candidates/1'), json: { id: 1 } },
      list(find('b@x.example'), []),
      { request: at('POST', '/candidates'), status: 201, json: { candidate: { id: 2 }, application: null } },
      { request: at('PATCH', '/candidates/3'), ...refusal(422, 'Title is too long.') },
    );
    const address = (value: string) => ({ email_addresses: [{ value, type: 'work' }] });
    const results = await objects.candidate?.upsert?.write(
      context(),
      [
        { data: { ...address('a@x.example'), id: 9, updated_at: 'x' } },
        { data: { ...address('b@x.example'), first_name: 'Bo' } },
        { key: '3', data: { title: 'x' } },
        { data: { first_name: 'Nobody' } },
      ],
      { idempotencyKey: 'k' },
    );
    expect(results).toMatchObject([
      { key: '1', action: 'updated' },
      { key: '2', action: 'created' },
      { error: { class: 'invalid', message: 'Title is too long.' } },
      { error: { class: 'invalid', field: 'email_addresses' } },
    ]);
    expect(sent(1)).toEqual(address('a@x.example'));
  });
});

describe('choices', () => {
  const choose = (name: string, search = '', cursor: string | null = null) =>
    options[name]?.(context(), { search, cursor });

  it('are jobs, page by page', async () => {
    const first = at('GET', '/jobs', { status: 'open', per_page: 500 });
    app.play(
      list(
        first,
        [
          { id: 1, name: 'Designer', requisition_id: 'R-1' },
          { id: 2, name: 'Cook' },
        ],
        'p2',
      ),
      list(at('GET', '/jobs', { cursor: 'p2' }), [{ id: 3 }]),
    );
    expect(await choose('jobs', 'r-1')).toEqual({
      options: [{ value: '1', label: 'Designer', detail: 'R-1' }],
      next: 'p2',
    });
    expect(await choose('jobs', '', 'p2')).toEqual({ options: [{ value: '3', label: '3' }], next: null });
  });

  it('are people, reasons and tags', async () => {
    app.play(
      list(at('GET', '/users', { deactivated: 'false', per_page: 500 }), [{ id: 4, primary_email: 'a@x.example' }]),
      list(at('GET', '/rejection_reasons', { per_page: 500 }), [{ id: 8, name: 'Position filled' }]),
      list(at('GET', '/candidate_tags', { per_page: 500 }), [{ id: 9, name: 'Fair' }]),
      list(at('GET', '/jobs', { per_page: 500 }), []),
    );
    expect((await choose('users'))?.options).toEqual([{ value: '4', label: 'a@x.example', detail: 'a@x.example' }]);
    expect((await choose('rejectionReasons'))?.options).toHaveLength(1);
    expect((await choose('candidateTags'))?.options).toHaveLength(1);
    expect((await choose('templateJobs'))?.options).toEqual([]);
  });
});
