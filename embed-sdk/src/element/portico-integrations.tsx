import { createRoot, type Root } from 'react-dom/client';
import type { ClientOptions } from '../core/client.ts';
import type { PorticoEvent } from '../core/events.ts';
import type { IntegrationsProps } from '../react/integrations.tsx';
import type { Phrases } from '../react/phrases/en.ts';
import { PorticoProvider } from '../react/portico-provider.tsx';
import type { PorticoTheme } from '../react/theme/theme.ts';
import { viewOf } from './views.tsx';

/** What a page sets as properties, because no attribute can hold it. */
interface Settings {
  getToken: (() => string | Promise<string>) | null;
  theme: PorticoTheme;
  phrases: Phrases | 'keys' | undefined;
  prefill: ClientOptions['prefill'];
  mappingTargets: ClientOptions['mappingTargets'];
  onStepValidate: ClientOptions['onStepValidate'];
  onUpgrade: ((integration: string) => void) | undefined;
}

const PROPERTIES = [
  'getToken',
  'theme',
  'locale',
  'phrases',
  'prefill',
  'mappingTargets',
  'onStepValidate',
  'onUpgrade',
  'route',
  'open',
] as const;
const MODES = ['light', 'dark', 'auto'] as const;
const LAYOUTS = ['inline', 'page', 'modal'] as const;

/** On a server there are no elements: importing this there must not fail. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/** Where this script came from is where Portico is, unless `base-url` says otherwise. */
const ownOrigin = (): string => new URL(import.meta.url).origin;

/** Waits for a token as long as the page needs to hand over `getToken`. */
const never = () => new Promise<never>(() => {});

/**
 * The tab as a custom element: the same UI in an open shadow root, styled by `::part()` and `--pt-…` variables. Waits
 * until `getToken` is set. Every event of the tab is dispatched as `portico:<event>`; `portico:route` tells where in the
 * tab somebody goes, `portico:close` that a modal was closed.
 *
 * Attributes: `base-url`, `locale`, `theme-mode`, `phrases="keys"`; `view` (`integrations`, `card`, `connect-button`,
 * `wizard`, `activity`, `reconnect-banner`) with `slug`; `layout` (`inline`, `page`, `modal`) with `open`; `route` and
 * `routing` (`none`, `hash`, `host`).
 *
 * @example
 * const tab = document.querySelector('portico-integrations');
 * tab.getToken = () => fetch('/portico-token').then((answer) => answer.text());
 * tab.addEventListener('portico:connection.created', (event) => console.log(event.detail.integration));
 */
export class PorticoIntegrations extends Base {
  static readonly observedAttributes = [
    'base-url',
    'locale',
    'theme-mode',
    'phrases',
    'view',
    'slug',
    'layout',
    'open',
    'route',
    'routing',
  ];

