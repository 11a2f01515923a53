'use client';

import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Kbd } from './kbd.tsx';
import { Icon } from './ui-icon.tsx';

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches 200 ms after the last key. `/` anywhere on the page brings the cursor here (`data-search`). */
export function SearchField({ label, value, onChange }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onChange(text);
    }, 200);
    return () => clearTimeout(timer);
  }, [text, onChange]);
  return (
    <div className="relative flex h-7 w-full items-center sm:w-64">
      <Icon of={Search} className="pointer-events-none absolute left-2 size-3.5 text-faint" />
      <input
        type="search"
        data-search
        aria-label={label}
        placeholder={label}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          event.currentTarget.blur();
        }}
        className="h-full w-full rounded-control border border-control bg-surface pr-8 pl-7 text-12 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="pointer-events-none absolute right-1.5 max-md:hidden">
        <Kbd keys="/" />
      </span>
    </div>
  );
}
