import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRegistry } from '#connectors/registry.ts';
import { newConnector } from './new-connector.ts';

let root: string;

beforeEach(() => {
  // Inside the project, so that a connector finds zod.
  root = mkdtempSync(resolve('.portico-connectors-'));
  for (const name of ['kit', '_template']) cpSync(join('connectors', name), join(root, name), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('newConnector', () => {
  it('makes a connector that can be loaded, called by its own name', async () => {
    const folder = newConnector({ slug: 'tin-whistle', root });
    const registry = await loadRegistry(root);
    expect(registry.broken).toEqual([]);
    expect(registry.get('tin-whistle')?.connector).toMatchObject({
      name: 'Tin Whistle',
      baseUrl: 'https://api.tin-whistle.example/v1',
    });
    expect(readFileSync(join(folder, 'contract.ts'), 'utf8')).toContain("name: 'tin-whistle'");
    for (const file of ['README.md', 'connector.test.ts', 'icon.svg'])
      expect(readFileSync(join(folder, file), 'utf8')).not.toMatch(/Acme|acme\.example/);
  });

  it('takes the name that people know', () => {
    const folder = newConnector({ slug: 'tin', name: 'TIN! CRM', root });
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toMatch(/^# TIN! CRM\n/);
  });

  it.each(['Bad_Name', '../up', '', 'kit2/', '-a'])('does not take the name “%s”', (slug) => {
    expect(() => newConnector({ slug, root })).toThrow('lower-case words');
  });

  it('does not write over what is there', () => {
    newConnector({ slug: 'tin', root });
    expect(() => newConnector({ slug: 'tin', root })).toThrow('is there already');
    expect(() => newConnector({ slug: 'kit', root })).toThrow('is there already');
  });
});
