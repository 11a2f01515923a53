/** Where the tab's place is kept besides in memory. */
export interface Routing {
  /** The path to begin with; null: nowhere is said. */
  initial: string | null;
  /** One went on, back, or the place became another without a step. */
  tell(path: string, how: 'on' | 'back' | 'same'): void;
  /** Hears of places that were gone to from outside: the browser's own buttons, the host. */
  listen(listener: (path: string) => void): () => void;
}

/** In memory alone: the host's address and history are not touched. */
export const noRouting: Routing = { initial: null, tell: () => undefined, listen: () => () => undefined };

const MARK = '#portico';

const pathInAddress = (): string | null => {
  const { hash } = globalThis.location ?? { hash: '' };
  return hash.startsWith(`${MARK}/`) ? hash.slice(MARK.length) : null;
};

/** How many places of ours lie behind this one in the history. */
function depthNow(): number {
  const state: unknown = history.state;
  const depth = typeof state === 'object' && state !== null && 'porticoDepth' in state ? state.porticoDepth : 0;
  return typeof depth === 'number' ? depth : 0;
}

/** In the part of the address that is sent to nobody: `#portico/your-crm/connect`. Other fragments are left alone. */
export function hashRouting(): Routing {
  const write = (path: string, depth: number, how: 'pushState' | 'replaceState') =>
    history[how]({ ...Object(history.state), porticoDepth: depth }, '', MARK + path);
  return {
    initial: pathInAddress(),
    tell(path, how) {
      const depth = depthNow();
      if (pathInAddress() === path || (path === '/' && pathInAddress() === null && depth === 0)) return;
      if (how === 'on') write(path, depth + 1, 'pushState');
      else if (how === 'back' && depth > 0) history.back();
      else write(path, depth, 'replaceState');
    },
    listen(listener) {
      const hear = () => {
        const { hash } = location;
        if (hash === '' || hash.startsWith(MARK)) listener(pathInAddress() ?? '/');
      };
      window.addEventListener('popstate', hear);
      return () => window.removeEventListener('popstate', hear);
    },
  };
}

/** Told and heard by the host: it keeps the path in its own router. */
export interface HostRouting extends Routing {
  /** The host says where one is. */
  lead(path: string): void;
}

export function hostRouting(initial: string, onChange: (path: string, how: { replace: boolean }) => void): HostRouting {
  const listeners = new Set<(path: string) => void>();
  return {
    initial,
    tell: (path, how) => onChange(path, { replace: how !== 'on' }),
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lead(path) {
      for (const listener of listeners) listener(path);
    },
  };
}
