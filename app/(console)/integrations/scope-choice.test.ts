import { expect, it } from 'vitest';
import { scopesOf, scopesToSave } from './scope-choice.tsx';

const known = [
  { scope: 'read', words: 'Read', usual: true, optional: false },
  { scope: 'mail', words: 'Mail', usual: false, optional: true },
  { scope: 'write', words: 'Write', usual: false, optional: false },
];

it('begins with what the connector asks for, and saves that as nothing', () => {
  expect(scopesOf(known, [])).toEqual({ chosen: ['read', 'mail'], further: '' });
  expect(scopesToSave(known, scopesOf(known, []))).toEqual([]);
});

it('keeps what the vendor chose, those too that the connector does not know', () => {
  const shown = scopesOf(known, ['read', 'write', 'admin']);
  expect(shown).toEqual({ chosen: ['read', 'write'], further: 'admin' });
  expect(scopesToSave(known, shown)).toEqual(['read', 'write', 'admin']);
});

it('takes further scopes as they are copied from anywhere: by line, comma or space', () => {
  expect(scopesToSave([], { chosen: [], further: 'contacts.read, contacts.write\n openid  openid' })).toEqual([
    'contacts.read',
    'contacts.write',
    'openid',
  ]);
});
