import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectFlow } from '../../core/connect-flow.ts';
import type { Option } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';

const TYPING_PAUSE_MS = 200;

export interface LiveOptions {
  options: Option[];
  /** What `options` was found by. */
  search: string;
  more: boolean;
  status: 'idle' | 'loading' | 'loading_more' | 'ready' | 'failed';
  error: PorticoError | null;
}

const empty: LiveOptions = { options: [], search: '', more: false, status: 'idle', error: null };

/** Live choices, a page at a time: the last search wins, and leaving ends what is under way. */
/** `inside`: the folder that is open, where the choices are files. */
export function useOptions(flow: ConnectFlow, name: string, inside?: string) {
  const [state, setState] = useState(empty);
  const underWay = useRef<AbortController | null>(null);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const cursor = useRef<string | null>(null);

  const stop = useCallback(() => {
    clearTimeout(pause.current);
    underWay.current?.abort();
  }, []);
  useEffect(() => stop, [stop]);

  const read = useCallback(
    (search: string, page: string | null) => {
      stop();
      const controller = new AbortController();
      underWay.current = controller;
      setState((now) => ({ ...now, status: page ? 'loading_more' : 'loading', error: null }));
      flow.options(name, { search, cursor: page, inside, signal: controller.signal }).then(
        (answer) => {
          if (controller.signal.aborted) return;
          cursor.current = answer.nextCursor;
          setState((now) => ({
            options: page ? [...now.options, ...answer.options] : answer.options,
            search,
            more: answer.nextCursor !== null,
            status: 'ready',
            error: null,
          }));
        },
        (error: unknown) => {
          if (controller.signal.aborted || !(error instanceof PorticoError)) return;
          setState((now) => ({ ...now, status: 'failed', error }));
        },
      );
    },
    [flow, name, inside, stop],
  );

  const search = useCallback(
    (text: string) => {
      stop();
      setState((now) => ({ ...now, status: 'loading' }));
      pause.current = setTimeout(() => read(text, null), TYPING_PAUSE_MS);
    },
    [read, stop],
  );
  const first = useCallback(() => read('', null), [read]);
  const more = useCallback(() => read(state.search, cursor.current), [read, state.search]);
  return { live: state, first, search, more };
}
