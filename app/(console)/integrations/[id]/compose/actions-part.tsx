'use client';

import { useState } from 'react';
import { Badge } from '#app/ui/badge.tsx';
import { Input } from '#app/ui/input.tsx';
import { Section } from '#app/ui/section.tsx';
import { textAt, withValue } from '../../connectors/definition.ts';
import { Check, Problems } from './controls.tsx';
import { listAt, type PartProps } from './part.ts';

const few = 40;

/** What the vendor's product may do in the app for a customer. */
export function ActionsPart({ definition, onChange, problems, abilities, detail }: PartProps) {
  const [search, setSearch] = useState('');
  const offered = listAt(definition, 'actions');
  const names = offered.map((one) => textAt(one, ['action']));
  const wanted = search.trim().toLowerCase();
  const unknown = names.filter((name) => !abilities.actions.some((action) => action.name === name));
  const found = abilities.actions.filter(
    ({ name, title }) => wanted === '' || `${name} ${title}`.toLowerCase().includes(wanted),
  );
  const put = (next: unknown[]) => onChange(withValue(definition, ['actions'], next.length > 0 ? next : undefined));
  if (abilities.actions.length === 0 && unknown.length === 0)
    return (
      <Section title="Actions">
        <p className="px-4 py-3 text-muted">{detail.name} has no actions.</p>
      </Section>
    );
  return (
    <Section
      title="Actions"
      note={`${offered.length} of ${abilities.actions.length} offered: what your product may do in ${detail.name}`}
    >
      {abilities.actions.length > 8 && (
        <div className="border-b border-line p-3">
          <Input
            type="search"
            aria-label="Search actions"
            placeholder="Search actions"
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </div>
      )}
      <ul>
        {unknown.map((name) => (
          <li key={name} className="flex flex-col gap-1 border-b border-line px-4 py-2">
            <Check
              label={<span className="font-mono text-12">{name}</span>}
              checked
              path={['actions', names.indexOf(name), 'action']}
              onChange={() => put(offered.toSpliced(names.indexOf(name), 1))}
            />
            <Problems problems={problems} at={['actions', names.indexOf(name)]} />
          </li>
        ))}
        {found.slice(0, few).map(({ name, title, description, effect }) => {
          const at = names.indexOf(name);
          return (
            <li key={name} className="flex flex-col gap-2 border-b border-line px-4 py-2 last:border-0">
              <div className="flex items-start justify-between gap-3">
                <Check
                  label={title}
                  help={description ?? undefined}
                  checked={at >= 0}
                  path={at >= 0 ? ['actions', at, 'action'] : undefined}
                  onChange={(on) => put(on ? [...offered, { action: name }] : offered.toSpliced(at, 1))}
                />
                <Badge>{effect}</Badge>
              </div>
              {at >= 0 && (
                <Input
                  aria-label={`What customers call ${title}`}
                  placeholder={`${title} (in your words, where you want others)`}
                  value={textAt(offered[at], ['label'])}
                  onChange={({ currentTarget: { value } }) =>
                    onChange(withValue(definition, ['actions', at, 'label'], value || undefined))
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      {found.length > few && (
        <p className="px-4 py-2 text-12 text-faint">{found.length - few} more: search for them by their names.</p>
      )}
      {found.length === 0 && <p className="px-4 py-3 text-muted">No action has that name.</p>}
    </Section>
  );
}
