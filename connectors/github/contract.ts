import { defineContract } from '../kit/index.ts';

const notThere = 'the trimmed description leaves out /repos/{owner}/{repo}/issues/comments';

const trimmed = 'the trimmed description leaves the path out';

export default defineContract({
  descriptions: [{ name: 'github', url: 'https://api.github.com' }],
  settings: { repository: 'octocat/Hello-World' },
  objects: {
    repository: { row: { operation: 'GET /user/repos', path: '' } },
    issue: { key: '42', row: { operation: 'GET /repos/{owner}/{repo}/issues', path: '' } },
    pullRequest: {
      key: '42',
      watermark: '2026-01-01T00:00:00.000Z',
      row: { operation: 'GET /repos/{owner}/{repo}/pulls', path: '' },
    },
    comment: {
      skip: notThere,
      row: { operation: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments', path: '' },
    },
    commit: {
      key: '6dcb09b5b57875f334f61aebed695e2e4193db5e',
      row: { operation: 'GET /repos/{owner}/{repo}/commits', path: '' },
    },
    release: { key: '1', row: { operation: 'GET /repos/{owner}/{repo}/releases', path: '' } },
  },
  skip: {
    'actions.mergePullRequest': trimmed,
    'actions.requestReview': trimmed,
    'actions.createBranch': trimmed,
    'actions.runWorkflow': trimmed,
  },
});
