import { expect, test } from 'vitest';
import { readTokenExamples } from '#server/playground/token-examples.ts';
import { type Choices, noChoices } from './choices.ts';
import { frontEndSnippets, tokenSnippet } from './snippets.ts';

const base = 'https://portico.example.com';
const codeOf = (choices: Partial<Choices>, id: string) =>
  frontEndSnippets({ ...noChoices, ...choices }, base).find((one) => one.id === id)?.code ?? '';

test('without choices the code is as short as it can be', () => {
  expect(codeOf({}, 'html').split('\n')).toEqual([
    '<script type="module" src="https://portico.example.com/embed/v1.js"></script>',
    '<portico-integrations></portico-integrations>',
    '<script type="module">',
    "  const tab = document.querySelector('portico-integrations');",
    "  tab.getToken = () => fetch('/portico-token', { method: 'POST' }).then((answer) => answer.text());",
    '</script>',
  ]);
});

test.each(['html', 'react', 'vue', 'angular', 'svelte'])('%s follows what was chosen', (id) => {
  const code = codeOf({ locale: 'de', accent: '#5b5bd6', radius: '2', mode: 'dark', text: '#111111' }, id);
  expect(code).toContain('locale="de"');
  expect(code).toContain("{ accent: '#5b5bd6', radius: 2, mode: 'dark', variables: { '--pt-text': '#111111' } }");
});

test('what somebody typed stays a text of the code', () => {
  const code = codeOf({ font: `Inter', '</script>` }, 'react');
  expect(code).toContain(String.raw`font: 'Inter\', \'</script>'`);
  expect(codeOf({ view: 'card', slug: '"><b>' }, 'html')).toContain('slug="&quot;><b>"');
});

test('a part alone and a modal', () => {
  expect(codeOf({ view: 'connect-button', slug: 'tidewater' }, 'react')).toContain(
    '<ConnectButton slug="tidewater" />',
  );
  expect(codeOf({ view: 'card', slug: 'tidewater', layout: 'modal' }, 'html')).not.toContain('layout');
  expect(codeOf({ layout: 'modal' }, 'html')).toContain('tab.open = true');
});

test('every backend’s file is signed for the customer, role and plan that were chosen', async () => {
  const customer = { externalId: 'initech', name: 'O\'Neill "& Sons"' };
  const choices = { ...noChoices, role: 'viewer', plan: 'enterprise' };
  for (const { code, name } of await readTokenExamples()) {
    const said = tokenSnippet(code, { customer, choices });
    for (const word of ['initech', 'Sons', 'viewer', 'enterprise']) expect(said, name).toContain(word);
    expect(said, name).not.toMatch(/(["'])(globex|Globex|pro)\1/);
  }
});
