import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { FormField } from '../../core/contract.ts';
import type { PorticoError } from '../../core/portico-error.ts';
import type { PhraseKey } from '../phrases/en.ts';
import { useTab } from '../tab-context.ts';
import { Field } from './field.tsx';
import { complaintsAbout, toSend } from './field-values.ts';

export interface FormProps {
  fields: readonly FormField[];
  values: FieldValues;
  /** The server's word on the last try; goes to its field if it names one. */
  error: PorticoError | null;
  onEdit: (values: FieldValues) => void;
  onSubmit: (values: FieldValues) => void;
  /** What stands under the fields: the buttons. */
  children: ReactNode;
}

const none: ReadonlyMap<string, PhraseKey> = new Map();

/** Draws the fields that the server describes, one question a block; complains at the field, after sending. */
export function Form({ fields, values, error, onEdit, onSubmit, children }: FormProps) {
  const { t } = useTab();
  const form = useRef<HTMLFormElement>(null);
  const [complaints, setComplaints] = useState(none);

  const focusOn = (name: string) => {
    const control = form.current?.querySelector(`[data-pt-field="${CSS.escape(name)}"]`);
    if (control instanceof HTMLElement) control.focus();
  };
  useEffect(() => {
    if (!error?.field) return;
    const control = form.current?.querySelector(`[data-pt-field="${CSS.escape(error.field)}"]`);
    if (control instanceof HTMLElement) control.focus();
  }, [error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = complaintsAbout(fields, values);
    setComplaints(found);
    const first = fields.find((field) => found.has(field.name));
    if (first) focusOn(first.name);
    else onSubmit(toSend(fields, values));
  };
  const complaintOf = ({ name }: FormField) => {
    const key = complaints.get(name);
    if (key) return t(key);
    return error?.field === name ? [error.message, error.remedy].filter(Boolean).join(' ') : null;
  };
  return (
    <form className="pt-form" part="form" noValidate ref={form} onSubmit={submit}>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          values={values}
          complaint={complaintOf(field)}
          onChange={(value) => {
            if (complaints.has(field.name))
              setComplaints(new Map([...complaints].filter(([name]) => name !== field.name)));
            onEdit({ [field.name]: value });
          }}
        />
      ))}
      {children}
    </form>
  );
}
