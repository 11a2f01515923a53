import { useEffect, useState } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { ScreenHeading, useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import { useResource } from '../use-resource.ts';
import { Card } from './card.tsx';
import { CatalogueSkeleton } from './catalogue-skeleton.tsx';
import { CatalogueToolbar } from './catalogue-toolbar.tsx';
import { everything, filterCatalogue, isConnected } from './filter-catalogue.ts';

export function CatalogueScreen() {
  const { client, store, t } = useTab();
  const { go } = useRouter();
  const { data: entries, error } = useResource(store.catalogue);
  const [filter, setFilter] = useState(store.filter);
  useEffect(() => {
    store.filter = filter;
  }, [store, filter]);

  const count = entries?.length ?? null;
  useEffect(() => {
    if (count !== null) client.emit({ type: 'catalogue.viewed', entries: count });
  }, [client, count]);

  const found = filterCatalogue(entries ?? [], filter);
  const blank =
    count === 0
      ? 'catalogue.empty'
      : filter.show === 'connected' && !filter.search
        ? 'catalogue.noneConnected'
        : 'catalogue.nothing';
  return (
    <section className="pt-catalogue pt-enter" part="catalogue">
      <CatalogueToolbar
        heading={
          <ScreenHeading className="pt-title" part="title catalogue-title">
            {t('catalogue.title')}
          </ScreenHeading>
        }
        filter={filter}
        onChange={setFilter}
        categories={entries && [...new Set(entries.map((entry) => entry.category))].sort()}
        connected={entries ? entries.filter(isConnected).length : null}
      />
      {error && <ErrorNotice error={error} onRetry={store.catalogue.load} />}
      {!entries && !error && <CatalogueSkeleton />}
      {entries && <Announcement text={filter === everything ? '' : t('catalogue.found', { count: found.length })} />}
      {entries && found.length === 0 && (
        <div className="pt-blank">
          <p className="pt-subtitle">{t(blank)}</p>
          <p className="pt-quiet">{t(`${blank}Hint`)}</p>
          {count !== 0 && <Button onClick={() => setFilter(everything)}>{t('catalogue.showAll')}</Button>}
        </div>
      )}
      {found.length > 0 && (
        <ul className="pt-cards" part="cards">
          {found.map((entry) => (
            <li key={entry.slug}>
              <Card entry={entry} onOpen={() => go({ name: 'integration', slug: entry.slug }, `card:${entry.slug}`)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
