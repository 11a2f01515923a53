import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Match, MatchesPreview, Matching, MatchingView, MatchTarget } from '../../core/matching.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { createResource } from '../resource.ts';
import { useResource } from '../use-resource.ts';

const PAUSE_MS = 350;

/** Fields to match, as they stand on the screen. */
export interface MatchState {
  view: MatchingView;
  /** Those to match, in the order that they are shown in: what needs somebody first. */
  targets: MatchTarget[];
  matches: readonly Match[];
  /** Differs from what is used. */
  dirty: boolean;
  preview: MatchesPreview | null;
  /** A preview is under way. */
  trying: boolean;
  previewError: PorticoError | null;
  /** Puts a match in the place of the one of its field. */
  set(match: Match): void;
  remove(target: string): void;
  /** Back to what is used. */
  discard(): void;
  suggestionFor(target: string): MatchingView['suggestions'][number] | undefined;
  acceptAll(): void;
  /** Suggestions for fields that nothing is chosen for. */
  open: number;
}

export const matchFor = (matches: readonly Match[], target: string): Match | undefined =>
  matches.find((match) => match.target === target);

const isMatched = (match: Match | undefined): boolean => Boolean(match?.source ?? match?.byVendor);

/** Required fields that nothing is chosen for. */
export const missingIn = ({ targets, matches }: Pick<MatchState, 'targets' | 'matches'>): MatchTarget[] =>
  targets.filter(({ path, required }) => required && !isMatched(matchFor(matches, path)));

/** Where the app has taken a field away and it is known by what, that is chosen, to be confirmed by saving. */
const beginning = ({ matches, broken }: MatchingView): Match[] =>
  matches.map((match) => {
    const to = broken.find(({ target }) => target === match.target)?.to;
    return to ? { ...match, source: to } : match;
  });

function orderOf({ targets, matches, broken }: MatchingView): MatchTarget[] {
  const own = matches.filter(({ target }) => targets.every(({ path }) => path !== target));
  const rank = ({ path, required }: MatchTarget): number => {
    if (broken.some(({ target }) => target === path)) return 0;
    return required && !isMatched(matchFor(matches, path)) ? 1 : 2;
  };
  const all = [...targets, ...own.map(ownTarget)];
  return all.sort((one, other) => rank(one) - rank(other));
}

const ownTarget = ({ target, label }: Match): MatchTarget => ({
  path: target,
  label: label ?? target,
  required: false,
});

interface MatchingInput {
  matching: Matching;
  /** What was chosen before the page was left. */
  kept?: readonly Match[] | undefined;
  onEdit?: (matches: readonly Match[]) => void;
}

/** Reads what there is to match and tries each change a moment after it was made; the last one wins. */
export function useMatching({ matching, kept, onEdit }: MatchingInput) {
  const resource = useMemo(() => createResource(() => matching.read()), [matching]);
  const { data: view, error } = useResource(resource);
  const [edited, setEdited] = useState<readonly Match[] | null>(kept ?? null);
  const [tried, setTried] = useState<Pick<MatchState, 'preview' | 'trying' | 'previewError'>>({
    preview: null,
    trying: true,
    previewError: null,
  });
  const matches = useMemo(() => edited ?? (view ? beginning(view) : []), [edited, view]);
  const known = useMemo(() => (view ? orderOf(view) : []), [view]);
  const targets = useMemo(() => {
    const added = matches.filter(({ target }) => known.every(({ path }) => path !== target)).map(ownTarget);
    const isThere = ({ path }: MatchTarget) =>
      view?.targets.some((target) => target.path === path) || matchFor(matches, path) !== undefined;
    return [...known.filter(isThere), ...added];
  }, [known, matches, view]);

  const isRead = view !== null;
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isRead) return;
    const controller = new AbortController();
    setTried((now) => ({ ...now, trying: true }));
    const timer = setTimeout(
      () =>
        matching.preview(matches, controller.signal).then(
          (preview) => {
            if (!controller.signal.aborted) setTried({ preview, trying: false, previewError: null });
          },
          (failure: unknown) => {
            if (controller.signal.aborted || !(failure instanceof PorticoError)) return;
            setTried((now) => ({ ...now, trying: false, previewError: failure }));
          },
        ),
      isFirst.current ? 0 : PAUSE_MS,
    );
    isFirst.current = false;
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [matching, matches, isRead]);

  const told = useRef(onEdit);
  told.current = onEdit;
  const edit = useCallback((next: readonly Match[] | null) => {
    setEdited(next);
    if (next) told.current?.(next);
  }, []);
  const forget = useCallback(() => setEdited(null), []);

  if (!view) return { error, load: resource.load, state: null, forget };
  const suggestionFor = (target: string) => view.suggestions.find(({ match }) => match.target === target);
  const free = view.suggestions.filter(({ match }) => !isMatched(matchFor(matches, match.target)));
  const without = (target: string) => matches.filter((match) => match.target !== target);
  const state: MatchState = {
    ...{ view, targets, matches, ...tried, suggestionFor },
    dirty: JSON.stringify(matches) !== JSON.stringify(view.matches),
    open: free.length,
    set: (match) => edit([...without(match.target), match]),
    remove: (target) => edit(without(target)),
    discard: () => edit(null),
    acceptAll: () => {
      const taken = new Set(free.map(({ match }) => match.target));
      edit([...matches.filter(({ target }) => !taken.has(target)), ...free.map(({ match }) => match)]);
    },
  };
  return { error, load: resource.load, state, forget };
}
