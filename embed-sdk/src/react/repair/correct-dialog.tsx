import { useId, useState } from 'react';
import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { FailedRecord, FormField, RecordValue } from '../../core/contract.ts';
import { PorticoError } from '../../core/portico-error.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Field } from '../form/field.tsx';
import { useTab } from '../tab-context.ts';

export interface CorrectDialogProps {
  installation: string;
  app: string;
  record: FailedRecord;
  onClose: () => void;
  onDone: () => void;
}

/** What is typed as the record takes it: what was emptied is nothing. */
function typedValue(kind: string, typed: unknown): RecordValue {
  if (typed === '' || typed === null || typed === undefined) return null;
  if (kind === 'number' && !Number.isNaN(Number(typed))) return Number(typed);
  return typeof typed === 'boolean' ? typed : String(typed);
}

/** A record that failed as a form, the values at fault first; the server judges it as if the app had sent it so. */
export function CorrectDialog({ installation, app, record, onClose, onDone }: CorrectDialogProps) {
  const { client, t } = useTab();
  const heading = useId();
  const [typed, setTyped] = useState<FieldValues>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PorticoError | null>(null);
  const fields = record.fields ?? [];
  const isKnown = fields.some(({ path }) => path === error?.field);
  const bad = fields.filter(({ isBad }) => isBad);
  const [first, others] = bad.length > 0 ? [bad, fields.filter(({ isBad }) => !isBad)] : [fields, []];

  const send = () => {
    setBusy(true);
    setError(null);
    const kinds = new Map(fields.map(({ path, kind }) => [path, kind]));
    // Sent as it is where nothing was typed: then the value at fault is looked at once more.
    const values = Object.entries(typed).map(([path, value]) => [path, typedValue(kinds.get(path) ?? '', value)]);
    client.repair.correct(installation, record.id, Object.fromEntries(values)).then(onDone, (failure: unknown) => {
      setBusy(false);
      if (failure instanceof PorticoError) setError(failure);
    });
  };
  const draw = (some: typeof fields) =>
    some.map(({ path, kind, value }) => {
      const field: FormField = { name: path, label: path, kind, required: true };
      const complaint = error?.field === path ? error.message : null;
      return (
        <Field
          key={path}
          field={field}
          values={{ [path]: value, ...typed }}
          complaint={complaint}
          onChange={(given) => setTyped((now) => ({ ...now, [path]: given }))}
        />
      );
    });
  return (
    <Dialog labelledBy={heading} onClose={onClose}>
      <form
        className="pt-form"
        part="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy) send();
        }}
      >
        <h3 className="pt-subtitle" id={heading}>
          {t('repair.correctTitle', { key: record.key })}
        </h3>
        <p className="pt-prose">{record.sentence}</p>
        {draw(first)}
        {others.length > 0 && (
          <details className="pt-details">
            <summary>{t('repair.others')}</summary>
            <div className="pt-form">{draw(others)}</div>
          </details>
        )}
        <p className="pt-small pt-quiet">{t('repair.correctBody', { app })}</p>
        {error && !isKnown && <ErrorNotice error={error} />}
        <div className="pt-dialog__actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button type="submit" look="primary" busy={busy}>
            {t('repair.send')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
