import { defineContract } from '../kit/index.ts';

const newer = 'the description is older than /rest/api/3/search/jql';

export default defineContract({
  descriptions: [{ name: 'jira', url: 'https://your-domain.atlassian.net' }],
  learnt: {
    site: 'your-domain.atlassian.net',
    api: 'https://your-domain.atlassian.net',
    siteUrl: 'https://your-domain.atlassian.net',
  },
  fields: { site: 'your-domain.atlassian.net', email: 'mara@acme.example', apiToken: 'token-1' },
  objects: {
    issue: { key: '10002', skip: newer, row: { operation: 'POST /rest/api/3/search', path: 'issues' } },
    comment: { skip: newer },
    project: { key: '10000', row: { operation: 'GET /rest/api/3/project/search', path: 'values' } },
    user: { key: '5b10ac8d82e05b22cc7d4ef5', row: { operation: 'GET /rest/api/3/users/search', path: '' } },
  },
  options: { issueTypes: { parent: { project: 'SHOP' } }, transitions: { parent: { issue: 'SHOP-42' } } },
  skip: { 'actions.searchIssues': newer },
});
