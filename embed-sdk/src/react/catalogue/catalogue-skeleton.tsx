import { Announcement } from '../controls/announcement.tsx';
import { usePortico } from '../tab-context.ts';

const CARDS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** As tall as what comes: title, toolbar, cards. */
export function CatalogueSkeleton() {
  const { words } = usePortico();
  return (
    <>
      <Announcement text={words.t('catalogue.loading')} />
      <ul className="pt-cards" aria-hidden="true">
        {CARDS.map((key) => (
          <li key={key} className="pt-card pt-card--waiting">
            <div className="pt-card__head">
              <div className="pt-bone pt-bone--icon" />
              <div>
                <div className="pt-bone pt-bone--name" />
                <div className="pt-bone pt-bone--line" />
              </div>
            </div>
            <div className="pt-bone pt-bone--short" />
          </li>
        ))}
      </ul>
    </>
  );
}
