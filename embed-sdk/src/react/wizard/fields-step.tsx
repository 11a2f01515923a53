import { Button } from '../controls/button.tsx';
import { Form } from '../form/form.tsx';
import { useTab } from '../tab-context.ts';
import { AuthorizedAccount } from './authorized-account.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** An app that is let in by fields: host, user, key. */
export function CredentialsStep() {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const { error, fields, draft } = snapshot;
  const help = detail.auth.kind === 'fields' ? detail.auth.help : undefined;
  return (
    <Step heading={t('credentials.heading', { app: detail.name })}>
      {help && <p className="pt-prose pt-quiet">{help}</p>}
      <Form
        fields={fields}
        values={draft.credentials}
        error={error}
        onEdit={(values) => flow.edit('credentials', values)}
        onSubmit={(values) => shown(flow.submitCredentials(values))}
      >
        <StepError />
        <p className="pt-small pt-quiet">{t('credentials.kept')}</p>
        <StepActions>
          <Button type="submit" look="primary" busy={snapshot.busy}>
            {t('credentials.button')}
          </Button>
        </StepActions>
      </Form>
    </Step>
  );
}

/** The questions after the account is connected. */
export function QuestionsStep() {
  const { t } = useTab();
  const { flow, snapshot } = useWizard();
  const { error, fields, draft } = snapshot;
  return (
    <Step heading={t('choose.heading')}>
      <AuthorizedAccount />
      <Form
        fields={fields}
        values={draft.answers}
        error={error}
        onEdit={(values) => flow.edit('answers', values)}
        onSubmit={(values) => shown(flow.answer(values))}
      >
        <StepError />
        <StepActions>
          <Button type="submit" look="primary" busy={snapshot.busy}>
            {t('action.continue')}
          </Button>
        </StepActions>
      </Form>
    </Step>
  );
}
