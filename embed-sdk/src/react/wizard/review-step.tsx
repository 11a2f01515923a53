import { useEffect, useState } from 'react';
import type { ReviewPoint } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { DotShape } from '../controls/icons.tsx';
import { OfferLines } from '../schedule/offer-lines.tsx';
import { saySchedule } from '../schedule/schedule-words.ts';
import { useTab } from '../tab-context.ts';
import { AuthorizedAccount } from './authorized-account.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

const capital = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** How many there are, as the app tells; asked once for each choice, and nothing waits for it. */
function useCounts(chosen: string): ReadonlyMap<string, number | null> {
  const { flow } = useWizard();
  const [counts, setCounts] = useState<ReadonlyMap<string, number | null>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen says when to ask again.
  useEffect(() => {
    let over = false;
    flow.counts().then(
      (found) => {
        if (!over) setCounts(found);
      },
      // A number less; the sentences hold without it.
      () => undefined,
    );
    return () => {
      over = true;
    };
  }, [flow, chosen]);
  return counts;
}

/** What will happen, in sentences; what of it, and when, may be chosen here; the button says what it does. */
export function ReviewStep() {
  const tab = useTab();
  const { t, words } = tab;
  const { detail, flow, snapshot } = useWizard();
  const review = snapshot.connect?.review;
  const offers = snapshot.connect?.offers ?? [];
  const hasSay =
    offers.some(({ offer, bounds }) => bounds || offer === 'optional') ||
    (offers.length > 1 && offers.some(({ offer }) => offer !== 'always'));
  const on = offers.filter((offer) => offer.on);
  const counts = useCounts(on.map(({ key }) => key).join());
  const app = detail.name;
  const counted = words.list(
    on.map(({ key, label }) => {
      const total = counts.get(key);
      return typeof total === 'number' ? `${words.number(total)} ${label}` : label;
    }),
  );
  const say = ({ code, labels, schedule, days = 0 }: ReviewPoint) =>
    t(`review.${code}`, {
      app,
      days,
      labels: code === 'arrives' && on.length > 0 ? capital(counted) : words.list(labels),
      when: schedule ? saySchedule(tab, schedule) : '',
    });
  const sentences = review?.points ? review.points.map(say) : (review?.sentences ?? []);
  const start =
    on.length > 0 ? t('review.start', { labels: words.list(on.map(({ label }) => label)) }) : t('review.finish');
  return (
    <Step heading={t('review.heading')}>
      <AuthorizedAccount />
      {hasSay && (
        <section className="pt-section" aria-label={t('review.choose')}>
          <h4 className="pt-label">{t('review.choose')}</h4>
          <OfferLines
            offers={offers}
            onSwitch={(key, isOn) => shown(flow.choose(key, { on: isOn }))}
            onSchedule={(key, schedule) => flow.choose(key, { schedule })}
          />
        </section>
      )}
      <ul className="pt-next pt-points" part="review">
        {sentences.map((sentence) => (
          <li key={sentence}>
            <DotShape />
            {sentence}
          </li>
        ))}
      </ul>
      <StepError />
      <StepActions>
        <Button look="primary" busy={snapshot.busy} onClick={() => shown(flow.finish())}>
          {snapshot.connect?.offers ? start : (review?.button ?? t('action.continue'))}
        </Button>
      </StepActions>
    </Step>
  );
}
