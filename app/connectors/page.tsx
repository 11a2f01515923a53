import type { Metadata } from 'next';
import Link from 'next/link';
import { Button } from '#app/ui/button.tsx';
import { listCatalogue } from '#server/catalog-pages/list-catalogue.ts';
import { readView, viewAddress } from './catalogue-address.ts';
import { CatalogueSearch } from './catalogue-search.tsx';
import { CategoryList } from './category-list.tsx';
import { ConnectorCard } from './connector-card.tsx';
import { counted } from './counted.ts';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const view = readView(await searchParams);
  const { total, deep } = await listCatalogue(view);
  return {
    title: view.category === '' ? 'Connectors' : `Connectors: ${view.category}`,
    description: `${total} apps that customers can connect with Portico, ${deep} of them with objects, actions and triggers. What each can do, its permissions, limits and set-up.`,
    alternates: { canonical: viewAddress({ ...view, search: '' }) },
    // A search is nobody's page, and there are endlessly many.
    robots: { index: view.search === '', follow: true },
  };
}

export default async function CataloguePage({ searchParams }: Props) {
  const view = readView(await searchParams);
  const { cards, found, total, deep, page, pages, categories } = await listCatalogue(view);
  const isNarrowed = view.search.trim() !== '' || view.category !== '';
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-1">
        <h1 className="text-28 font-semibold tracking-tight">Connectors</h1>
        <p className="max-w-[72ch] text-14 text-muted">
          {counted(total, 'app')} that your customers can connect. {deep} bring objects, actions and triggers; the
          others connect, and are called through the proxy.
        </p>
      </div>
      <CatalogueSearch search={view.search} category={view.category} categories={categories} />
      <div className="flex gap-8">
        <CategoryList view={view} categories={categories} />
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          <p role="status" className="text-12 text-faint">
            {isNarrowed ? `${counted(found, 'connector')} of ${total}` : counted(total, 'connector')}
            {pages > 1 && `, page ${page} of ${pages}`}
          </p>
          {found === 0 ? (
            <Nothing />
          ) : (
            <ul className="grid grid-cols-1 gap-3 md:grid-cols-2 xl:grid-cols-3">
              {cards.map((card) => (
                <ConnectorCard key={card.slug} card={card} />
              ))}
            </ul>
          )}
          {pages > 1 && (
            <nav aria-label="Pages" className="flex justify-between gap-2">
              <PageLink to={page - 1} of={pages} view={view} label="Previous page" />
              <PageLink to={page + 1} of={pages} view={view} label="Next page" />
            </nav>
          )}
        </div>
      </div>
    </div>
  );
}

function Nothing() {
  return (
    <div className="flex flex-col items-start gap-3 py-4">
      <p className="max-w-[72ch] text-muted">
        No connector is like that. An app that is not here can be described in the console, or imported from its OpenAPI
        description.
      </p>
      <Button asChild>
        <Link href="/connectors">Show all connectors</Link>
      </Button>
    </div>
  );
}

interface PageLinkProps {
  to: number;
  of: number;
  view: ReturnType<typeof readView>;
  label: string;
}

function PageLink({ to, of, view, label }: PageLinkProps) {
  if (to < 1 || to > of) return <span />;
  return (
    <Button asChild>
      <Link href={viewAddress({ ...view, page: to })} prefetch={false}>
        {label}
      </Link>
    </Button>
  );
}
