import { createRoot, type Root } from 'react-dom/client';
import type { PorticoEvent } from '../core/events.ts';
import { Integrations } from '../react/integrations.tsx';
import type { Phrases } from '../react/phrases/en.ts';
import { PorticoProvider } from '../react/portico-provider.tsx';
import type { PorticoTheme } from '../react/theme/theme.ts';

const PROPERTIES = ['getToken', 'theme', 'locale', 'phrases'] as const;
const MODES = ['light', 'dark', 'auto'] as const;

/** On a server there are no elements: importing this there must not fail. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? class {};

/** Where this script came from is where Portico is, unless `base-url` says otherwise. */
const ownOrigin = (): string => new URL(import.meta.url).origin;

/** Waits for a token as long as the page needs to hand over `getToken`. */
const never = () => new Promise<never>(() => {});

/**
 * The tab as a custom element: the same UI in an open shadow root, styled by `::part()` and `--pt-…` variables. Waits
 * until `getToken` is set. Every event of the tab is dispatched as `portico:<event>`.
 *
 * @example
 * const tab = document.querySelector('portico-integrations');
 * tab.getToken = () => fetch('/portico-token').then((answer) => answer.text());
 * tab.addEventListener('portico:connection.created', (event) => console.log(event.detail.integration));
 */
export class PorticoIntegrations extends Base {
  static readonly observedAttributes = ['base-url', 'locale', 'theme-mode'];

  #getToken: (() => string | Promise<string>) | null = null;
  #theme: PorticoTheme = {};
  #phrases: Phrases | undefined;
  #root: Root | null = null;

  /** Asks your backend for an embed token. */
  get getToken(): (() => string | Promise<string>) | null {
    return this.#getToken;
  }
  set getToken(getToken: (() => string | Promise<string>) | null) {
    this.#getToken = getToken;
    this.#draw();
  }

  /** Accent, radius, font, mode, density. */
  get theme(): PorticoTheme {
    return this.#theme;
  }
  set theme(theme: PorticoTheme | null | undefined) {
    this.#theme = theme ?? {};
    this.#draw();
  }

  /** Phrases to say differently, by name. */
  get phrases(): Phrases | undefined {
    return this.#phrases;
  }
  set phrases(phrases: Phrases | undefined) {
    this.#phrases = phrases;
    this.#draw();
  }

  /** A BCP 47 tag; mirrors the attribute. */
  get locale(): string | null {
    return this.getAttribute('locale');
  }
  set locale(locale: string | null | undefined) {
    if (locale) this.setAttribute('locale', locale);
    else this.removeAttribute('locale');
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
    return mode ? { ...this.#theme, mode } : this.#theme;
  }

  #tell = (event: PorticoEvent): void => {
    const { type, ...detail } = event;
    this.dispatchEvent(new CustomEvent(`portico:${type}`, { detail, bubbles: true, composed: true }));
  };

  #draw(): void {
    if (!this.shadowRoot || !this.isConnected) return;
    this.#root ??= createRoot(this.shadowRoot);
    this.#root.render(
      <PorticoProvider
        key={this.#getToken ? 'open' : 'waiting'}
        baseUrl={this.getAttribute('base-url') ?? ownOrigin()}
        getToken={this.#getToken ?? never}
        locale={this.locale ?? undefined}
        phrases={this.#phrases}
        theme={this.#themeNow()}
        scope=":host"
      >
        <Integrations onEvent={this.#tell} />
      </PorticoProvider>,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'portico-integrations': PorticoIntegrations;
  }
}
