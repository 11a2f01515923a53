import Link from 'next/link';
import { type CatalogueView, viewAddress } from './catalogue-address.ts';

interface CategoryListProps {
  view: CatalogueView;
  categories: { name: string; count: number }[];
}

/** Beside the list where there is room; where there is none, the search form has the same choice. */
export function CategoryList({ view, categories }: CategoryListProps) {
  const all = categories.reduce((sum, { count }) => sum + count, 0);
  return (
    <nav aria-label="Categories" className="hidden w-48 shrink-0 lg:block">
      <ul className="flex flex-col">
        {[{ name: '', count: all }, ...categories].map(({ name, count }) => (
          <li key={name}>
            <Link
              href={viewAddress({ ...view, category: name, page: 1 })}
              prefetch={false}
              scroll={false}
              aria-current={view.category === name ? 'true' : undefined}
              className="flex h-7 items-center justify-between gap-2 rounded-control px-2 text-muted hover:bg-hover hover:text-ink aria-[current]:bg-selected aria-[current]:font-medium aria-[current]:text-ink"
            >
              <span className="truncate">{name || 'All categories'}</span>
              <span className="text-12 text-faint tabular-nums">{count}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
