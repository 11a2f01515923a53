import { Button } from '../controls/button.tsx';
import { DotShape } from '../controls/icons.tsx';
import { Notice } from '../controls/notice.tsx';
import { useTab } from '../tab-context.ts';
import { AskLink } from './ask-step.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { shown, useWizard } from './wizard-context.ts';

const isSentence = (text: string) => /[.!?]$/.test(text.trim());

/** What went wrong and why; the remedy is the button, or the sentence above it where it is one. */
export function FailedStep() {
  const { t, words, session } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const failure = snapshot.connect?.failure;
  const missing = failure?.missing;
  const key = `remedy.${failure?.remedy}`;
  const remedy = words.has(key) ? t(key) : (failure?.remedy ?? '');
  const isHint = isSentence(remedy);
  const heading = snapshot.reconnect ? 'failed.reconnectHeading' : 'failed.heading';
  return (
    <Step heading={t(heading, { app: detail.name })}>
      {failure && (
        <Notice tone="bad" sentence={failure.sentence}>
          {isHint && <p className="pt-small pt-quiet">{remedy}</p>}
        </Notice>
      )}
      {missing && (
        <>
          <p className="pt-prose pt-quiet">{t('failed.missing', { vendor: session?.vendor.name ?? '' })}</p>
          <ul className="pt-next pt-points">
            {missing.map(({ scope, words: what }) => (
              <li key={scope}>
                <DotShape />
                {what}
              </li>
            ))}
          </ul>
        </>
      )}
      <StepActions>
        <Button look="primary" busy={snapshot.busy} onClick={missing ? flow.authorize : () => shown(flow.restart())}>
          {missing ? t('failed.allow') : isHint || !remedy ? t('action.again') : remedy}
        </Button>
      </StepActions>
      <AskLink />
    </Step>
  );
}
