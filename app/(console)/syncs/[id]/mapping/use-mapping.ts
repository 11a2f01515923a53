'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTRPC } from '../../../data/trpc.ts';
import { type Definition, isObject, written } from '../../../integrations/connectors/definition.ts';
import { lineAt, nodeAt, parseJson } from '../../../integrations/connectors/json-nodes.ts';
import type { PlacedProblem } from '../../../integrations/connectors/use-draft.ts';
import {
  type CheckedMapping,
  emptyMapping,
  type MappingProblem,
  type MappingView,
  placeOf,
} from './mapping-document.ts';

const checkAfterMs = 400;

/** The mapping that is being written and the model that it is for; the server says what it means and what is wrong. */
export function useMapping(syncId: string, view: MappingView) {
  const trpc = useTRPC();
  const [text, setText] = useState(() => written(view.current?.document ?? emptyMapping));
  const [targetText, setTargetText] = useState(() => (view.current?.target ? written(view.current.target) : ''));
  const [saved, setSaved] = useState({ text, targetText });
  const parsed = useMemo(() => parseJson(text), [text]);
  const document = parsed.mistake === undefined && isObject(parsed.value) ? parsed.value : null;
  const target = useMemo(() => readTarget(targetText), [targetText]);
  const [checked, setChecked] = useState<CheckedMapping | null>(null);

  const check = useMutation(trpc.mappings.check.mutationOptions());
  const { mutateAsync } = check;
  const asked = useRef('');
  useEffect(() => {
    const question = `${text}\n${targetText}`;
    if (asked.current === question || !document || target.mistake !== undefined) return;
    const timer = setTimeout(
      () => {
        asked.current = question;
        mutateAsync({ id: syncId, document, target: target.schema }).then(
          // An answer about a text that has changed meanwhile is about nothing.
          (answer) => asked.current === question && setChecked((before) => withSentences(answer, before)),
          () => undefined,
        );
      },
      asked.current === '' ? 0 : checkAfterMs,
    );
    return () => clearTimeout(timer);
  }, [text, targetText, document, target, mutateAsync, syncId]);

  const isChanged = text !== saved.text || targetText !== saved.targetText;
  useEffect(() => {
    if (!isChanged) return;
    // The browser asks in its own words before what is not saved is lost.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);

  const found: MappingProblem[] = checked?.problems ?? view.problems;
  const problems = useMemo((): PlacedProblem[] => {
    if (parsed.mistake) {
      const { message, at } = parsed.mistake;
      return [{ path: [], message, severity: 'error', line: lineAt(text, at) }];
    }
    if (!isObject(parsed.value))
      return [
        { path: [], message: 'A mapping is an object: { "mapping": 1, "fields": [ … ] }.', severity: 'error', line: 1 },
      ];
    const { value, nodes } = parsed;
    return found.map((problem) => {
      const node = nodeAt(nodes, placeOf(problem, value));
      const { message, remedy, severity } = problem;
      return { path: [], message: `${message} ${remedy}`, severity, line: lineAt(text, node?.start ?? 0) };
    });
  }, [parsed, text, found]);

  return {
    syncId,
    text,
    setText,
    nodes: parsed.nodes,
    /** Null while the JSON has a mistake. */
    document,
    change: (next: Definition) => setText(written(next)),
    targetText,
    setTargetText,
    /** Undefined while the JSON of the model has a mistake. */
    target: target.schema,
    targetMistake: target.mistake,
    targets: checked?.targets ?? view.targets,
    source: view.source,
    sentences: new Map((checked?.sentences ?? view.current?.sentences ?? []).map((one) => [one.field, one.sentence])),
    /** As the server says them, by field. */
    found,
    /** The same with their lines. */
    problems,
    checked,
    isChecking: check.isPending,
    isChanged,
    noteSaved: () => setSaved({ text, targetText }),
  };
}

export type MappingDraft = ReturnType<typeof useMapping>;

/** What can't be read has no sentences: those of before say of the other fields what they still do. */
const withSentences = (answer: CheckedMapping, before: CheckedMapping | null): CheckedMapping =>
  answer.remap === null && before ? { ...answer, sentences: before.sentences } : answer;

type ReadTarget = { schema: Definition | null; mistake?: undefined } | { schema?: undefined; mistake: string };

function readTarget(text: string): ReadTarget {
  if (text.trim() === '') return { schema: null };
  const parsed = parseJson(text);
  if (parsed.mistake) return { mistake: `Line ${lineAt(text, parsed.mistake.at)}: ${parsed.mistake.message}` };
  return isObject(parsed.value) ? { schema: parsed.value } : { mistake: 'A model is a JSON Schema of an object.' };
}
