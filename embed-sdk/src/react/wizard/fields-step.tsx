import type { ReactNode } from 'react';
import type { DraftPart, FieldValues } from '../../core/connect-snapshot.ts';
import { Button } from '../controls/button.tsx';
import { Form } from '../form/form.tsx';
import { useTab } from '../tab-context.ts';
import { AskLink } from './ask-step.tsx';
import { AuthorizedAccount } from './authorized-account.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** A form of the wizard: what it asks, and where what is typed is kept. */
function FormStep({
  heading,
  part,
  above,
  below,
  button,
  onSubmit,
}: {
  heading: string;
  part: DraftPart;
  above?: ReactNode;
  below?: ReactNode;
  button: string;
  onSubmit: (values: FieldValues) => Promise<void>;
}) {
  const { flow, snapshot } = useWizard();
  return (
    <Step heading={heading}>
      {above}
      <Form
        fields={snapshot.fields}
        values={snapshot.draft[part]}
        error={snapshot.error}
        onEdit={(values) => flow.edit(part, values)}
        onSubmit={(values) => shown(onSubmit(values))}
      >
        <StepError />
        {below}
        <StepActions>
          <Button type="submit" look="primary" busy={snapshot.busy}>
            {button}
          </Button>
        </StepActions>
      </Form>
      {part === 'credentials' && <AskLink />}
    </Step>
  );
}

/** An app that is let in by fields: host, user, key. Where there are none, one press is all. */
export function CredentialsStep() {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const { connect, fields } = snapshot;
  const hasFields = fields.length > 0;
  const text = hasFields ? connect?.help : t('credentials.none', { app: detail.name });
  return (
    <FormStep
      heading={t(hasFields ? 'credentials.heading' : 'integration.connect', { app: detail.name })}
      part="credentials"
      above={text && <p className="pt-prose pt-quiet">{text}</p>}
      below={hasFields && <p className="pt-small pt-quiet">{t('credentials.kept')}</p>}
      button={t('credentials.button')}
      onSubmit={flow.submitCredentials}
    />
  );
}

/** What is asked before the app is opened: its addresses differ from customer to customer. */
export function BeforeStep() {
  const { t } = useTab();
  const { detail, flow } = useWizard();
  return (
    <FormStep
      heading={t('before.heading', { app: detail.name })}
      part="before"
      button={t('action.continue')}
      onSubmit={flow.answerBefore}
    />
  );
}

/** The questions after the account is connected. */
export function QuestionsStep() {
  const { t } = useTab();
  const { flow } = useWizard();
  return (
    <FormStep
      heading={t('choose.heading')}
      part="answers"
      above={<AuthorizedAccount />}
      button={t('action.continue')}
      onSubmit={flow.answer}
    />
  );
}
