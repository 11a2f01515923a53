// @vitest-environment happy-dom
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import type { CatalogueEntry } from '../../core/contract.ts';
import type { Match, MatchesPreview, MatchingView } from '../../core/matching.ts';
import { installationView, Refusal, type Routes, scriptedServer, sessionAnswer } from '../../core/scripted-server.ts';
import { Integrations, PorticoProvider } from '../index.ts';

const entry: CatalogueEntry = {
  ...{ slug: 'crm', name: 'CRM', description: '', category: 'CRM', iconUrl: '', state: 'connected' },
};
const offer = { key: 'contact', sync: 'syn_1', label: 'contacts', offer: 'on' as const, on: true, matching: true };
const installation = installationView({ offers: [offer] });
const many = Array.from({ length: 300 }, (_, at) => ({
  ...{ path: `custom.f${at}`, label: `Field ${at}`, type: 'text', sample: `value ${at}` },
}));
const view: MatchingView = {
  ...{ key: 'contact', label: 'contacts', version: 3, own: true, canCreate: true, sampled: 50, trouble: null },
  sources: [
    { path: 'email', label: 'Email', type: 'text', sample: 'mara@crm.example' },
    { path: 'custom.level', label: 'Level', type: 'choice', sample: 'Gold', values: [{ value: 'G', label: 'Gold' }] },
    ...many,
  ],
  targets: [
    { path: 'mail', label: 'Mail', type: 'text', required: false },
    { path: 'size', label: 'Size', type: 'integer', required: false },
    { path: 'name', label: 'Name', type: 'text', required: true },
    { path: 'plan', label: 'Plan', type: 'choice', required: true, choices: ['gold', 'basic'] },
  ],
  matches: [
    { target: 'mail', source: 'email' },
    { target: 'name', source: null, byVendor: true },
    { target: 'plan', source: 'custom.tier' },
  ],
  suggestions: [{ match: { target: 'size', source: 'custom.f7' }, confidence: 0.87, reasons: [] }],
  broken: [{ target: 'plan', field: 'custom.tier', label: 'Tier', to: 'custom.level' }],
};
const asked = z.object({ matches: z.custom<Match[]>(Array.isArray), version: z.number().nullish() });

let root: Root | undefined;
afterEach(async () => {
  root?.unmount();
  document.body.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve, 20));
});

function mount(routes: Routes = {}, answer: MatchingView = view) {
  const previews: Match[][] = [];
  const saves: z.infer<typeof asked>[] = [];
  const server = scriptedServer({
    'POST /session': () => sessionAnswer({ catalogue: [entry] }),
    'GET /integrations/crm': () => ({ ...entry, does: [], permissions: [], auth: { kind: 'popup' }, questions: [], installation }), // biome-ignore format: one thought
    'GET /installations/ins_1': () => installation,
    'POST /events': () => ({ noted: 0 }),
    'POST /installations/ins_1/mappings/contact': () => answer,
    'POST /installations/ins_1/mappings/contact/preview': ({ body }): MatchesPreview => {
      previews.push(asked.parse(body).matches);
      return { problems: [], records: [{ outcome: 'mapped', values: [{ target: 'mail', value: 'mara@crm.example' }], troubles: [] }], trouble: null }; // biome-ignore format: one thought
    },
    'POST /installations/ins_1/mappings/contact/save': ({ body }) => {
      saves.push(asked.parse(body));
      return installation;
    },
    ...routes,
  });
  root = createRoot(document.body.appendChild(document.createElement('div')));
  root.render(
    <PorticoProvider baseUrl="https://portico.example" getToken={() => 'token'} fetch={server.fetch} locale="en">
      <Integrations route="/crm/mapping" onRouteChange={() => {}} />
    </PorticoProvider>,
  );
  return { previews, saves, ...server };
}

const rows = () => [...document.querySelectorAll('.pt-match')];
const labels = () => rows().map((row) => row.querySelector('.pt-match__label')?.firstChild?.textContent);
const there = () => vi.waitFor(() => expect(rows().length).toBeGreaterThan(0), { timeout: 5000 });
const input = (target: string): HTMLInputElement => {
  const found = document.querySelector(`[data-pt-field="${target}"]`);
  if (!(found instanceof HTMLInputElement)) throw new Error(`There is no field ${target}.`);
  return found;
};
const press = (name: string) => {
  const found = [...document.querySelectorAll('button')].find((one) => one.textContent?.trim().startsWith(name));
  if (!found) throw new Error(`There is no button ${name}.`);
  found.click();
};
function type(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
const strike = (field: HTMLElement, key: string) =>
  field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));

