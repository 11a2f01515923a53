import type { StepCheck } from '../core/connect-flow.ts';
import { createEmitter, type Emitter, type PorticoEvent } from '../core/events.ts';
import { PorticoError } from '../core/portico-error.ts';
import { type FrameSettings, type FromFrame, listenTo, packed, received, type ToFrame } from './messages.ts';

const PATIENCE_MS = 15_000;

/** Options of {@link mountFrame}. */
export interface FrameOptions extends FrameSettings {
  /** Where Portico is: `https://portico.example.com`. */
  baseUrl: string;
  /** Asks your backend for an embed token. */
  getToken: () => string | Promise<string>;
  /** What screen readers call the frame; “Integrations” without it. */
  title?: string;
  /** Asked before each step of the wizard is sent. */
  onStepValidate?: StepCheck;
  /** Somebody wants an app that is not in the plan. */
  onUpgrade?: (integration: string) => void;
  /** Hears every event. */
  onEvent?: (event: PorticoEvent) => void;
  /** Where in the tab somebody goes: keep it, and a reload comes back to it by `route`. */
  onRouteChange?: (path: string, how: { replace: boolean }) => void;
}

/** A mounted frame. */
export interface FrameMount {
  /** The frame itself: its height follows what is in it. */
  element: HTMLIFrameElement;
  /** The tab is there; rejects with a `PorticoError` (`frame_unavailable`) where it does not come. */
  ready: Promise<void>;
  /** Listens to one event, or to all (`*`); returns the function that ends it. */
  on: Emitter['on'];
  /** Changes language, look or place; what is left out stays. Nothing that is under way ends. */
  update(settings: FrameSettings): void;
  /** Takes the frame away, and everything that listens to it. */
  dispose(): void;
}

/** Where a redirect from an app came back to this page, the tab goes on with it. */
function returnedRoute(): string | undefined {
  const query = new URLSearchParams(location.search);
  const [connect, slug] = [query.get('portico_connect'), query.get('portico_integration')];
  return connect && slug ? `/${encodeURIComponent(slug)}/connect/${encodeURIComponent(connect)}` : undefined;
}

/**
 * The tab in a frame, for pages that let no script of others in: the same UI, talking to this page by messages between
 * exact origins. No cookie; the token stays in memory. A host's policy needs `frame-src https://portico.example.com`.
 *
 * @example
 * const tab = mountFrame(document.querySelector('#integrations'), { baseUrl: 'https://portico.example.com', getToken });
 * tab.on('connection.created', (event) => console.log(event.integration));
 */
export function mountFrame(container: Element, options: FrameOptions): FrameMount {
  const { baseUrl, getToken, title = 'Integrations', onStepValidate, onUpgrade, onEvent, onRouteChange } = options;
  const { locale, theme, phrases, prefill } = options;
  const { origin } = new URL(baseUrl);
  const emitter = createEmitter();
  let settings: FrameSettings = { locale, theme, phrases, prefill, route: returnedRoute() ?? options.route };

  const element = document.createElement('iframe');
  element.title = title;
  element.allow = 'clipboard-write';
  element.src = `${baseUrl.replace(/\/+$/, '')}/portal/frame?origin=${encodeURIComponent(location.origin)}`;
  for (const [name, value] of [
    ['display', 'block'],
    ['width', '100%'],
    ['height', '320px'],
    ['border', '0'],
  ] as const)
    element.style.setProperty(name, value);

  const post = (message: ToFrame) => element.contentWindow?.postMessage(packed(message), origin);
  const settle = () =>
    post({ kind: 'settings', settings, checks: onStepValidate !== undefined, upgrades: onUpgrade !== undefined });

  async function answer(asked: Extract<FromFrame, { kind: 'ask' }>): Promise<void> {
    const { id } = asked;
    try {
      if (asked.about === 'token') post({ kind: 'answer', id, token: await getToken() });
      else post({ kind: 'answer', id, refusal: (await onStepValidate?.(asked.step)) ?? undefined });
    } catch (error) {
      post({ kind: 'answer', id, failed: error instanceof Error ? error.message : 'failed' });
    }
  }

  let arrived: () => void = () => undefined;
  let missed: (error: PorticoError) => void = () => undefined;
  const ready = new Promise<void>((resolve, reject) => {
    arrived = resolve;
    missed = reject;
  });
  ready.catch(() => undefined);
  const timer = setTimeout(() => {
    const error = new PorticoError({
      code: 'frame_unavailable',
      message: 'The integrations could not be shown in this page.',
      remedy: `Check that ${location.origin} is among the allowed origins in Portico's console, and ${origin} in this page's frame-src.`,
    });
    missed(error);
    emitter.emit({ type: 'error', error });
  }, PATIENCE_MS);

  const unheard = listenTo<FromFrame>(
    () => element.contentWindow,
    origin,
    (message) => {
      if (message.kind === 'hello') {
        clearTimeout(timer);
        settle();
        arrived();
      }
      if (message.kind === 'ask') void answer(message);
      if (message.kind === 'height') element.style.setProperty('height', `${Math.ceil(message.height)}px`);
      if (message.kind === 'event') emitter.emit(received(message.event));
      if (message.kind === 'route') {
        settings = { ...settings, route: message.path };
        onRouteChange?.(message.path, { replace: message.replace });
      }
      if (message.kind === 'upgrade') onUpgrade?.(message.integration);
    },
  );
  if (onEvent) emitter.on('*', onEvent);
  container.append(element);

  return {
    element,
    ready,
    on: emitter.on,
    update(change) {
      settings = { ...settings, ...change };
      settle();
    },
    dispose() {
      clearTimeout(timer);
      unheard();
      emitter.dispose();
      element.remove();
    },
  };
}
