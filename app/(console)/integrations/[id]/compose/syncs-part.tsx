'use client';

import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Section } from '#app/ui/section.tsx';
import { isObject, textAt, withValue } from '../../connectors/definition.ts';
import { Entry } from './controls.tsx';
import { listAt, moved, type PartProps } from './part.ts';
import { SyncFields } from './sync-fields.tsx';
import { beginSync, sourcesOf } from './sync-sources.ts';

const offerWords: Record<string, string> = {
  always: 'always on',
  on: 'on unless switched off',
  optional: 'off at first',
};

/** What is copied between the app and the vendor. */
export function SyncsPart(state: PartProps) {
  const { definition, onChange, problems, abilities, detail } = state;
  const syncs = listAt(definition, 'syncs');
  const put = (next: unknown[]) => onChange(withValue(definition, ['syncs'], next));
  const [added, setAdded] = useState<number | null>(null);
  const sources = sourcesOf(abilities, syncs);
  const [chosen, setChosen] = useState('');
  const source = sources.find(({ value }) => value === chosen) ?? sources[0];
  return (
    <Section title="Syncs" note={`What is copied from ${detail.name}, and kept current`}>
      {syncs.length === 0 && (
        <p className="border-b border-line px-4 py-3 text-muted">
          {abilities.objects.length === 0
            ? `${detail.name} has nothing that can be copied: customers connect it, and your product calls it.`
            : 'Nothing is copied yet.'}
        </p>
      )}
      {syncs.map((sync, at) => {
        const isUnified = isObject(sync) && 'unified' in sync;
        const what = textAt(sync, [isUnified ? 'unified' : 'object']);
        const label = textAt(sync, ['label']) || labelOf(abilities, isUnified, what);
        return (
          <Entry
            // biome-ignore lint/suspicious/noArrayIndexKey: a sync is its place; what it copies may change
            key={at}
            name={`the sync of ${label}`}
            title={label}
            note={`${isUnified ? 'shared model' : 'object'} ${what}, ${offerWords[textAt(sync, ['offer']) || 'on'] ?? ''}`}
            path={['syncs', at]}
            problems={problems}
            open={added === at || syncs.length === 1}
            isFirst={at === 0}
            isLast={at === syncs.length - 1}
            onMove={(by) => put(moved(syncs, at, by))}
            onRemove={() => put(syncs.toSpliced(at, 1))}
          >
            <SyncFields {...state} at={at} isUnified={isUnified} />
          </Entry>
        );
      })}
      {source && (
        <form
          className="flex flex-wrap gap-2 p-3"
          onSubmit={(event) => {
            event.preventDefault();
            setAdded(syncs.length);
            setChosen('');
            put([...syncs, beginSync(source, abilities)]);
          }}
        >
          <select
            aria-label="What to copy"
            className="h-8 min-w-0 flex-1 rounded-control border border-control bg-surface px-2 text-13 text-ink"
            value={source.value}
            onChange={(event) => setChosen(event.currentTarget.value)}
          >
            {(['model', 'object'] as const).map((kind) => {
              const of = sources.filter((one) => one.kind === kind);
              if (of.length === 0) return null;
              return (
                <optgroup key={kind} label={kind === 'model' ? 'Models that apps share' : 'As the app has them'}>
                  {of.map(({ value, label }) => (
                    <option key={value} value={value}>
                      {label}
                    </option>
                  ))}
                </optgroup>
              );
            })}
          </select>
          <Button type="submit">Add the sync</Button>
        </form>
      )}
    </Section>
  );
}

function labelOf({ objects, models }: PartProps['abilities'], isUnified: boolean, name: string): string {
  const known = isUnified
    ? models.find((model) => model.name === name)
    : objects.find((object) => object.name === name);
  return known?.label ?? name;
}
