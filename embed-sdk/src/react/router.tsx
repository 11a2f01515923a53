import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { ConnectTarget } from './tab-store.ts';

/** Where in the tab one is. Held in memory: the host's address and history are never written. */
export type Route =
  | { name: 'catalogue' }
  | { name: 'integration'; slug: string }
  | ({ name: 'connect' } & ConnectTarget);

export interface Router {
  route: Route;
  /** Whether there is a place to go back to. */
  canGoBack: boolean;
  /** Goes on; `from` is the `data-pt-focus` of what was pressed, where the focus returns to on the way back. */
  go(route: Route, from?: string): void;
  back(): void;
  /** The screen became another in place: its heading takes the focus. */
  refocus(): void;
  /** Goes to where one would be after going back, or to `otherwise` where there is nothing behind. */
  leaveTo(otherwise: Route): void;
}

interface Place {
  route: Route;
  from: string | null;
}

interface Arrival {
  /** Counts the changes of place: at 0 the page has just loaded, and its focus is the host's. */
  count: number;
  /** What to give the focus to instead of the heading. */
  focus: string | null;
}

const RouterContext = createContext<(Router & { arrival: Arrival }) | null>(null);

export function useRouter(): Router {
  const router = useContext(RouterContext);
  if (!router) throw new Error('Screens are drawn inside <RouterProvider>.');
  return router;
}

export function RouterProvider({ initial, children }: { initial: Route; children: (route: Route) => ReactNode }) {
  const [{ places, arrival }, move] = useState<{ places: Place[]; arrival: Arrival }>({
    places: [{ route: initial, from: null }],
    arrival: { count: 0, focus: null },
  });
  const route = places.at(-1)?.route ?? initial;
  const router = useMemo(() => {
    const back = (otherwise?: Route) =>
      move((now) => {
        const focus = now.places.at(-1)?.from ?? null;
        const places = now.places.slice(0, -1);
        if (places.length === 0 && otherwise) places.push({ route: otherwise, from: null });
        return places.length === 0 ? now : { places, arrival: { count: now.arrival.count + 1, focus } };
      });
    return {
      route,
      arrival,
      canGoBack: places.length > 1,
      back: () => back(),
      leaveTo: back,
      refocus: () => move((now) => ({ ...now, arrival: { count: now.arrival.count + 1, focus: null } })),
      go: (next: Route, from?: string) =>
        move((now) => ({
          places: [...now.places, { route: next, from: from ?? null }],
          arrival: { count: now.arrival.count + 1, focus: null },
        })),
    };
  }, [route, places, arrival]);
  return <RouterContext.Provider value={router}>{children(route)}</RouterContext.Provider>;
}

export interface ScreenHeadingProps {
  className: string;
  part?: string;
  children: ReactNode;
}

/**
 * The heading of a screen. Takes the focus when its screen is arrived at, so that keyboard and screen reader are where
 * the eye is; on the way back the focus returns to what was pressed.
 */
export function ScreenHeading({ className, part = 'title', children }: ScreenHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const arrival = useContext(RouterContext)?.arrival;
  useLayoutEffect(() => {
    if (!arrival?.count) return;
    const pressed = arrival.focus
      ? heading.current?.closest('.pt-root')?.querySelector(`[data-pt-focus="${CSS.escape(arrival.focus)}"]`)
      : null;
    if (pressed instanceof HTMLElement) pressed.focus();
    else heading.current?.focus();
  }, [arrival]);
  return (
    <h2 className={className} part={part} tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}
