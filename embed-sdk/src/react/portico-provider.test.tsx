// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { CatalogueEntry } from '../core/contract.ts';
import type { PorticoEvent } from '../core/events.ts';
import { scriptedServer, sessionAnswer } from '../core/scripted-server.ts';
import type { CardProps } from './catalogue/card.tsx';
import type { AppIconProps } from './controls/app-icon.tsx';
import type { ButtonProps } from './controls/button.tsx';
import type { BadgeState } from './controls/state-badge.tsx';
import { Integrations, PorticoProvider, type PorticoProviderProps } from './index.ts';
import './phrases/de.ts';

const entries: CatalogueEntry[] = [
  { slug: 'tidewater', name: 'Tidewater', description: 'People.', category: 'CRM', iconUrl: '', state: 'available' },
  { slug: 'vault', name: 'Vault', description: 'Files.', category: 'Files', iconUrl: '', state: 'locked' },
];
const detail = { ...entries[1], does: [], permissions: [], auth: { kind: 'popup' }, questions: [], installation: null };

let root: Root | undefined;
afterEach(async () => {
  root?.unmount();
  document.body.replaceChildren();
  await new Promise((resolve) => setTimeout(resolve, 20));
});

function mount(children: ReactNode, props: Partial<PorticoProviderProps> = {}) {
  const server = scriptedServer({
    'POST /session': () => sessionAnswer({ catalogue: entries }),
    'GET /catalogue': () => ({ entries }),
    'GET /integrations/vault': () => detail,
    'POST /events': () => ({ noted: 0 }),
  });
  const drawn = createRoot(document.body.appendChild(document.createElement('div')));
  root = drawn;
  const draw = (more: Partial<PorticoProviderProps> = {}, child = children) =>
    drawn.render(
      <PorticoProvider
        baseUrl="https://portico.example"
        getToken={() => 'token'}
        fetch={server.fetch}
        {...props}
        {...more}
      >
        {child}
      </PorticoProvider>,
    );
  draw();
  return { ...server, draw };
}

const OwnCard = ({ entry, onOpen }: CardProps) => (
  <button type="button" className="own-card" onClick={onOpen}>
    Own {entry.name}
  </button>
);
const OwnButton = ({ children, look, onClick }: ButtonProps) => (
  <button type="button" className={`own-button ${look}`} onClick={onClick}>
    {children}
  </button>
);
const OwnBadge = ({ state }: { state: BadgeState }) => <b>own {state}</b>;
const OwnIcon = ({ name }: AppIconProps) => <i className="own-icon">{name}</i>;

const press = (selector: string) => {
  const node = document.querySelector(selector);
  if (!(node instanceof HTMLElement)) throw new Error(`There is no ${selector}.`);
  node.click();
};
/** A machine with much to do is given its time. */
const until = (there: () => void) => vi.waitFor(there, { timeout: 10_000 });
const shown = (text: string) => until(() => expect(document.body.textContent).toContain(text));

test('components of the host stand in the places of ours, with what ours are given', async () => {
  mount(<Integrations />, {
    components: { Card: OwnCard, Button: OwnButton, StateBadge: OwnBadge, AppIcon: OwnIcon },
    onUpgrade: () => undefined,
  });
  await shown('Own Vault');
  expect(document.querySelectorAll('.pt-card:not(.pt-card--waiting)')).toHaveLength(0);
  press('.own-card:nth-of-type(1)');
  await until(() => expect(document.querySelector('.own-icon')).not.toBeNull());
});

test('an app that is not in the plan is offered by the host', async () => {
  const onUpgrade = vi.fn();
  const heard: PorticoEvent[] = [];
  mount(<Integrations route="/vault" />, { onUpgrade, onEvent: (event) => heard.push(event) });
  await shown('See plans');
  press('.pt-offer .pt-button');
  expect(onUpgrade).toHaveBeenCalledExactlyOnceWith('vault');
  expect(heard.map(({ type }) => type)).toEqual(expect.arrayContaining(['ready', 'integration.viewed']));
});

test('another language is spoken at once, by the same session', async () => {
  const { draw, count } = mount(<Integrations route="/vault" />);
  await shown('not part of your plan');
  draw({ locale: 'de' });
  await shown('gehört nicht zu Ihrem Tarif');
  expect(document.querySelector('.pt-root')?.getAttribute('lang')).toBe('de');
  expect(count('POST /session')).toBe(1);
  draw({ locale: 'he' });
  await until(() => expect(document.querySelector('.pt-root')?.getAttribute('dir')).toBe('rtl'));
});

test('the host’s router leads, and hears where somebody goes', async () => {
  const went: unknown[] = [];
  const onRouteChange = (path: string, how: { replace: boolean }) => went.push([path, how.replace]);
  const led = (route: string) => <Integrations route={route} onRouteChange={onRouteChange} />;
  const { draw } = mount(led('/'));
  await shown('Vault');
  await until(() => press('[data-pt-focus="card:vault"]'));
  await until(() => expect(went).toEqual([['/vault', false]]));
  draw({}, led('/vault'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(document.querySelectorAll('.pt-card__open')).toHaveLength(0);
  draw({}, led('/'));
  await until(() => expect(document.querySelectorAll('.pt-card__open')).toHaveLength(2));
  expect(went).toEqual([['/vault', false]]);
});

test('what is wrong with the host’s phrases is told to its developer, and named', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const heard: PorticoEvent[] = [];
  const typo: object = { 'catalog.title': 'Apps' };
  mount(<Integrations />, {
    locale: 'sv',
    phrases: { ...typo, 'action.back': 'Tillbaka' },
    onEvent: (event) => heard.push(event),
  });
  await until(() =>
    expect(heard).toEqual(
      expect.arrayContaining([
        { type: 'warning', code: 'phrases_unknown', message: 'No phrase is called catalog.title.' },
        expect.objectContaining({ code: 'phrases_missing', message: expect.stringContaining('“sv”') }),
      ]),
    ),
  );
  expect(warn).toHaveBeenCalled();
  warn.mockRestore();
});