  #settings: Settings = {
    getToken: null,
    theme: {},
    phrases: undefined,
    prefill: undefined,
    mappingTargets: undefined,
    onStepValidate: undefined,
    onUpgrade: undefined,
  };
  #root: Root | null = null;

  /** Asks your backend for an embed token. */
  get getToken(): Settings['getToken'] {
    return this.#settings.getToken;
  }
  set getToken(getToken: Settings['getToken']) {
    this.#set({ getToken });
  }

  /** Accent, radius, font, mode, density. */
  get theme(): PorticoTheme {
    return this.#settings.theme;
  }
  set theme(theme: PorticoTheme | null | undefined) {
    this.#set({ theme: theme ?? {} });
  }

  /** Phrases to say differently, by name; `keys` shows the names. */
  get phrases(): Settings['phrases'] {
    return this.#settings.phrases;
  }
  set phrases(phrases: Settings['phrases']) {
    this.#set({ phrases });
  }

  /** What your page knows already, by integration. */
  get prefill(): Settings['prefill'] {
    return this.#settings.prefill;
  }
  set prefill(prefill: Settings['prefill']) {
    this.#set({ prefill });
  }

  /** Fields of your own to match, by integration and sync, where the integration allows it. */
  get mappingTargets(): Settings['mappingTargets'] {
    return this.#settings.mappingTargets;
  }
  set mappingTargets(mappingTargets: Settings['mappingTargets']) {
    this.#set({ mappingTargets });
  }

  /** Asked before each step of the wizard is sent. */
  get onStepValidate(): Settings['onStepValidate'] {
    return this.#settings.onStepValidate;
  }
  set onStepValidate(onStepValidate: Settings['onStepValidate']) {
    this.#set({ onStepValidate });
  }

  /** Somebody wants an app that is not in the plan. */
  get onUpgrade(): Settings['onUpgrade'] {
    return this.#settings.onUpgrade;
  }
  set onUpgrade(onUpgrade: Settings['onUpgrade']) {
    this.#set({ onUpgrade });
  }

  /** A BCP 47 tag; mirrors the attribute. */
  get locale(): string | null {
    return this.getAttribute('locale');
  }
  set locale(locale: string | null | undefined) {
    this.#reflect('locale', locale);
  }

  /** Where in the tab one is, or begins; mirrors the attribute. */
  get route(): string | null {
    return this.getAttribute('route');
  }
  set route(route: string | null | undefined) {
    this.#reflect('route', route);
  }

  /** For `layout="modal"`: whether it is open; mirrors the attribute. */
  get open(): boolean {
    return this.hasAttribute('open');
  }
  set open(open: boolean) {
    this.toggleAttribute('open', open);
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    for (const name of PROPERTIES) this.#takeOver(name);
    this.#draw();
  }

  /** A node that is only moved is connected again in the same task: then everything stays. */
  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = null;
    });
  }

  attributeChangedCallback(): void {
    this.#draw();
  }

  #set(change: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...change };
    this.#draw();
  }

  #reflect(name: string, value: string | null | undefined): void {
    if (value) this.setAttribute(name, value);
    else this.removeAttribute(name);
  }

  /** A page may set properties before this script has loaded: they are taken over. */
  #takeOver(name: (typeof PROPERTIES)[number]): void {
    const early = Object.getOwnPropertyDescriptor(this, name);
    if (!early) return;
    Reflect.deleteProperty(this, name);
    Reflect.set(this, name, early.value);
  }

  #themeNow(): PorticoTheme {
    const attribute = this.getAttribute('theme-mode');
    const mode = MODES.find((known) => known === attribute);
    return mode ? { ...this.theme, mode } : this.theme;
  }

  #dispatch(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`portico:${name}`, { detail, bubbles: true, composed: true }));
  }

  #tell = (event: PorticoEvent): void => {
    const { type, ...detail } = event;
    this.#dispatch(type, detail);
  };

  #changeRoute = (path: string, { replace }: { replace: boolean }): void => {
    this.route = path;
    this.#dispatch('route', { path, replace });
  };

  #close = (): void => {
    this.open = false;
    this.#dispatch('close', {});
  };

  #tab(): IntegrationsProps {
    const layout = this.getAttribute('layout');
    const routing = this.getAttribute('routing');
    return {
      layout: LAYOUTS.find((known) => known === layout),
      open: this.open,
      onClose: this.#close,
      route: this.route ?? undefined,
      routing: routing === 'hash' ? 'hash' : 'none',
      onRouteChange: routing === 'host' ? this.#changeRoute : undefined,
    };
  }

  #draw(): void {
    if (!this.shadowRoot || !this.isConnected) return;
    this.#root ??= createRoot(this.shadowRoot);
    const { getToken, phrases, prefill, mappingTargets, onStepValidate, onUpgrade } = this.#settings;
    this.#root.render(
      <PorticoProvider
        key={getToken ? 'open' : 'waiting'}
        baseUrl={this.getAttribute('base-url') ?? ownOrigin()}
        getToken={getToken ?? never}
        locale={this.locale ?? undefined}
        phrases={this.getAttribute('phrases') === 'keys' ? 'keys' : phrases}
        theme={this.#themeNow()}
        prefill={prefill}
        mappingTargets={mappingTargets}
        onStepValidate={onStepValidate}
        onUpgrade={onUpgrade}
        onEvent={this.#tell}
        scope=":host"
      >
        {viewOf(this.getAttribute('view'), this.getAttribute('slug'), this.#tab())}
      </PorticoProvider>,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-integrations': PorticoIntegrations;
  }
}
