import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [],
  skip: {
    '*': 'no machine-readable description is at hand; paths and fields were compared with @anthropic-ai/sdk by hand',
  },
});
