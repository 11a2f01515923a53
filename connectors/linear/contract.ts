import { defineContract } from '../kit/index.ts';

const key = 'a8f0f0c2-6f0e-4c5e-9f2b-2f0d8c1d7b11';

export default defineContract({
  descriptions: [{ name: 'linear', url: 'https://api.linear.app/graphql' }],
  fields: { apiKey: 'lin_api_portico' },
  objects: { issue: { key }, project: { key }, comment: { key }, user: { key }, team: { key }, cycle: { key } },
  options: { states: { parent: { teamId: '9cfb482a-81e3-4154-b5b9-2c805e70a02d' } } },
});
