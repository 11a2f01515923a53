import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { pathOf, type Route, routeOf, type WizardProgress } from './route.ts';
import { noRouting, type Routing } from './routing.ts';

export interface Router {
  route: Route;
  /** Whether there is a place to go back to. */
  canGoBack: boolean;
  /** Goes on; `from` is the `data-pt-focus` of what was pressed, where the focus returns to on the way back. */
  go(route: Route, from?: string): void;
  back(): void;
  /** The screen became another in place: its heading takes the focus. */
  refocus(): void;
  /** The wizard came to another step: a link to this place leads there. */
  progress(progress: WizardProgress): void;
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
  /** How one came. */
  how: 'on' | 'back' | 'same';
}

interface State {
  places: Place[];
  arrival: Arrival;
}

const went = (now: State, how: Arrival['how'], focus: string | null = null): Arrival => ({
  count: now.arrival.count + 1,
  focus,
  how,
});

/** One place back; from the first one to `otherwise`, or nowhere. */
function backFrom(now: State, otherwise?: Route): State {
  const focus = now.places.at(-1)?.from ?? null;
  const places = now.places.slice(0, -1);
  if (places.length === 0 && otherwise) places.push({ route: otherwise, from: null });
  return places.length === 0 ? now : { places, arrival: went(now, 'back', focus) };
}

const onFrom = (now: State, route: Route, from: string | null = null): State => ({
  places: [...now.places, { route, from }],
  arrival: went(now, 'on'),
});

/** The same wizard, further on: what is kept in the address is the place, and nothing is arrived at. */
function progressFrom(now: State, progress: WizardProgress): State {
  const place = now.places.at(-1);
  if (place?.route.name !== 'connect') return now;
  const route: Route = { ...place.route, progress };
  if (pathOf(route) === pathOf(place.route)) return now;
  return { places: [...now.places.slice(0, -1), { ...place, route }], arrival: { ...now.arrival, how: 'same' } };
}

/** The screen of `left` is over: one place back, unless somebody has gone elsewhere meanwhile. */
function leftFrom(now: State, left: Route, otherwise: Route): State {
  const here = now.places.at(-1)?.route;
  const slugOf = (route: Route) => ('slug' in route ? route.slug : '');
  const isThere = here === undefined || (here.name === left.name && slugOf(here) === slugOf(left));
  return isThere ? backFrom(now, otherwise) : now;
}

/** Somebody went to a place from outside: back, if it is the one before. */
function ledFrom(now: State, path: string): State {
  const [before, here] = [now.places.at(-2), now.places.at(-1)];
  if (here && pathOf(here.route) === path) return now;
  return before && pathOf(before.route) === path ? backFrom(now) : onFrom(now, routeOf(path));
}

const RouterContext = createContext<(Router & { arrival: Arrival }) | null>(null);

export function useRouter(): Router {
  const router = useContext(RouterContext);
  if (!router) throw new Error('Screens are drawn inside <RouterProvider>.');
  return router;
}

export interface RouterProviderProps {
  initial: Route;
  /** Where the place is kept besides in memory. */
  routing?: Routing;
  children: (route: Route) => ReactNode;
}

export function RouterProvider({ initial, routing = noRouting, children }: RouterProviderProps) {
  const [state, move] = useState<State>({
    places: [{ route: initial, from: null }],
    arrival: { count: 0, focus: null, how: 'same' },
  });
  const { places, arrival } = state;
  const route = places.at(-1)?.route ?? initial;
  const path = pathOf(route);
  const { how } = arrival;
  const told = useRef(path);
  useEffect(() => {
    if (told.current === path) return;
    told.current = path;
    routing.tell(path, how);
  }, [path, how, routing]);
  useEffect(
    () =>
      routing.listen((led) => {
        told.current = pathOf(routeOf(led));
        move((now) => ledFrom(now, told.current));
      }),
    [routing],
  );

  const router = useMemo(
    () => ({
      route,
      arrival,
      canGoBack: places.length > 1,
      back: () => move((now) => backFrom(now)),
      leaveTo: (otherwise: Route) => move((now) => leftFrom(now, route, otherwise)),
      refocus: () => move((now) => ({ ...now, arrival: { ...went(now, 'same') } })),
      progress: (progress: WizardProgress) => move((now) => progressFrom(now, progress)),
      go: (next: Route, from?: string) => move((now) => onFrom(now, next, from)),
    }),
    [route, places, arrival],
  );
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
  // By the count: a step within the screen is no arrival, and its own heading has the focus.
  const { count = 0, focus = null } = useContext(RouterContext)?.arrival ?? {};
  useLayoutEffect(() => {
    if (count === 0) return;
    const pressed = focus
      ? heading.current?.closest('.pt-root')?.querySelector(`[data-pt-focus="${CSS.escape(focus)}"]`)
      : null;
    if (pressed instanceof HTMLElement) pressed.focus();
    else heading.current?.focus();
  }, [count, focus]);
  return (
    <h2 className={className} part={part} tabIndex={-1} ref={heading}>
      {children}
    </h2>
  );
}
