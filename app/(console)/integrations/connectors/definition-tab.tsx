'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { useTRPC } from '../../data/trpc.ts';
import { DefinitionForm } from './definition-form.tsx';
import { JsonEditor } from './json-editor.tsx';
import { ProblemList } from './problem-list.tsx';
import { SchemaHelp } from './schema-help.tsx';
import type { Draft } from './use-draft.ts';

const large = 500_000;

/** The form and the JSON side by side: a change in one is a change in the other. */
export function DefinitionTab({ draft }: { draft: Draft }) {
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const [cursor, setCursor] = useState(0);
  const trpc = useTRPC();
  const schema = useQuery(trpc.connectors.schema.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        {draft.definition ? (
          <DefinitionForm definition={draft.definition} onChange={draft.change} problems={draft.problems} />
        ) : (
          <Callout
            tone="failed"
            title={`The JSON has a mistake in line ${draft.problems[0]?.line ?? 1}.`}
            text={`${draft.problems[0]?.message ?? ''} The form comes back when it is mended.`}
          />
        )}
      </div>
      <div className="flex h-[40rem] min-w-0 flex-col gap-3 lg:sticky lg:top-0 lg:h-[calc(100dvh-14rem)]">
        {draft.text.length > large && (
          <p className="text-12 text-faint">
            This definition is large ({(draft.text.length / 1_048_576).toFixed(1)} MB): each change takes a moment.
          </p>
        )}
        <JsonEditor
          label="Definition as JSON"
          value={draft.text}
          onChange={draft.setText}
          marks={draft.marks}
          onCursor={setCursor}
          goTo={goTo}
        />
        <SchemaHelp schema={schema.data} whole="the connector" nodes={draft.nodes} cursor={cursor} />
        <ProblemList problems={draft.problems} busy={draft.isChecking} onGo={(line) => setGoTo({ line })} />
      </div>
    </div>
  );
}
