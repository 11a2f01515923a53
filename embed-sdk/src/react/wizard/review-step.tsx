import { Button } from '../controls/button.tsx';
import { DotShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { AuthorizedAccount } from './authorized-account.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** What will happen, in sentences; the button says what it does. */
export function ReviewStep() {
  const { t } = useTab();
  const { flow, snapshot } = useWizard();
  const review = snapshot.connect?.review;
  return (
    <Step heading={t('review.heading')}>
      <AuthorizedAccount />
      <ul className="pt-next pt-points" part="review">
        {review?.sentences.map((sentence) => (
          <li key={sentence}>
            <DotShape />
            {sentence}
          </li>
        ))}
      </ul>
      <StepError />
      <StepActions>
        <Button look="primary" busy={snapshot.busy} onClick={() => shown(flow.finish())}>
          {review?.button ?? t('action.continue')}
        </Button>
      </StepActions>
    </Step>
  );
}
