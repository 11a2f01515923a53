// @vitest-environment happy-dom
import { expect, test } from 'vitest';

test('importing the server door in a browser fails, and says where to go', async () => {
  await expect(import('./index.ts')).rejects.toThrow(/runs on a server only/);
});
