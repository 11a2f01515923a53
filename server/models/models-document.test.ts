import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadRegistry } from '#connectors/registry.ts';
import { modelsDocument } from './models-document.ts';

const file = join(import.meta.dirname, '../../docs/models.md');

test('docs/models.md says what the code says: UPDATE_MODELS=1 writes it anew', async () => {
  const made = modelsDocument(await loadRegistry('connectors'));
  if (process.env.UPDATE_MODELS === '1') await writeFile(file, made);
  expect(await readFile(file, 'utf8')).toBe(made);
});
