import { PorticoError } from '../core/portico-error.ts';

/** Something read from the server, as it stands for the screen. Data stays while it is read anew. */
export interface ResourceState<Data> {
  readonly data: Data | null;
  readonly error: PorticoError | null;
  readonly loading: boolean;
}

export interface Resource<Data> {
  subscribe(listener: () => void): () => void;
  getSnapshot(): ResourceState<Data>;
  /** Reads it anew; the latest reading wins. */
  load(): void;
  update(change: (data: Data) => Data): void;
}

export function createResource<Data>(read: () => Promise<Data>): Resource<Data> {
  const listeners = new Set<() => void>();
  let state: ResourceState<Data> = { data: null, error: null, loading: false };
  let latest = 0;

  function set(next: Partial<ResourceState<Data>>): void {
    state = { ...state, ...next };
    for (const listener of [...listeners]) listener();
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getSnapshot: () => state,
    load() {
      latest += 1;
      const mine = latest;
      set({ loading: true });
      read().then(
        (data) => {
          if (mine === latest) set({ data, error: null, loading: false });
        },
        (error: unknown) => {
          if (mine !== latest) return;
          if (!(error instanceof PorticoError)) throw error;
          set({ error: error.code === 'disposed' ? null : error, loading: false });
        },
      );
    },
    update(change) {
      if (state.data) set({ data: change(state.data) });
    },
  };
}
