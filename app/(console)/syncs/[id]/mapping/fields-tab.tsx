'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Callout } from '#app/ui/callout.tsx';
import { useTRPC } from '../../../data/trpc.ts';
import { JsonEditor } from '../../../integrations/connectors/json-editor.tsx';
import { ProblemList } from '../../../integrations/connectors/problem-list.tsx';
import { SchemaHelp } from '../../../integrations/connectors/schema-help.tsx';
import { MappingFields } from './mapping-fields.tsx';
import type { MappingDraft } from './use-mapping.ts';

/** The form and the JSON side by side: a change in one is a change in the other. */
export function FieldsTab({ draft }: { draft: MappingDraft }) {
  const trpc = useTRPC();
  const schema = useQuery(trpc.mappings.schema.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const [cursor, setCursor] = useState(0);
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-4">
        {draft.document ? (
          <MappingFields draft={draft} document={draft.document} />
        ) : (
          <Callout
            tone="failed"
            title={`The JSON has a mistake in line ${draft.problems[0]?.line ?? 1}.`}
            text={`${draft.problems[0]?.message ?? ''} The form comes back when it is mended.`}
          />
        )}
      </div>
      <div className="flex h-[36rem] min-w-0 flex-col gap-3 lg:sticky lg:top-0 lg:h-[calc(100dvh-14rem)]">
        <JsonEditor
          label="Mapping as JSON"
          value={draft.text}
          onChange={draft.setText}
          marks={draft.problems}
          onCursor={setCursor}
          goTo={goTo}
        />
        <SchemaHelp schema={schema.data} whole="the mapping" nodes={draft.nodes} cursor={cursor} />
        <ProblemList problems={draft.problems} busy={draft.isChecking} onGo={(line) => setGoTo({ line })} />
      </div>
    </div>
  );
}
