import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [],
  skip: { '*': 'Airtable publishes no machine-readable description' },
});
