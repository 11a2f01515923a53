'use client';

import { useEffect, useRef, useState } from 'react';
import { written } from '../../connectors/definition.ts';
import { JsonEditor } from '../../connectors/json-editor.tsx';
import { type JsonPath, lineAt, nodeAt, parseJson } from '../../connectors/json-nodes.ts';
import type { PlacedProblem } from '../../connectors/use-draft.ts';
import { problemsAt } from './part.ts';

interface JsonBlockProps {
  label: string;
  path: JsonPath;
  value: unknown;
  problems: readonly PlacedProblem[];
  onChange: (value: unknown) => void;
}

const noJump = null;

/** A part of the document that is written as JSON, with what is wrong at its lines. A text that is no JSON stays here. */
export function JsonBlock({ label, path, value, problems, onChange }: JsonBlockProps) {
  const [text, setText] = useState(() => written(value));
  const told = useRef(JSON.stringify(value));
  const now = JSON.stringify(value);
  useEffect(() => {
    if (told.current === now) return;
    told.current = now;
    setText(now === undefined ? '' : written(JSON.parse(now)));
  }, [now]);
  const parsed = parseJson(text);
  const marks = parsed.mistake
    ? [{ line: lineAt(text, parsed.mistake.at), message: parsed.mistake.message, severity: 'error' as const }]
    : problemsAt(problems, path).map(({ path: whole, message, severity }) => ({
        ...{ message, severity },
        line: lineAt(text, nodeAt(parsed.nodes, whole.slice(path.length))?.start ?? 0),
      }));
  const change = (next: string) => {
    setText(next);
    const read = parseJson(next);
    if (read.mistake) return;
    told.current = JSON.stringify(read.value);
    onChange(read.value);
  };
  return (
    <div className="flex flex-col gap-1.5" data-path={path.join('.')}>
      <span className="font-medium">{label}</span>
      <div className="flex h-80">
        <JsonEditor
          label={label}
          value={text}
          onChange={change}
          marks={marks}
          onCursor={() => undefined}
          goTo={noJump}
        />
      </div>
      {marks.length > 0 && (
        <ul className="flex flex-col gap-0.5 text-12 text-failed" role="status">
          {marks.map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              Line {line}: {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
