'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { toldError } from '../../../data/told-error.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { type Definition, isObject, written } from '../../connectors/definition.ts';
import { type JsonPath, lineAt, nodeAt, parseJson } from '../../connectors/json-nodes.ts';
import type { PlacedProblem } from '../../connectors/use-draft.ts';
import type { IntegrationDetail, Problem } from '../integration-detail.ts';
import { backTo, beginHistory, forthTo, noted } from './history.ts';

const saveAfterMs = 700;

/** `syncs.0.target` as a path: what is only digits is a place in a list. */
export const pathOf = (field: string): JsonPath =>
  field === '' ? [] : field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/**
 * The draft that is written: form and JSON are two views of its text. It is saved by itself a moment after the last
 * change, and what is wrong with it comes back with that; nobody else's work is written over.
 */
export function useComposer(detail: IntegrationDetail) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [history, setHistory] = useState(() => beginHistory(written(detail.draft)));
  const text = history.now;
  const [saved, setSaved] = useState({ text, at: detail.draftAt });
  const [found, setFound] = useState<Problem[]>(detail.problems);
  const parsed = useMemo(() => parseJson(text), [text]);
  const definition = parsed.mistake === undefined && isObject(parsed.value) ? parsed.value : null;

  const setText = useCallback((next: string) => setHistory((known) => noted(known, next, Date.now())), []);
  const save = useMutation(trpc.integrations.saveDraft.mutationOptions());
  const { mutateAsync } = save;
  const refused = save.error ? toldError(save.error) : null;
  const saving = useRef(false);
  const send = useCallback(
    async (basedOn: string | undefined) => {
      if (!definition || saving.current) return;
      saving.current = true;
      try {
        const { savedAt, problems } = await mutateAsync({ slug: detail.slug, definition, ...(basedOn && { basedOn }) });
        setSaved({ text, at: savedAt });
        setFound(problems);
        await Promise.all([
          queries.invalidateQueries(trpc.integrations.get.pathFilter()),
          queries.invalidateQueries(trpc.integrations.preview.pathFilter()),
          queries.invalidateQueries(trpc.integrationVersions.affected.pathFilter()),
        ]);
      } catch {
        // Told beside the draft: `refused`.
      } finally {
        saving.current = false;
      }
    },
    [definition, mutateAsync, detail.slug, text, queries, trpc],
  );

  const isChanged = text !== saved.text;
  const isBlocked = refused !== null;
  const tried = useRef(saved.text);
  useEffect(() => {
    if (!isChanged || !definition || save.isPending) return;
    // What was refused is not sent again until something else is written, or somebody decides.
    if (isBlocked && (tried.current === text || refused?.code === 'conflict')) return;
    const timer = setTimeout(() => {
      tried.current = text;
      void send(saved.at);
    }, saveAfterMs);
    return () => clearTimeout(timer);
  }, [isChanged, definition, save.isPending, isBlocked, refused?.code, text, saved.at, send]);

  useEffect(() => {
    if (!isChanged) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);

  // Whoever leaves the page before the moment is over has it saved on the way.
  const leaving = useRef<() => void>(() => undefined);
  useEffect(() => {
    leaving.current = () => {
      if (isChanged && !isBlocked) void send(saved.at);
    };
  });
  useEffect(() => () => leaving.current(), []);

  // A version was brought back as the draft, or somebody else wrote: where nothing is lost by it, theirs is shown.
  const isNewer = detail.draftAt > saved.at && !isChanged && !save.isPending;
  useEffect(() => {
    if (!isNewer) return;
    const theirs = written(detail.draft);
    setHistory((known) => noted(known, theirs, 0));
    setSaved({ text: theirs, at: detail.draftAt });
    setFound(detail.problems);
  }, [isNewer, detail]);

  const problems = useMemo((): PlacedProblem[] => {
    if (parsed.mistake) {
      const { message, at } = parsed.mistake;
      return [{ path: [], message, severity: 'error', line: lineAt(text, at) }];
    }
    if (!isObject(parsed.value))
      return [{ path: [], message: 'The draft is an object: { "syncs": … }.', severity: 'error', line: 1 }];
    return found.map(({ field, message, remedy, severity }) => {
      const path = pathOf(field);
      return {
        ...{ path, severity, message: `${message} ${remedy}` },
        line: lineAt(text, nodeAt(parsed.nodes, path)?.start ?? 0),
      };
    });
  }, [parsed, text, found]);

  const { reset } = save;
  const load = (draft: Definition, at: string) => {
    setHistory((known) => noted(known, written(draft), 0));
    setSaved({ text: written(draft), at });
    reset();
  };

  return {
    text,
    setText,
    nodes: parsed.nodes,
    /** Null while the JSON has a mistake. */
    definition,
    change: useCallback((next: Definition) => setText(written(next)), [setText]),
    problems,
    isChanged,
    isSaving: save.isPending,
    savedAt: saved.at,
    refused,
    saveNow: () => send(saved.at),
    /** Whatever somebody else has saved meanwhile. */
    saveAnyway: () => send(undefined),
    /** What was read from the server takes the place of what is written. */
    load,
    canUndo: history.back.length > 0,
    canRedo: history.forth.length > 0,
    undo: () => setHistory(backTo),
    redo: () => setHistory(forthTo),
  };
}

export type Composer = ReturnType<typeof useComposer>;
