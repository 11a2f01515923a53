import { describe, expect, it } from 'vitest';
import type { Exchange } from '#server/runtime/test-app.ts';
import {
  actions,
  app,
  context,
  issue,
  mergeRequest,
  note,
  objects,
  page,
  pipeline,
  refused,
  run,
  shop,
} from './test-gitlab.ts';

const file = (path: string) => `${shop}/repository/files/${encodeURIComponent(path)}`;
const one = (request: string, json: unknown): Exchange => ({ request, json });
const saved = { file_path: 'docs/lamp.md', branch: 'main' };
const found = `${shop}/issues?scope=all&search=lamp&state=opened&per_page=100`;

/** What each action's example sends. */
const examples: [name: string, exchanges: Exchange[], sent?: unknown][] = [
  [
    'createIssue',
    [one(`POST ${shop}/issues`, issue(42))],
    { title: 'The lamp flickers', description: 'Since Monday.', labels: 'bug' },
  ],
  ['updateIssue', [one(`PUT ${shop}/issues/42`, issue(42))], { state_event: 'close' }],
  ['getIssue', [one(`GET ${shop}/issues/42`, issue(42))]],
  ['searchIssues', [page(found, [issue(42)])]],
  ['addComment', [one(`POST ${shop}/issues/42/notes`, note(1244))], { body: 'A customer has asked for this.' }],
  [
    'createMergeRequest',
    [one(`POST ${shop}/merge_requests`, mergeRequest(43))],
    { title: 'Mend the lamp', source_branch: 'mend-lamp', target_branch: 'main' },
  ],
  ['updateMergeRequest', [one(`PUT ${shop}/merge_requests/43`, mergeRequest(43))], { labels: 'lamp' }],
  ['merge', [one(`PUT ${shop}/merge_requests/43/merge`, mergeRequest(43))], { squash: true }],
  [
    'runPipeline',
    [one(`POST ${shop}/pipeline`, pipeline(4711))],
    { ref: 'main', variables: [{ key: 'DEPLOY', value: 'yes' }] },
  ],
  ['retryPipeline', [one(`POST ${shop}/pipelines/4711/retry`, pipeline(4711))]],
  ['cancelPipeline', [one(`POST ${shop}/pipelines/4711/cancel`, pipeline(4711))]],
  [
    'createBranch',
    [one(`POST ${shop}/repository/branches`, { name: 'mend-lamp' })],
    { branch: 'mend-lamp', ref: 'main' },
  ],
  [
    'createRelease',
    [one(`POST ${shop}/releases`, { tag_name: 'v1.2.0' })],
    { tag_name: 'v1.2.0', ref: 'main', description: 'The lamp is mended.' },
  ],
  [
    'readFile',
    [
      one(`GET ${file('README.md')}?ref=HEAD`, {
        file_path: 'README.md',
        ref: 'main',
        last_commit_id: 'b6568db1',
        content: 'TGFtcA==',
      }),
    ],
  ],
  [
    'writeFile',
    [
      { request: `HEAD ${file('docs/lamp.md')}?ref=main`, status: 404, text: '' },
      one(`POST ${file('docs/lamp.md')}`, saved),
    ],
  ],
];

describe('actions', () => {
  it('have all of their examples here', () => {
    expect(examples.map(([name]) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(examples)('%s sends what its example says', async (name, exchanges, sent) => {
    app.play(...exchanges);
    const result = await run(name);
    expect(actions[name]?.output.safeParse(result).success).toBe(true);
    if (sent !== undefined) expect(app.received[0]?.json()).toEqual(sent);
  });

  it('replace a file that is there, and read one as text', async () => {
    app.play(
      { request: `HEAD ${file('docs/lamp.md')}?ref=main`, text: '' },
      one(`PUT ${file('docs/lamp.md')}`, saved),
      one(`GET ${file('README.md')}?ref=HEAD`, {
        file_path: 'README.md',
        ref: 'main',
        last_commit_id: 'b6568db1',
        content: Buffer.from('Lämpchen').toString('base64'),
      }),
    );
    await run('writeFile');
    expect(app.received[1]?.json()).toEqual({
      branch: 'main',
      commit_message: 'Note the lamp',
      encoding: 'base64',
      content: Buffer.from('Mended.').toString('base64'),
    });
    expect(await run('readFile')).toEqual({ path: 'README.md', text: 'Lämpchen', lastCommit: 'b6568db1' });
  });

  it('take no path that leads out of the project', () => {
    const { input } = actions.readFile ?? {};
    for (const path of ['/etc/passwd', '../secret', 'docs/../../secret', 'docs/.', ''])
      expect(input?.safeParse({ project: 'acme/shop', path }).success).toBe(false);
    expect(input?.safeParse({ project: 'acme/../shop?x=1', path: 'a' }).success).toBe(false);
    expect(input?.safeParse({ project: 'acme/shop', path: '.gitlab-ci.yml' }).success).toBe(true);
  });

  it.each([
    [
      400,
      { message: { title: ["can't be blank"] } },
      { class: 'invalid', field: 'title', appMessage: "title can't be blank" },
    ],
    [400, { error: 'ref is missing' }, { class: 'invalid', field: 'ref', appMessage: 'ref is missing' }],
    [400, { message: 'Branch already exists' }, { class: 'conflict' }],
    [
      403,
      { error: 'insufficient_scope', error_description: 'The request requires higher privileges.' },
      { class: 'permission', code: 'insufficient_scope' },
    ],
    [405, { message: '405 Method Not Allowed' }, { class: 'conflict' }],
    [409, { message: ['Another open merge request already exists'] }, { class: 'conflict' }],
    [422, { message: { base: ['Reference not found'] } }, { class: 'invalid', appMessage: 'base Reference not found' }],
  ])('%d %j says what it means', async (status, json, details) => {
    app.play(refused(`POST ${shop}/repository/branches`, status, json));
    await expect(run('createBranch')).rejects.toMatchObject({ details });
  });
});

describe('issues', () => {
  it('are written one by one, and one that is refused stops none', async () => {
    app.play(
      one(`POST ${shop}/issues`, { iid: 1 }),
      one(`PUT ${shop}/issues/1`, { iid: 1 }),
      refused(`PUT ${shop}/issues/9`, 404, { message: '404 Not found' }),
      one(`PUT ${shop}/issues/42`, { iid: 42 }),
    );
    const items = [
      { data: { title: 'The lamp flickers', labels: [{ name: 'bug' }, 'lamp'], state: 'closed' } },
      { key: '9', data: { title: 'x' } },
      { key: '42', data: { labels: null, assignees: null, milestone: { id: 5 } } },
      { key: '43', data: { assignees: 'ada' } },
    ];
    expect(await objects.issue?.upsert?.write(context(), items, { idempotencyKey: 'k' })).toEqual([
      { key: '1', action: 'created' },
      { error: { class: 'not_found', message: '404 Not found' } },
      { key: '42', action: 'updated' },
      { error: { class: 'invalid', field: 'assignees', message: 'assignees has another form than GitLab takes.' } },
    ]);
    expect(app.received.map((request) => request.json())).toEqual([
      { title: 'The lamp flickers', labels: 'bug,lamp' },
      { state_event: 'close' },
      { title: 'x' },
      { labels: '', assignee_ids: [], milestone_id: 5 },
    ]);
  });
});
