import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';

const app = testApp();
const github = await loadTestConnector(basename(import.meta.dirname));
const { actions = {} } = github.connector;
const context = () => createTestContext({ connector: github, app });
const at = 'https://api.github.com';
const time = '2026-11-20T09:00:00Z';
const account = { id: 1, login: 'ada' };
const issue = {
  ...{
    id: 1042,
    number: 42,
    title: 'The lamp flickers',
    state: 'open',
    html_url: 'https://github.com/acme/shop/issues/42',
  },
  ...{ user: account, labels: [], milestone: null, comments: 0, created_at: time, updated_at: time, closed_at: null },
};
const pull = {
  ...{ id: 1043, number: 43, title: 'Mend the lamp', state: 'open', body: null },
  ...{ html_url: 'https://github.com/acme/shop/pull/43', user: account, labels: [] },
  ...{ head: { ref: 'mend-lamp', sha: 'abc' }, base: { ref: 'main', sha: 'def' } },
  ...{ created_at: time, updated_at: time, closed_at: null, merged_at: null },
};
const comment = { id: 7, html_url: '', issue_url: '', user: account, created_at: time, updated_at: time };
const released = {
  ...{ id: 9, tag_name: 'v1.2.0', name: '1.2.0', html_url: '', draft: false, prerelease: false },
  ...{ created_at: time, published_at: time },
};
const shop = '/repos/acme/shop';
const sha = '6dcb09b5b57875f334f61aebed695e2e4193db5e';

// Each action's own example, with the request that it must make.
const requests: [action: string, request: string, body: unknown, answer: unknown][] = [
  ['createIssue', `POST ${shop}/issues`, { title: 'The lamp flickers', body: 'Since Monday.', labels: ['bug'] }, issue],
  ['updateIssue', `PATCH ${shop}/issues/42`, { state: 'closed' }, issue],
  ['addComment', `POST ${shop}/issues/42/comments`, { body: 'A customer has asked for this.' }, comment],
  ['addLabels', `POST ${shop}/issues/42/labels`, { labels: ['vip'] }, [{ name: 'vip' }]],
  ['assign', `POST ${shop}/issues/42/assignees`, { assignees: ['ada'] }, issue],
  [
    'createPullRequest',
    `POST ${shop}/pulls`,
    { title: 'Mend the lamp', head: 'mend-lamp', base: 'main', draft: false },
    pull,
  ],
  ['updatePullRequest', `PATCH ${shop}/pulls/43`, { state: 'closed' }, pull],
  ['requestReview', `POST ${shop}/pulls/43/requested_reviewers`, { reviewers: ['ada'] }, pull],
  [
    'mergePullRequest',
    `PUT ${shop}/pulls/43/merge`,
    { merge_method: 'squash' },
    { sha, merged: true, message: 'Done' },
  ],
  [
    'createBranch',
    `POST ${shop}/git/refs`,
    { ref: 'refs/heads/mend-lamp', sha },
    { ref: 'refs/heads/mend-lamp', object: { sha } },
  ],
  [
    'createRelease',
    `POST ${shop}/releases`,
    { tag_name: 'v1.2.0', name: '1.2.0', draft: false, prerelease: false },
    released,
  ],
  [
    'runWorkflow',
    `POST ${shop}/actions/workflows/release.yml/dispatches`,
    { ref: 'main', inputs: { version: '1.2.0' } },
    undefined,
  ],
  [
    'writeFile',
    `PUT ${shop}/contents/docs/readme.md`,
    { message: 'Write the readme', content: Buffer.from('# Shop').toString('base64') },
    { content: { path: 'docs/readme.md', sha: 'abc' }, commit: { sha: 'def' } },
  ],
];

async function run(name: string, input?: unknown) {
  const action = actions[name];
  if (action === undefined) throw new Error(`There is no action ${name}.`);
  return action.output.parse(
    await action.run(context(), action.input.parse(input ?? action.example), { idempotencyKey: 'k' }),
  );
}

describe('actions', () => {
  it.each(requests)('%s sends %s', async (name, request, body, answer) => {
    const asked = request.replace(' ', ` ${at}`);
    app.play(answer === undefined ? { request: asked, status: 204, text: '' } : { request: asked, json: answer });
    await run(name);
    expect(app.received[0]?.json()).toEqual(body);
  });

  it('read a file as text', async () => {
    const content = Buffer.from('Grüße').toString('base64');
    const json = { type: 'file', path: 'docs/readme.md', sha: 'abc', size: 7, content, encoding: 'base64' };
    app.play({ request: `GET ${at}${shop}/contents/docs/readme.md`, json });
    expect(await run('readFile')).toEqual({ path: 'docs/readme.md', sha: 'abc', size: 7, text: 'Grüße' });
  });

  it('search', async () => {
    const words = 'repo%3Aacme%2Fshop+is%3Aopen+label%3Abug';
    const json = { total_count: 1, incomplete_results: false, items: [issue] };
    app.play({ request: `GET ${at}/search/issues?q=${words}&page=1&per_page=100`, json });
    expect(await run('searchIssues')).toMatchObject({ total_count: 1 });
  });

  it('are all tested', () => {
    const tested = [...requests.map(([name]) => name), 'readFile', 'searchIssues'];
    expect(Object.keys(actions).toSorted()).toEqual(tested.toSorted());
  });

  it('write a file as base64, on a path that stays inside', async () => {
    const action = actions.writeFile;
    const input = { repository: 'acme/shop', path: 'docs/ä b.md', text: 'Grüße', message: 'm' };
    app.play({
      request: `PUT ${at}/repos/acme/shop/contents/docs/%C3%A4%20b.md`,
      json: { content: { path: 'docs/ä b.md', sha: 'abc' }, commit: { sha: 'def' } },
    });
    await action?.run(context(), action.input.parse(input), { idempotencyKey: 'k' });
    expect(app.received[0]?.json()).toEqual({ message: 'm', content: Buffer.from('Grüße').toString('base64') });
    expect(action?.input.safeParse({ ...input, path: '../x' }).success).toBe(false);
    expect(action?.input.safeParse({ ...input, repository: 'acme/shop/../../user' }).success).toBe(false);
    for (const repository of ['acme/..', '../shop', './shop', 'acme/.'])
      expect(action?.input.safeParse({ ...input, repository }).success).toBe(false);
    expect(action?.input.safeParse({ ...input, repository: 'acme/.github' }).success).toBe(true);
  });
});
