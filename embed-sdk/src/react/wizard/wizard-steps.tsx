import { CheckIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import type { WizardStep } from './wizard-step.ts';

/** Where one is among the named steps. */
export function WizardSteps({ steps, now }: { steps: WizardStep[]; now: WizardStep }) {
  const { t } = useTab();
  if (steps.length < 2) return null;
  const at = steps.indexOf(now);
  return (
    <ol className="pt-steps" part="steps" aria-label={t('wizard.steps')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={index < at ? 'pt-steps__done' : undefined}
          aria-current={index === at ? 'step' : undefined}
        >
          <span className="pt-steps__mark" aria-hidden="true">
            {index < at ? <CheckIcon /> : index + 1}
          </span>
          <span className="pt-steps__name">{t(`wizard.${step}`)}</span>
          {index < at && <span className="pt-hidden">({t('wizard.stepDone')})</span>}
        </li>
      ))}
    </ol>
  );
}
