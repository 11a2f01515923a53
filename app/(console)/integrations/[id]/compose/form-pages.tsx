'use client';

import { Plus } from 'lucide-react';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { textAt, withValue } from '../../connectors/definition.ts';
import { TextField } from '../../connectors/form-field.tsx';
import { Entry, Problems } from './controls.tsx';
import { listAt, moved, type PartProps } from './part.ts';

/** The pages of the wizard that the questions stand on. */
export function FormPages(state: PartProps) {
  const { definition, onChange, problems } = state;
  const pages = listAt(definition, 'form', 'pages');
  const put = (next: unknown[]) => onChange(withValue(definition, ['form', 'pages'], next));
  const taken = pages.map((page) => textAt(page, ['key']));
  const nextKey = (): string => {
    let at = pages.length + 1;
    while (taken.includes(`page${at}`)) at += 1;
    return `page${at}`;
  };
  return (
    <Section
      title="Pages"
      note={pages.length === 0 ? 'All questions stand on one' : 'Questions without a page stand on the first'}
      actions={
        <Button size="small" onClick={() => put([...pages, { key: nextKey(), title: 'New page' }])}>
          <Icon of={Plus} className="size-3.5" />
          Add a page
        </Button>
      }
    >
      {pages.length === 0 && (
        <p className="px-4 py-3 text-muted">Long forms are easier on several pages, each with a title.</p>
      )}
      {pages.map((page, at) => (
        <Entry
          // biome-ignore lint/suspicious/noArrayIndexKey: a page is its place
          key={at}
          name={`the page ${textAt(page, ['title'])}`}
          title={textAt(page, ['title']) || 'A page'}
          note={textAt(page, ['key'])}
          path={['form', 'pages', at]}
          problems={problems}
          isFirst={at === 0}
          isLast={at === pages.length - 1}
          onMove={(by) => put(moved(pages, at, by))}
          onRemove={() => put(pages.toSpliced(at, 1))}
        >
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            <TextField {...state} path={['form', 'pages', at, 'title']} label="Title" />
            <TextField
              {...state}
              path={['form', 'pages', at, 'key']}
              label="Key"
              mono
              help="Questions name their page by it."
            />
          </div>
          <Problems problems={problems} at={['form', 'pages', at]} except={['title', 'key']} />
        </Entry>
      ))}
    </Section>
  );
}
