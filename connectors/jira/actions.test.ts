import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { testApp } from '#server/runtime/test-app.ts';
import { createTestContext, loadTestConnector } from '#server/runtime/test-context.ts';
import { documentOf } from './document.ts';

const app = testApp();
const jira = await loadTestConnector(basename(import.meta.dirname));
const { actions = {} } = jira.connector;
const api = 'https://api.atlassian.com/ex/jira/c1';
const context = () =>
  createTestContext({ connector: jira, app, learnt: { api, siteUrl: 'https://acme.atlassian.net' }, settings: {} });
const issue = '/rest/api/3/issue/SHOP-42';
const person = '5b10ac8d82e05b22cc7d4ef5';
const row = { id: '10002', key: 'SHOP-42', fields: {} };

// Each action's own example, with the request that it must make; undefined: it sends no body, or gets no answer.
const requests: [action: string, request: string, body: unknown, answer: unknown][] = [
  [
    'createIssue',
    'POST /rest/api/3/issue',
    {
      fields: {
        ...{ project: { key: 'SHOP' }, issuetype: { id: '10001' }, summary: 'The lamp flickers' },
        description: documentOf('Since Monday.'),
      },
    },
    { id: '10002', key: 'SHOP-42', self: '' },
  ],
  ['updateIssue', `PUT ${issue}`, { fields: { summary: 'The lamp flickers at night' } }, undefined],
  ['moveIssue', `POST ${issue}/transitions`, { transition: { id: '31' } }, undefined],
  ['assignIssue', `PUT ${issue}/assignee`, { accountId: person }, undefined],
  ['deleteIssue', `DELETE ${issue}?deleteSubtasks=false`, undefined, undefined],
  ['getIssue', `GET ${issue}`, undefined, row],
  [
    'searchIssues',
    'POST /rest/api/3/search/jql',
    { jql: 'project = SHOP AND status = "To Do"', fields: ['summary', 'status', 'assignee'], maxResults: 100 },
    { issues: [row] },
  ],
  ['addComment', `POST ${issue}/comment`, { body: documentOf('A customer has asked for this.') }, { id: '10100' }],
  [
    'updateComment',
    `PUT ${issue}/comment/10100`,
    { body: documentOf('Two customers have asked for this.') },
    { id: '10100' },
  ],
  [
    'listComments',
    `GET ${issue}/comment?startAt=0&maxResults=100&orderBy=-created`,
    undefined,
    { comments: [{ id: '10100' }], total: 1 },
  ],
  [
    'logWork',
    `POST ${issue}/worklog`,
    { timeSpentSeconds: 5400, started: '2026-11-20T09:00:00.000+0000' },
    { id: '1' },
  ],
  ['addWatcher', `POST ${issue}/watchers`, person, undefined],
  [
    'linkIssues',
    'POST /rest/api/3/issueLink',
    { type: { name: 'Blocks' }, inwardIssue: { key: 'SHOP-42' }, outwardIssue: { key: 'SHOP-43' } },
    undefined,
  ],
];

describe('actions', () => {
  it.each(requests)('%s sends %s', async (name, request, body, answer) => {
    const asked = request.replace(' ', ` ${api}`);
    app.play(answer === undefined ? { request: asked, status: 204, text: '' } : { request: asked, json: answer });
    const action = actions[name];
    const result = await action?.run(context(), action.input.parse(action.example), { idempotencyKey: 'k' });
    expect(action?.output.safeParse(result).success).toBe(true);
    if (body !== undefined) expect(app.received[0]?.json()).toEqual(body);
  });

  it('are all tested', () => {
    expect(Object.keys(actions).toSorted()).toEqual(requests.map(([name]) => name).toSorted());
  });

  it('log work in the one form of a time that Jira takes', async () => {
    app.play({ request: `POST ${api}/rest/api/3/issue/SHOP-1/worklog`, status: 201, json: { id: '1' } });
    const action = actions.logWork;
    const input = action?.input.parse({ issue: 'SHOP-1', minutes: 90, startedAt: '2026-11-20T10:00:00+01:00' });
    await action?.run(context(), input, { idempotencyKey: 'k' });
    expect(app.received[0]?.json()).toEqual({ timeSpentSeconds: 5400, started: '2026-11-20T09:00:00.000+0000' });
  });
});
