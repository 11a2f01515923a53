import { Button } from '../controls/button.tsx';
import { TriangleShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** Another account than before was authorised: nothing changes until the customer says so. */
export function OtherAccountStep({ before, now }: { before: string; now: string }) {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  return (
    <Step heading={t('otherAccount.heading')}>
      <p className="pt-waiting pt-waiting--warning">
        <TriangleShape />
        <span className="pt-prose">{t('otherAccount.body', { app: detail.name, before, now })}</span>
      </p>
      <StepError />
      <StepActions final>
        <Button look="primary" busy={snapshot.busy} onClick={() => shown(flow.confirm())}>
          {t('otherAccount.use', { now })}
        </Button>
        <Button onClick={() => shown(flow.restart())}>{t('otherAccount.again')}</Button>
      </StepActions>
    </Step>
  );
}
