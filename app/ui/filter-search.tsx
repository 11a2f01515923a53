'use client';

import { Command } from 'cmdk';
import { Check, ChevronDown } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { filterClass } from './filter-class.ts';
import { Icon } from './ui-icon.tsx';

interface Choice {
  value: string;
  label: string;
  detail?: string;
}

interface FilterSearchProps {
  /** What is chosen: "Customer". */
  name: string;
  value: string;
  /** The words of the choice; the list may not hold it any more. */
  chosen: string | undefined;
  choices: Choice[];
  onChange: (value: string) => void;
  /** The words of "no filter"; absent where one must be chosen. */
  all?: string;
  /** Told what was typed where the server does the searching. */
  onSearch?: (search: string) => void;
}

const itemClass =
  'flex min-h-8 cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-13 data-[selected=true]:bg-hover';

/** A filter with more choices than a menu should hold: type to find. */
export function FilterSearch({ name, value, chosen, choices, onChange, all, onSearch }: FilterSearchProps) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const show = (next: boolean) => {
    setOpen(next);
    setSearch('');
    onSearch?.('');
  };
  const choose = (next: string) => {
    onChange(next);
    show(false);
  };
  return (
    <Popover.Root open={open} onOpenChange={show}>
      <Popover.Trigger className={filterClass(value !== '')}>
        <span className="text-faint">{name}</span>
        <span className="truncate font-medium">{value === '' ? (all ?? 'Choose') : (chosen ?? value)}</span>
        <Icon of={ChevronDown} className="size-3.5 text-faint" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={name}
          className="enter z-50 w-72 overflow-hidden rounded-panel border border-line bg-raised shadow-overlay"
        >
          <Command label={name}>
            <Command.Input
              placeholder={`Search ${name.toLowerCase().replace(/y$/, 'ie')}s`}
              value={search}
              onValueChange={(text) => {
                setSearch(text);
                onSearch?.(text);
              }}
              className="h-9 w-full border-b border-line bg-transparent px-3 outline-none"
            />
            <Command.List className="max-h-72 overflow-auto p-1">
              <Command.Empty className="px-2 py-3 text-muted">Nothing here has that name.</Command.Empty>
              {all !== undefined && search === '' && (
                <Command.Item value="" keywords={[all]} onSelect={() => choose('')} className={itemClass}>
                  {all}
                  {value === '' && <Icon of={Check} className="ml-auto text-accent-ink" />}
                </Command.Item>
              )}
              {choices.map((choice) => (
                <Command.Item
                  key={choice.value}
                  value={choice.value}
                  keywords={[choice.label, choice.detail ?? '']}
                  onSelect={() => choose(choice.value)}
                  className={itemClass}
                >
                  <span className="truncate">{choice.label}</span>
                  {choice.detail && <span className="truncate text-12 text-faint">{choice.detail}</span>}
                  {value === choice.value && <Icon of={Check} className="ml-auto text-accent-ink" />}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
