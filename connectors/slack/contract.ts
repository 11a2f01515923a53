import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'slack', url: 'https://slack.com/api' }],
  objects: {
    channel: { key: 'C012AB3CD', row: { operation: 'GET /conversations.list', path: 'channels' } },
    user: { key: 'U012AB3CD', row: { operation: 'GET /users.list', path: 'members' } },
    message: { key: 'C012AB3CD:1512085950.000216', watermark: '1700000000' },
    file: { watermark: 1_700_000_000, row: { operation: 'GET /files.list', path: 'files' } },
  },
});
