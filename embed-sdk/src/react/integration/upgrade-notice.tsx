import { useMemo, useState } from 'react';
import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { FormField, InstallationView } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Notice } from '../controls/notice.tsx';
import { Form } from '../form/form.tsx';
import { useTab } from '../tab-context.ts';
import { useCommand } from './use-command.ts';

/** Live choices belong to connecting: here what is chosen is typed. */
const typed = (field: FormField): FormField => (field.kind === 'options' ? { ...field, kind: 'text' } : field);

/** The server names the place in what was sent; the form knows the question. */
const atItsField = ({ code, message, remedy, requestId, field }: PorticoError): PorticoError =>
  new PorticoError({
    ...{ code, message, field: field?.replace('answers.', '') },
    ...{ remedy: remedy ?? undefined, requestId: requestId ?? undefined },
  });

interface UpgradeNoticeProps {
  installation: InstallationView;
  app: string;
  readOnly: boolean;
  onReconnect: () => void;
}

/** A newer version waits for somebody: answers that no longer do, more that the app must allow, or only a yes. */
export function UpgradeNotice({
  installation: { id, answers, upgrade },
  app,
  readOnly,
  onReconnect,
}: UpgradeNoticeProps) {
  const { t, client } = useTab();
  const [values, setValues] = useState<FieldValues>(answers);
  const { busy, error, run } = useCommand();
  const told = useMemo(() => error && atItsField(error), [error]);
  if (!upgrade) return null;
  const { version, asks, fields } = upgrade;
  const has = (kind: (typeof asks)[number]['kind']) => asks.some((ask) => ask.kind === kind);
  const isHere = !readOnly && !has('allow') && !has('mend');
  return (
    <section className="pt-section" part="upgrade">
      <Notice
        tone="neutral"
        sentence={t('upgrade.waits', { app })}
        action={!readOnly && has('allow') && <Button onClick={onReconnect}>{t('remedy.reconnect')}</Button>}
      >
        <ul className="pt-small">
          {asks.map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        {has('mend') && <p className="pt-small pt-quiet">{t('remedy.contact_vendor')}</p>}
      </Notice>
      {isHere && (
        <Form
          fields={fields.map(typed)}
          values={values}
          error={told}
          onEdit={(edited) => setValues({ ...values, ...edited })}
          onSubmit={(given) => run('upgrade', () => client.acceptUpgrade(id, version, given))}
        >
          {error && !fields.some(({ name }) => name === told?.field) && <ErrorNotice error={error} />}
          <div>
            <Button type="submit" look="primary" busy={busy !== null}>
              {t('upgrade.take')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}
