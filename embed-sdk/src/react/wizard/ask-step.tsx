import { useState } from 'react';
import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { ConnectAnswer, FormField } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { RingShape } from '../controls/icons.tsx';
import { Form } from '../form/form.tsx';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { StepError } from './step-error.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** For those who may not sign in to the app themselves. */
export function AskLink() {
  const { t } = useTab();
  const { snapshot, ask } = useWizard();
  if (!snapshot.connect?.mayAsk) return null;
  return (
    <p>
      <Button look="plain" onClick={() => ask(true)}>
        {t('ask.link')}
      </Button>
    </p>
  );
}

/** Whom to ask, and what to tell them. */
export function AskStep() {
  const { t } = useTab();
  const { detail, flow, snapshot, ask } = useWizard();
  const [typed, setTyped] = useState<FieldValues>({});
  const [refusal, setRefusal] = useState<PorticoError | null>(null);
  const app = detail.name;
  const fields: FormField[] = [
    { name: 'email', label: t('ask.email'), kind: 'text', required: true },
    { name: 'note', label: t('ask.note'), kind: 'text', required: false },
  ];
  const send = async ({ email, note }: FieldValues) => {
    const address = String(email).trim();
    const isOne = /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address);
    setRefusal(isOne ? null : new PorticoError({ code: 'invalid', field: 'email', message: t('ask.noEmail') }));
    if (!isOne) return;
    await flow.ask(address, note ? String(note) : undefined);
    ask(false);
  };
  const error = refusal ?? snapshot.error;
  return (
    <Step heading={t('ask.heading', { app })}>
      <p className="pt-prose pt-quiet">{t('ask.body', { app })}</p>
      <Form
        fields={fields}
        values={typed}
        error={error}
        onEdit={(values) => {
          setTyped({ ...typed, ...values });
          setRefusal(null);
        }}
        onSubmit={(values) => shown(send(values))}
      >
        {error?.field !== 'email' && <StepError />}
        <div className="pt-step__actions">
          <Button type="submit" look="primary" busy={snapshot.busy}>
            {t('ask.send')}
          </Button>
          <Button look="plain" className="pt-step__back" onClick={() => ask(false)}>
            {t('action.back')}
          </Button>
        </div>
      </Form>
    </Step>
  );
}

/** Somebody was asked: the page waits, and there is a way out of it. */
export function AskedStep({ asked }: { asked: NonNullable<ConnectAnswer['asked']> }) {
  const { t, words } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const now = useNow();
  const { email, at, until, opened } = asked;
  const values = { app: detail.name, time: words.relative(at, now), until: words.day(until) };
  return (
    <Step heading={t('ask.waiting', { email })}>
      <div className="pt-waiting" role="status">
        <RingShape turning />
        <div className="pt-step__words">
          {opened && <p>{t('ask.opened', { email })}</p>}
          <p className="pt-prose">{t('ask.waitingBody', values)}</p>
        </div>
      </div>
      <StepError />
      <StepActions>
        <Button busy={snapshot.busy} onClick={() => shown(flow.ask(email))}>
          {t('ask.again')}
        </Button>
        <Button onClick={() => shown(flow.stopAsking())}>{t('ask.self')}</Button>
      </StepActions>
    </Step>
  );
}
