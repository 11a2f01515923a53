import { defineContract } from '../kit/index.ts';

/** What the contract run needs beside the connector: the name of Acme's own description, and values that its requests take. */
export default defineContract({
  descriptions: [{ name: 'acme', url: 'https://api.acme.example/v1' }],
  settings: { group: 'vip' },
  objects: { contact: { row: { operation: 'GET /contacts', path: 'data' } } },
});
