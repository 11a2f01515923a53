// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { IntegrationDetail } from '#embed/core/contract.ts';
import { Integrations, PorticoProvider } from '#embed/react/index.ts';
import { previewServer } from './preview-server.ts';

const integration: IntegrationDetail = {
  ...{ slug: 'crm', name: 'Harbour', description: 'Its people.', category: 'CRM', iconUrl: '', state: 'available' },
  ...{ does: [{ direction: 'in', sentence: 'People come.' }], permissions: [], installation: null, labels: ['Beta'] },
  auth: { kind: 'popup' },
  questions: [{ name: 'team', label: 'Which team?', kind: 'text', required: false }],
};

let root: Root | undefined;
afterEach(async () => {
  root?.unmount();
  document.body.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve, 20));
});

function draw(route: string, more: Partial<IntegrationDetail> = {}): void {
  const server = previewServer({
    integration: { ...integration, ...more },
    review: { sentences: ['Contacts will appear.'], button: 'Start syncing contacts' },
    ...{ vendor: 'Acme', customer: 'Globex' },
  });
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <PorticoProvider baseUrl="https://portico.example" getToken={() => 'preview'} fetch={server}>
      <Integrations route={route} />
    </PorticoProvider>,
  );
}

const until = (there: () => void) => vi.waitFor(there, { timeout: 10_000 });
const shown = (text: string) => until(() => expect(document.body.textContent).toContain(text));
const press = (name: string) => {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(`There is no button ${name}.`);
  found.click();
};

test('the tab’s own screens are drawn from a draft: card, page, and the wizard to its end', async () => {
  draw('/');
  await shown('CRM · Beta');
  root?.unmount();
  draw('/crm');
  await shown('People come.');
  root?.unmount();
  draw('/crm/connect');
  await shown('Which team?');
  press('Continue');
  await shown('Contacts will appear.');
  press('Start syncing contacts');
  await shown('This is a preview: nothing was connected.');
});

test('a locked app says why in the vendor’s words, and what is coming soon can be asked for', async () => {
  draw('/crm', { state: 'locked', upsell: { text: 'Part of the Harbour plan.', url: 'https://acme.example/plans' } });
  await shown('Part of the Harbour plan.');
  expect(document.querySelector('a[href="https://acme.example/plans"]')?.textContent).toBe('See plans');
  root?.unmount();
  document.body.replaceChildren();
  draw('/crm', { state: 'coming_soon' });
  await shown('Ask for Harbour');
  press('Ask for Harbour');
  await shown('Acme knows that you would like this.');
});
