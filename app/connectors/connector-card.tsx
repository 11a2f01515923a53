import Link from 'next/link';
import { ConnectorIcon } from '#app/ui/connector-icon.tsx';
import type { CatalogueCard } from '#server/catalog-pages/list-catalogue.ts';
import { counted } from './counted.ts';

/** One app of the catalogue. The whole card is one link. */
export function ConnectorCard({ card }: { card: CatalogueCard }) {
  const { slug, name, category, description, counts, takesRecords } = card;
  return (
    <li className="relative flex min-w-0 items-start gap-3 rounded-panel border border-line bg-surface p-3 focus-within:bg-hover hover:bg-hover">
      <ConnectorIcon connector={slug} size={32} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <h2 className="text-13 font-semibold wrap-anywhere">
          <Link
            href={`/connectors/${slug}`}
            prefetch={false}
            className="after:absolute after:inset-0 after:rounded-panel"
          >
            {name}
          </Link>
        </h2>
        <p className="line-clamp-2 text-12 text-muted">{description}</p>
        <p className="text-12 text-faint">
          {[category, ...(counts ? countWords(counts) : []), ...(takesRecords ? ['takes records'] : [])].join(' · ')}
        </p>
      </div>
    </li>
  );
}

const countWords = ({ objects, actions, triggers }: NonNullable<CatalogueCard['counts']>): string[] => [
  ...(objects > 0 ? [counted(objects, 'object')] : []),
  ...(actions > 0 ? [counted(actions, 'action')] : []),
  ...(triggers > 0 ? [counted(triggers, 'trigger')] : []),
];
