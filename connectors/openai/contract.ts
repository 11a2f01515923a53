import { defineContract } from '../kit/index.ts';

export default defineContract({
  descriptions: [{ name: 'openai', url: 'https://api.openai.com/v1' }],
  fields: { apiKey: 'sk-portico', organization: '', project: '' },
  objects: {
    file: { key: 'file-abc123', row: { operation: 'GET /files', path: 'data' } },
    batch: { key: 'batch_abc123', row: { operation: 'GET /batches', path: 'data' } },
    vectorStore: { row: { operation: 'GET /vector_stores', path: 'data' } },
    model: { key: 'gpt-5-mini', row: { operation: 'GET /models', path: 'data' } },
  },
});
