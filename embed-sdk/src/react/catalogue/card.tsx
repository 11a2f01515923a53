import { useId } from 'react';
import type { CatalogueEntry } from '../../core/contract.ts';
import { AppIcon } from '../controls/app-icon.tsx';
import { StateBadge } from '../controls/state-badge.tsx';
import { sayWhy } from '../phrases/say-why.ts';
import { usePortico, useTab } from '../tab-context.ts';

export interface CardProps {
  entry: CatalogueEntry;
  onOpen: () => void;
}

export function Card(props: CardProps) {
  const Own = usePortico().components.Card;
  return Own ? <Own {...props} /> : <PlainCard {...props} />;
}

/** One app of the catalogue: the whole card is one button. What needs attention says the reason. */
function PlainCard({ entry, onOpen }: CardProps) {
  const id = useId();
  const tab = useTab();
  const { words } = tab;
  const { name, description, category, iconUrl, state, records, attention, labels = [] } = entry;
  const counted = records?.map(({ label, count }) => `${words.number(count)} ${label}`).join(' · ');
  const summary = counted || entry.summary;
  return (
    <div className={`pt-card pt-card--${state}`} part="card">
      <div className="pt-card__head">
        <AppIcon name={name} url={iconUrl} />
        <div className="pt-card__words">
          <h3>
            <button
              type="button"
              className="pt-card__open"
              part="card-name"
              data-pt-focus={`card:${entry.slug}`}
              aria-describedby={`${id}text ${id}foot`}
              onClick={onOpen}
            >
              {name}
            </button>
          </h3>
          <p className="pt-card__text" id={`${id}text`}>
            {attention ? sayWhy(tab, attention) : description}
          </p>
        </div>
      </div>
      <p className="pt-card__foot" id={`${id}foot`}>
        {state === 'available' ? [category, ...labels].join(' · ') : <StateBadge state={state} />}
        {summary && <span className="pt-figures">{summary}</span>}
      </p>
    </div>
  );
}
