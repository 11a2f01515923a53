'use client';

import { useId, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { countWords } from '#app/ui/number-words.ts';
import { Section } from '#app/ui/section.tsx';
import type { Definition } from '../../../integrations/connectors/definition.ts';
import { FieldRow } from './field-row.tsx';
import { fieldsIn, targetOf, withField, withMoreFields } from './mapping-document.ts';
import type { MappingDraft } from './use-mapping.ts';

interface MappingFieldsProps {
  draft: MappingDraft;
  document: Definition;
}

/** The fields as sentences, each opened to be changed; what is more than a field is said, and written in the JSON. */
export function MappingFields({ draft, document }: MappingFieldsProps) {
  const [open, setOpen] = useState<number | null>(null);
  const id = useId();
  const lists = { source: `${id}-source`, target: `${id}-target` };
  const fields = fieldsIn(document);
  const named = new Set(fields.map(targetOf));
  const missing = draft.targets.filter(({ path }) => !named.has(path));
  const others = [...draft.sentences].filter(([field]) => !named.has(field));
  const add = (more: Definition[]) => {
    draft.change(withMoreFields(document, more));
    if (more.length === 1) setOpen(fields.length);
  };
  const elsewhere = draft.found.filter(({ field }) => !named.has(field) && !missing.some(({ path }) => path === field));
  return (
    <>
      <datalist id={lists.source}>
        {draft.source.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </datalist>
      <datalist id={lists.target}>
        {draft.targets.map(({ path, label }) => (
          <option key={path} value={path}>
            {label}
          </option>
        ))}
      </datalist>
      {elsewhere.map(({ field, message, remedy, severity }) => (
        <Callout
          key={`${field} ${message}`}
          tone={severity === 'error' ? 'failed' : 'attention'}
          title={message}
          text={remedy}
        />
      ))}
      <Section
        title="Fields"
        note={fields.length > 0 && countWords(fields.length, 'field')}
        actions={
          <Button size="small" onClick={() => add([{ target: '', from: { path: '' } }])}>
            Add a field
          </Button>
        }
      >
        {fields.length === 0 && (
          <div className="flex flex-col items-start gap-2 px-4 py-3">
            <p className="text-muted">
              No field yet: records would be empty. Begin with the app’s own fields, and change what your product wants
              otherwise.
            </p>
            <Button
              size="small"
              disabled={draft.source.length === 0}
              onClick={() => add(draft.source.map(({ name }) => ({ target: name, from: { path: name } })))}
            >
              Begin with {countWords(draft.source.length, 'field')} of the app
            </Button>
          </div>
        )}
        <ul>
          {fields.map((field, index) => (
            <FieldRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a field is its place: its name is being typed
              key={index}
              field={field}
              sentence={draft.sentences.get(targetOf(field))}
              problems={draft.found.filter((one) => one.field !== '' && one.field === targetOf(field))}
              open={open === index}
              onOpen={() => setOpen(open === index ? null : index)}
              onChange={(next) => draft.change(withField(document, index, next))}
              onRemove={() => {
                setOpen(null);
                draft.change(withField(document, index, undefined));
              }}
              lists={lists}
            />
          ))}
        </ul>
      </Section>
      {missing.length > 0 && (
        <Section title="Not mapped yet" note="Fields of your model without a place that they come from">
          <ul>
            {missing.map(({ path, label, required }) => (
              <li key={path} className="flex items-center gap-3 border-b border-line px-4 py-2 last:border-0">
                <code className="font-mono text-12 wrap-anywhere">{path}</code>
                <span className="min-w-0 truncate text-12 text-muted">{required ? `${label}, required` : label}</span>
                <Button size="small" className="ml-auto" onClick={() => add([{ target: path, from: { path: '' } }])}>
                  Map<span className="sr-only"> {path}</span>
                </Button>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {others.length > 0 && (
        <Section title="Beside the fields" note="Written in the JSON">
          <ul>
            {others.map(([field, sentence]) => (
              <li key={field} className="border-b border-line px-4 py-2 text-12 last:border-0">
                <code className="font-mono font-medium">{field}</code> <span className="text-muted">{sentence}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
