'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useEffect, useRef, useTransition } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Input } from '#app/ui/input.tsx';
import { viewAddress } from './catalogue-address.ts';

interface CatalogueSearchProps {
  search: string;
  category: string;
  categories: { name: string; count: number }[];
}

const afterLastKeyMs = 200;

/** A form that works by itself; with scripts the list follows each word as it is typed. */
export function CatalogueSearch({ search, category, categories }: CatalogueSearchProps) {
  const router = useRouter();
  const [isSearching, begin] = useTransition();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const show = () => {
    clearTimeout(timer.current);
    if (!form.current) return;
    const values = new FormData(form.current);
    const text = (name: string) => String(values.get(name) ?? '');
    const address = viewAddress({ search: text('search'), category: text('category'), page: 1 });
    begin(() => router.replace(address, { scroll: false }));
  };

  // A link has changed what is shown: the fields say it too, unless somebody is typing.
  useEffect(() => {
    for (const [name, value] of Object.entries({ search, category })) {
      const field = form.current?.elements.namedItem(name);
      const isField = field instanceof HTMLInputElement || field instanceof HTMLSelectElement;
      if (isField && field !== document.activeElement) field.value = value;
    }
  }, [search, category]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const onInput = (event: FormEvent) => {
    clearTimeout(timer.current);
    const isTyped = event.target instanceof HTMLInputElement;
    timer.current = setTimeout(show, isTyped ? afterLastKeyMs : 0);
  };

  return (
    <search>
      <form
        ref={form}
        action="/connectors"
        aria-busy={isSearching}
        onInput={onInput}
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
        className="flex flex-wrap gap-2"
      >
        <Input
          type="search"
          name="search"
          aria-label="Search connectors"
          placeholder="Search by app, category or what it does"
          defaultValue={search}
          autoComplete="off"
          className="min-w-0 flex-1 basis-56 md:max-w-md"
        />
        <select
          name="category"
          aria-label="Category"
          defaultValue={category}
          className="h-8 min-w-0 flex-1 basis-40 rounded-control border border-control bg-surface px-2 text-ink lg:hidden"
        >
          <option value="">All categories</option>
          {categories.map(({ name, count }) => (
            <option key={name} value={name}>{`${name} (${count})`}</option>
          ))}
        </select>
        <Button type="submit">Search</Button>
      </form>
    </search>
  );
}
