import type { InstallationView, SyncView } from './contract.ts';
import type { PorticoError } from './portico-error.ts';

/** What happens in the tab, by name. Each listener is handed the details with `type` added. */
export interface PorticoEvents {
  /** The session is open: vendor, customer and catalogue are known. */
  ready: { vendor: string; customer: string };
  'catalogue.viewed': { entries: number };
  'integration.viewed': { integration: string };
  'connect.started': { integration: string; reconnect: string | null };
  'connect.cancelled': { integration: string; reason: 'popup_closed' | 'by_user' };
  'connect.failed': { integration: string; code: string; sentence: string };
  'wizard.step': { integration: string; stage: string };
  /** An account was authorised; the questions may still be open. */
  'connection.created': { integration: string; account: string | null };
  'connection.reconnected': { integration: string; connection: string; account: string | null };
  'connection.removed': { installation: string };
  'installation.created': { integration: string; installation: InstallationView };
  'installation.updated': { installation: InstallationView };
  'installation.removed': { installation: string };
  /** One thing that an installation does was switched on, or off. */
  'flow.enabled': { installation: string; flow: string };
  'flow.disabled': { installation: string; flow: string };
  'sync.first_success': { installation: string; sync: SyncView };
  /** A call failed in a way that a person was told about. */
  error: { error: PorticoError };
  /**
   * For the developer of the page, not for its people: a theme that cannot be read (`theme_contrast`), phrases that are
   * missing in the language (`phrases_missing`) or that nothing is called by (`phrases_unknown`), a language that could
   * not be fetched (`phrases_unloaded`).
   */
  warning: { code: WarningCode; message: string };
}

/** What a `warning` is about. */
export type WarningCode = 'theme_contrast' | 'phrases_missing' | 'phrases_unknown' | 'phrases_unloaded';

/** The name of one event. */
export type PorticoEventName = keyof PorticoEvents;

type AnyEvent = { [Name in PorticoEventName]: { type: Name } & PorticoEvents[Name] }[PorticoEventName];

/** An event as a listener gets it: the details, and `type` to tell them apart. */
export type PorticoEvent<Name extends PorticoEventName = PorticoEventName> = Extract<AnyEvent, { type: Name }>;

export interface Emitter {
  on<Name extends PorticoEventName>(name: Name | '*', listener: (event: PorticoEvent<Name>) => void): () => void;
  emit(event: PorticoEvent): void;
  dispose(): void;
}

const isNamed = <Name extends PorticoEventName>(event: PorticoEvent, name: Name | '*'): event is PorticoEvent<Name> =>
  name === '*' || event.type === name;

/** A listener that throws is the host's mistake: it is reported as uncaught and stops nobody else. */
export function createEmitter(): Emitter {
  const listeners = new Set<(event: PorticoEvent) => void>();
  return {
    on(name, listener) {
      const entry = (event: PorticoEvent) => {
        if (isNamed(event, name)) listener(event);
      };
      listeners.add(entry);
      return () => void listeners.delete(entry);
    },
    emit(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          queueMicrotask(() => {
            throw error;
          });
        }
      }
    },
    dispose: () => listeners.clear(),
  };
}
