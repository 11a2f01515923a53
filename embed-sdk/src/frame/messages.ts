import type { Prefill, StepRefusal, StepToCheck } from '../core/connect-flow.ts';
import type { PorticoEvent } from '../core/events.ts';
import { PorticoError, type PorticoErrorParts } from '../core/portico-error.ts';
import type { Phrases } from '../react/phrases/en.ts';
import type { PorticoTheme } from '../react/theme/theme.ts';

/** What the tab in a frame is drawn by; sent when the frame is there, and again when the host changes it. */
export interface FrameSettings {
  /** A BCP 47 tag. */
  locale?: string;
  /** Accent, radius, font, mode, density. */
  theme?: PorticoTheme;
  /** Phrases to say differently, by name; `keys` shows the names. */
  phrases?: Phrases | 'keys';
  /** What your page knows already, by the integration's slug. */
  prefill?: Record<string, Prefill>;
  /** Where to begin, or to go: `/your-crm/connect`. */
  route?: string;
}

/** What the frame tells its host. */
export type FromFrame =
  | { kind: 'hello' }
  | { kind: 'ask'; id: number; about: 'token' }
  | { kind: 'ask'; id: number; about: 'step'; step: StepToCheck }
  | { kind: 'height'; height: number }
  | { kind: 'event'; event: SentEvent }
  | { kind: 'route'; path: string; replace: boolean }
  | { kind: 'upgrade'; integration: string };

/** What the host tells the frame. */
export type ToFrame =
  | { kind: 'settings'; settings: FrameSettings; checks: boolean; upgrades: boolean }
  | { kind: 'answer'; id: number; token?: string; refusal?: StepRefusal; failed?: string };

/** An event on its way: an error does not travel with all that it says. */
export type SentEvent = Exclude<PorticoEvent, { type: 'error' }> | { type: 'error'; error: PorticoErrorParts };

const VERSION = 1;

/** Packs a message: others travel between the same two windows. */
export const packed = (message: FromFrame | ToFrame): object => ({ portico: VERSION, ...message });

const isMessage = (data: unknown): data is { portico: number; kind: string } =>
  typeof data === 'object' && data !== null && 'portico' in data && data.portico === VERSION && 'kind' in data;

/**
 * Hears messages of exactly this window at exactly this origin; returns the function that ends it. Both ends are built
 * from this file, and a frame is never older than its server: a kind that is not known is passed over.
 */
export function listenTo<Message extends FromFrame | ToFrame>(
  source: () => Window | null,
  origin: string,
  hear: (message: Message) => void,
): () => void {
  const onMessage = (event: MessageEvent) => {
    if (event.source === null || event.source !== source() || event.origin !== origin || !isMessage(event.data)) return;
    hear(event.data as never);
  };
  window.addEventListener('message', onMessage);
  return () => window.removeEventListener('message', onMessage);
}

export function sendable(event: PorticoEvent): SentEvent {
  if (event.type !== 'error') return event;
  const { code, message, remedy, requestId, field, status } = event.error;
  const more = { remedy: remedy ?? undefined, requestId: requestId ?? undefined, field: field ?? undefined };
  return { type: 'error', error: { code, message, status, ...more } };
}

export const received = (event: SentEvent): PorticoEvent =>
  event.type === 'error' ? { type: 'error', error: new PorticoError(event.error) } : event;
