import { useId, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { useTab } from '../tab-context.ts';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** Which kind of account it is: one card each, chosen like any radio button. */
export function AccountTypeStep() {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const name = useId();
  const [missed, setMissed] = useState(false);
  const { fields, draft } = snapshot;
  const chosen = draft.accountType.accountType;
  const heading = t('accountType.heading', { app: detail.name });
  return (
    <Step heading={heading}>
      <form
        className="pt-form"
        part="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setMissed(!chosen);
          if (chosen) shown(flow.chooseAccountType(String(chosen)));
        }}
      >
        <div className="pt-cards" role="radiogroup" aria-label={heading}>
          {fields[0]?.choices?.map(({ value, label, detail: more }) => (
            <label key={value} className="pt-choice" part="choice">
              <input
                type="radio"
                name={name}
                checked={chosen === value}
                onChange={() => flow.edit('accountType', { accountType: value })}
              />
              <span className="pt-field__label">{label}</span>
              {more && <span className="pt-field__help">{more}</span>}
            </label>
          ))}
        </div>
        {missed && !chosen && (
          <p className="pt-field__error" role="alert">
            {t('field.choose')}
          </p>
        )}
        <StepError />
        <StepActions>
          <Button type="submit" look="primary" busy={snapshot.busy}>
            {t('action.continue')}
          </Button>
        </StepActions>
      </form>
    </Step>
  );
}
