import { expect, it } from 'vitest';
import { linesOf, parametersOf, parametersText } from './parameter-lines.ts';

it('keeps a value that holds an equals sign whole', () => {
  expect(parametersOf('origin = https://crm.example/?a=b\n\nregion=eu')).toEqual({
    origin: 'https://crm.example/?a=b',
    region: 'eu',
  });
});

it('shows what was saved so that saving it again changes nothing', () => {
  const parameters = { origin: 'https://crm.example/?a=b', empty: '' };
  expect(parametersOf(parametersText(parameters))).toEqual(parameters);
});

it('takes scopes as they are copied from anywhere: by line, comma or space', () => {
  expect(linesOf('contacts.read, contacts.write\n openid  ')).toEqual(['contacts.read', 'contacts.write', 'openid']);
});
