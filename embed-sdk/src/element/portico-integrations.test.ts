// @vitest-environment happy-dom
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CatalogueEntry } from '../core/contract.ts';
import { Refusal, scriptedServer, sessionAnswer } from '../core/scripted-server.ts';
import '../react/phrases/de.ts';
import { PorticoIntegrations } from './index.ts';

const entry = (name: string, more: Partial<CatalogueEntry> = {}): CatalogueEntry => ({
  slug: name.toLowerCase(),
  name,
  description: `What ${name} does.`,
  category: 'CRM',
  iconUrl: '',
  state: 'available',
  ...more,
});
const catalogue = [
  entry('Tidewater'),
  entry('Ledgerly', {
    state: 'needs_attention',
    attention: { reason: 'revoked', sentence: 'Access was withdrawn at Ledgerly.', remedy: 'reconnect' },
  }),
];

function serve() {
  const server = scriptedServer({
    'POST /session': () => sessionAnswer({ catalogue }),
    'GET /catalogue': () => ({ entries: catalogue }),
    'GET /integrations/tidewater': () => new Refusal(503, 'unavailable'),
  });
  vi.stubGlobal('fetch', server.fetch);
  return server;
}

function create(): PorticoIntegrations {
  const element = document.createElement('portico-integrations');
  if (!(element instanceof PorticoIntegrations)) throw new Error('The element is not defined.');
  element.setAttribute('base-url', 'https://portico.example');
  return element;
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));
/** Waits until the catalogue is on screen. */
const shown = (element: Element) => vi.waitFor(() => expect(names(element)).toHaveLength(2));
const names = (element: Element) =>
  [...(element.shadowRoot?.querySelectorAll('.pt-card__open') ?? [])].map((card) => card.textContent);

afterEach(async () => {
  document.body.replaceChildren();
  await settle();
  vi.unstubAllGlobals();
});

describe('<portico-integrations>', () => {
  test('waits for getToken, then shows the catalogue, what needs attention first', async () => {
    const server = serve();
    const element = create();
    document.body.append(element);
    await settle();
    expect(server.calls).toEqual([]);
    expect(element.shadowRoot?.querySelector('.pt-card--waiting')).not.toBeNull();
    element.getToken = () => 'token';
    await shown(element);
    expect(names(element)).toEqual(['Ledgerly', 'Tidewater']);
    expect(element.shadowRoot?.textContent).toContain('Access was withdrawn at Ledgerly.');
    expect(server.calls).toEqual(['POST /session']);
  });

  test('takes over what the page set before the script had loaded', async () => {
    serve();
    const element = create();
    Object.defineProperty(element, 'getToken', { value: () => 'token', configurable: true, writable: true });
    document.body.append(element);
    await shown(element);
  });

  test('tells the page of every event', async () => {
    serve();
    const element = create();
    const heard = vi.fn();
    document.body.addEventListener('portico:catalogue.viewed', (event) => {
      if (event instanceof CustomEvent) heard(event.detail);
    });
    element.getToken = () => 'token';
    document.body.append(element);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    expect(heard).toHaveBeenCalledExactlyOnceWith({ entries: 2 });
  });

  test('speaks the language of its attribute, with the page’s own phrases over it', async () => {
    serve();
    const element = create();
    element.setAttribute('locale', 'de');
    element.phrases = { 'catalogue.title': 'Anbindungen' };
    element.getToken = () => 'token';
    document.body.append(element);
    await vi.waitFor(() => expect(element.shadowRoot?.textContent).toContain('Verbunden'));
    expect(element.shadowRoot?.querySelector('h2')?.textContent).toBe('Anbindungen');
  });

  test('has no style attribute and no style element: a strict policy of the page allows it', async () => {
    serve();
    const element = create();
    element.theme = { accent: 'red;} body{display:none', radius: 0 };
    element.getToken = () => 'token';
    document.body.append(element);
    await shown(element);
    expect(element.shadowRoot?.querySelectorAll('[style], style')).toHaveLength(0);
    expect(element.shadowRoot?.adoptedStyleSheets.length).toBeGreaterThan(0);
  });

  test('moved, it stays as it is; removed, it leaves nothing; put back, it works', async () => {
    const server = serve();
    const element = create();
    element.getToken = () => 'token';
    document.body.append(element);
    await shown(element);
    document.body.prepend(element);
    await settle();
    expect(names(element)).toHaveLength(2);
    expect(server.count('POST /session')).toBe(1);
    element.remove();
    await vi.waitFor(() => expect(element.shadowRoot?.childNodes).toHaveLength(0));
    expect(element.shadowRoot?.adoptedStyleSheets).toHaveLength(0);
    document.body.append(element);
    await shown(element);
    expect(server.count('POST /session')).toBe(2);
  });
});
