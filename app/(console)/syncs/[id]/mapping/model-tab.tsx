'use client';

import { useQuery } from '@tanstack/react-query';
import { Callout } from '#app/ui/callout.tsx';
import { Field } from '#app/ui/field.tsx';
import { TextArea } from '#app/ui/input.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { useTRPC } from '../../../data/trpc.ts';
import { written } from '../../../integrations/connectors/definition.ts';
import { ChoiceField } from '../../../integrations/connectors/form-field.tsx';
import { Suggestions } from './suggestions.tsx';
import type { MappingDraft } from './use-mapping.ts';

const example = `{
  "type": "object",
  "properties": {
    "email": { "type": "string", "title": "E-mail" },
    "name": { "type": "string" }
  },
  "required": ["email"]
}`;

/** What the vendor's product wants: with it, the mapping is held against both ends. */
export function ModelTab({ draft }: { draft: MappingDraft }) {
  const trpc = useTRPC();
  const models = useQuery(trpc.models.list.queryOptions({}, { staleTime: Number.POSITIVE_INFINITY }));
  const choose = (name: string) => {
    const model = models.data?.items.find((one) => one.name === name);
    if (model) draft.setTargetText(written(model.schema));
  };
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-3">
        <p className="max-w-[72ch] text-muted">
          The shape of a record as your product wants it. Types are then converted, required fields looked after, and a
          change of the model tells what does not fit any more. Without one, anything goes.
        </p>
        <ChoiceField
          label="Begin with a model that apps share"
          value=""
          choices={[
            { value: '', label: 'Choose…' },
            ...(models.data?.items ?? []).map(({ name, label }) => ({ value: name, label: `${name}: ${label}` })),
          ]}
          onChoose={choose}
        />
        <Field
          label="Your model as a JSON Schema"
          optional
          help={draft.targets.length > 0 && `${countWords(draft.targets.length, 'field')} found in it.`}
          error={draft.targetMistake}
        >
          {(ids) => (
            <TextArea
              {...ids}
              rows={20}
              spellCheck={false}
              className="font-mono text-12"
              placeholder={example}
              value={draft.targetText}
              onChange={(event) => draft.setTargetText(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        {draft.document ? (
          <Suggestions draft={draft} document={draft.document} />
        ) : (
          <Callout tone="attention" title="The JSON of the mapping has a mistake." text="Mend it under Fields first." />
        )}
      </div>
    </div>
  );
}
