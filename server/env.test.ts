import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseEnv, settings } from './env.ts';

// Set by the tools around us, not by an operator.
const notForOperators = new Set(['NODE_ENV']);

describe('the settings', () => {
  test('are all explained in .env.example, and nothing else is', () => {
    const text = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8');
    const explained = [...text.matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1]);
    const known = Object.keys(settings.shape).filter((name) => !notForOperators.has(name));
    expect(explained.sort()).toEqual(known.sort());
  });

  test('that are wrong are told all at once, each with its name', () => {
    const read = () => parseEnv({ PORTICO_PORT: 'many', DATABASE_URL: 'mysql://x', PORTICO_LOG: 'loud' });
    expect(read).toThrow(/PORTICO_PORT[\s\S]*DATABASE_URL[\s\S]*PORTICO_LOG/);
  });

  test('that are empty are not set', () => {
    expect(parseEnv({ DATABASE_URL: '', PORTICO_PORT: '' })).toMatchObject({ PORTICO_PORT: 4700 });
  });
});