test('what the app has taken away comes first, already mended: saving it is the second click', async () => {
  const { saves } = mount();
  await there();
  expect(labels()).toEqual(['Plan', 'Mail', 'Size', 'Name']);
  expect(input('plan').value).toBe('Level');
  expect(rows()[0]?.textContent).toContain('CRM no longer has the field “tier”.');
  expect(rows()[3]?.textContent).toContain('Acme fills this in.');
  press('Save and sync');
  await vi.waitFor(() => expect(saves).toHaveLength(1));
  expect(saves[0]?.version).toBe(3);
  expect(saves[0]?.matches).toContainEqual({ target: 'plan', source: 'custom.level' });
  expect(saves[0]?.matches).toContainEqual({ target: 'name', source: null, byVendor: true });
});

test('a field among hundreds is found by its name or a value, by keyboard; each change is tried once, a moment later', async () => {
  const { previews } = mount();
  await there();
  await vi.waitFor(() => expect(previews).toHaveLength(1));
  const size = input('size');
  size.focus();
  strike(size, 'ArrowDown');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=option]').length).toBe(61));
  type(size, 'value 29');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=option]').length).toBe(11));
  type(size, 'field 299');
  await vi.waitFor(() => expect(document.querySelectorAll('[role=option]').length).toBe(1));
  strike(size, 'Enter');
  await vi.waitFor(() => expect(size.value).toBe('Field 299'));
  press('Adjust');
  await vi.waitFor(() => expect(previews.length).toBe(2), { timeout: 3000 });
  expect(previews[1]).toContainEqual({ target: 'size', source: 'custom.f299' });
  expect(document.querySelector('.pt-sample')?.textContent).toContain('mara@crm.example');
});

test('a suggestion is taken as it is, and everything can be discarded', async () => {
  mount();
  await there();
  press('Use Field 7');
  await vi.waitFor(() => expect(input('size').value).toBe('Field 7'));
  press('Discard changes');
  await vi.waitFor(() => expect(input('size').value).toBe(''));
});

test('what is required must be chosen before it is saved, and takes the focus', async () => {
  const { saves } = mount({}, { ...view, broken: [], matches: view.matches.slice(0, 2) });
  await there();
  expect(labels()[0]).toBe('Plan');
  press('Use Field 7');
  await vi.waitFor(() => expect(input('size').value).toBe('Field 7'));
  press('Save and sync');
  await vi.waitFor(() => expect(document.activeElement).toBe(input('plan')));
  expect(input('plan').getAttribute('aria-invalid')).toBe('true');
  expect(saves).toEqual([]);
});

test('somebody was faster: it says so, and reading it again gives up nothing unsaid', async () => {
  const conflict = () => new Refusal(409, 'conflict', { message: 'Somebody has changed it meanwhile.' });
  const { count } = mount({ 'POST /installations/ins_1/mappings/contact/save': conflict });
  await there();
  press('Save and sync');
  await vi.waitFor(() => expect(document.body.textContent).toContain('Somebody has changed it meanwhile.'));
  press('Try again');
  await vi.waitFor(() => expect(count('POST /installations/ins_1/mappings/contact')).toBe(2));
});

test('values become others by a table that begins with what is called alike; a field of one’s own is added', async () => {
  const { previews } = mount();
  await there();
  press('Adjust');
  await vi.waitFor(() => expect(document.body.textContent).toContain('Make a table of values'));
  press('Make a table of values');
  const wanted = { target: 'plan', source: 'custom.level', values: { table: [{ from: ['G'], to: 'gold' }], otherwise: 'error' } }; // biome-ignore format: one thought
  await vi.waitFor(() => expect(previews.at(-1)).toContainEqual(wanted), { timeout: 3000 });
  press('Add a field');
  await vi.waitFor(() => expect(document.querySelector('.pt-matching__name')).not.toBeNull());
  const name = document.querySelector('.pt-matching__name');
  if (!(name instanceof HTMLInputElement)) throw new Error('There is no place for the name.');
  type(name, 'Größe in cm');
  name.form?.requestSubmit();
  await vi.waitFor(() => expect(labels().at(-1)).toBe('Größe in cm'));
  expect(input('grosse_in_cm').value).toBe('');
});
