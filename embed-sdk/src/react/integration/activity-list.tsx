import type { ActivityEntry } from '../../core/contract.ts';
import { CheckIcon, RingShape, TriangleShape } from '../controls/icons.tsx';
import { Moment } from '../controls/moment.tsx';
import { sayEntry } from '../repair/say-entry.ts';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';

const MARKS = { neutral: <RingShape />, good: <CheckIcon />, warning: <TriangleShape /> };

export function ActivityList({ activity }: { activity: ActivityEntry[] }) {
  const tab = useTab();
  const { t } = tab;
  const now = useNow();
  return (
    <section className="pt-section" data-pt-section="activity" aria-label={t('panel.activity')}>
      <h3 className="pt-subtitle">{t('panel.activity')}</h3>
      {activity.length === 0 ? (
        <p className="pt-quiet">{t('panel.noActivity')}</p>
      ) : (
        <ul className="pt-activity" part="activity">
          {activity.map(({ id, at, sentence, tone, code, values }) => (
            <li key={id}>
              <span className={`pt-activity__mark pt-activity__mark--${tone}`}>{MARKS[tone]}</span>
              <span className="pt-prose">{sayEntry(tab, { sentence, code, values })}</span>
              <Moment iso={at} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
