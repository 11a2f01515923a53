'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../../data/trpc.ts';
import {
  type Abilities,
  type ConnectorView,
  type Definition,
  isObject,
  type OwnConnector,
  type Problem,
  written,
} from './definition.ts';
import type { Mark } from './json-editor.tsx';
import { lineAt, nodeAt, parseJson } from './json-nodes.ts';

const checkAfterMs = 400;

/** A problem with the line that it is in. */
export interface PlacedProblem extends Problem {
  line: number;
}

/** The text that is being written, what it says, and what is wrong with it: the form and the JSON are two views of it. */
export function useDraft(view: ConnectorView, own: OwnConnector) {
  const trpc = useTRPC();
  const [text, setText] = useState(() => written(own.draft));
  const [saved, setSaved] = useState({ text, at: own.savedAt });
  const parsed = useMemo(() => parseJson(text), [text]);
  const definition = parsed.mistake === undefined && isObject(parsed.value) ? parsed.value : null;
  const [found, setFound] = useState<{ problems: Problem[]; abilities: Abilities | null }>({
    problems: own.problems,
    abilities: view.abilities,
  });

  const check = useMutation(trpc.connectors.check.mutationOptions());
  const { mutateAsync } = check;
  const asked = useRef(text);
  useEffect(() => {
    if (asked.current === text || !definition) return;
    const timer = setTimeout(() => {
      asked.current = text;
      mutateAsync({ definition }).then(
        (answer) => {
          // An answer about a text that has changed meanwhile is about nothing.
          if (asked.current === text) setFound(answer);
        },
        () => undefined,
      );
    }, checkAfterMs);
    return () => clearTimeout(timer);
  }, [text, definition, mutateAsync]);

  const isChanged = text !== saved.text;
  useEffect(() => {
    if (!isChanged) return;
    // The browser asks in its own words before what is not saved is lost.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);

  const problems = useMemo((): PlacedProblem[] => {
    if (parsed.mistake) {
      const { message, at } = parsed.mistake;
      return [{ path: [], message, severity: 'error', line: lineAt(text, at) }];
    }
    if (!isObject(parsed.value))
      return [{ path: [], message: 'A connector is an object: { "name": … }.', severity: 'error', line: 1 }];
    return found.problems.map((problem) => ({
      ...problem,
      line: lineAt(text, nodeAt(parsed.nodes, problem.path)?.start ?? 0),
    }));
  }, [parsed, text, found]);

  return {
    text,
    setText,
    nodes: parsed.nodes,
    /** Null while the JSON has a mistake. */
    definition,
    change: (next: Definition) => setText(written(next)),
    problems,
    marks: problems satisfies Mark[],
    abilities: found.abilities,
    isChecking: check.isPending,
    isChanged,
    savedAt: saved.at,
    noteSaved: (at: string) => setSaved({ text, at }),
    /** Another draft came from the server. */
    load: (draft: Definition, at: string) => {
      setText(written(draft));
      setSaved({ text: written(draft), at });
    },
  };
}

export type Draft = ReturnType<typeof useDraft>;
