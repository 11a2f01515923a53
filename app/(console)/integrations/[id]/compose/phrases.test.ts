import { expect, test } from 'vitest';
import { phrasesOf, withSentence } from './phrases.ts';

const abilities = {
  objects: [{ name: 'contact', label: 'Contacts', incremental: true }],
  models: [{ name: 'contact' as const, label: 'Contacts', object: 'contact' }],
  settings: [{ name: 'list', label: 'Which list?', kind: 'options' as const, required: true }],
};

test('everything that customers read can be translated, and nothing that only the vendor sees', () => {
  const draft = {
    does: [{ direction: 'in', sentence: 'People come.' }],
    syncs: [{ unified: 'contact' }],
    actions: [{ action: 'createContact', label: 'Add a person' }],
    form: {
      pages: [{ key: 'one', title: 'First', sections: [{ key: 'who', title: 'Who' }] }],
      fields: [
        { name: 'list', help: 'Its people come.' },
        { name: 'size', kind: 'select', label: 'Size', choices: [{ value: 's', label: 'Small' }] },
        { name: 'key', internalOnly: true, label: 'Key' },
      ],
    },
    upsell: { text: 'Part of Pro.' },
  };
  const phrases = phrasesOf(draft, { name: 'CRM', description: 'Your people.' }, abilities);
  expect(phrases.map(({ path, words }) => `${path.join('.')}: ${words}`)).toEqual([
    'name: CRM',
    'description: Your people.',
    'does.0: People come.',
    'syncs.contact: Contacts',
    'actions.createContact: Add a person',
    'pages.one: First',
    'sections.who: Who',
    'fields.list.label: Which list?',
    'fields.list.help: Its people come.',
    'fields.size.label: Size',
    'fields.size.choices.s: Small',
    'upsell: Part of Pro.',
  ]);
});

test('the sentences of a translation have no gaps: what comes before one is said as it is by default', () => {
  const defaults = ['One', 'Two', 'Three'];
  expect(withSentence([], defaults, 1, 'Zwei')).toEqual(['One', 'Zwei']);
  expect(withSentence(['Eins', 'Zwei'], defaults, 1, '')).toEqual(['Eins']);
  expect(withSentence(['Eins'], defaults, 0, '')).toEqual([]);
});
