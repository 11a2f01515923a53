import { type ReactNode, useEffect, useId, useRef } from 'react';
import { ChevronIcon, SearchIcon } from '../controls/icons.tsx';
import { usePortico } from '../tab-context.ts';
import type { CatalogueFilter } from './filter-catalogue.ts';

const isTyping = (target: EventTarget | undefined) =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName));

/** `/` goes to the search, unless somebody is typing or the host has taken the key. */
function useSlash(search: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const taken = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey;
      if (event.key !== '/' || taken || isTyping(event.composedPath()[0]) || !search.current?.checkVisibility?.())
        return;
      event.preventDefault();
      search.current.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [search]);
}

export interface CatalogueToolbarProps {
  heading: ReactNode;
  filter: CatalogueFilter;
  onChange: (filter: CatalogueFilter) => void;
  /** Null while they are not known. */
  categories: string[] | null;
  /** How many are connected; null while it is not known. */
  connected: number | null;
}

export function CatalogueToolbar({ heading, filter, onChange, categories, connected }: CatalogueToolbarProps) {
  const { words } = usePortico();
  const { t } = words;
  const search = useRef<HTMLInputElement>(null);
  const name = useId();
  useSlash(search);
  return (
    <div className="pt-toolbar" part="toolbar">
      {heading}
      <div className="pt-search">
        <SearchIcon />
        <input
          ref={search}
          className="pt-input"
          part="input search"
          type="search"
          placeholder={t('catalogue.search')}
          aria-label={t('catalogue.search')}
          aria-keyshortcuts="/"
          value={filter.search}
          onChange={(event) => onChange({ ...filter, search: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && filter.search) onChange({ ...filter, search: '' });
          }}
        />
        <span className="pt-search__key" aria-hidden="true">
          /
        </span>
      </div>
      {(!categories || categories.length > 1) && (
        <div className="pt-select pt-category">
          <select
            className="pt-input"
            part="input"
            aria-label={t('catalogue.category')}
            value={filter.category}
            onChange={(event) => onChange({ ...filter, category: event.currentTarget.value })}
          >
            <option value="">{t('catalogue.allCategories')}</option>
            {categories?.map((category) => (
              <option key={category}>{category}</option>
            ))}
          </select>
          <ChevronIcon />
        </div>
      )}
      <fieldset className="pt-segments" aria-label={t('catalogue.filter')}>
        {(['all', 'connected'] as const).map((show) => (
          <label key={show} className="pt-segment">
            <input
              type="radio"
              name={name}
              checked={filter.show === show}
              onChange={() => onChange({ ...filter, show })}
            />
            {t(`catalogue.${show}`)}
            {show === 'connected' && connected !== null && <span>{words.number(connected)}</span>}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
