import { useId, useState } from 'react';
import type { FieldValues } from '../../core/connect-snapshot.ts';
import type { FormField } from '../../core/contract.ts';
import { ChevronIcon, EyeIcon, EyeOffIcon, TriangleShape } from '../controls/icons.tsx';
import { usePortico, useTab } from '../tab-context.ts';
import { shownValue } from './field-values.ts';
import { FilePicker } from './file-picker.tsx';
import { OptionsCombobox } from './options-combobox.tsx';
import { ScheduleField } from './schedule-field.tsx';

export interface FieldProps {
  field: FormField;
  values: FieldValues;
  /** Why it cannot be sent like this. */
  complaint: string | null;
  onChange: (value: unknown) => void;
}

/** What ties a control to its label, help and complaint. */
export interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
  'data-pt-field': string;
}

interface ValueProps {
  control: ControlProps;
  field: FormField;
  value: string;
  onChange: (value: string) => void;
}

function Secret({ control, field, value, onChange }: ValueProps) {
  const { t } = useTab();
  const [visible, setVisible] = useState(false);
  return (
    <div className="pt-with-button">
      <input
        {...control}
        className="pt-input"
        part="input"
        type={visible ? 'text' : 'password'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        placeholder={field.placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <button
        type="button"
        className="pt-icon-button"
        aria-label={t(visible ? 'field.hide' : 'field.show', { label: field.label })}
        onClick={() => setVisible(!visible)}
      >
        {visible ? <EyeOffIcon /> : <EyeIcon />}
      </button>
    </div>
  );
}

/** Several lines: a key or a document, pasted, dropped or chosen as a file. */
function Tall({ control, field, value, onChange }: ValueProps) {
  const { t } = useTab();
  const read = (files: FileList | null) => {
    void files?.[0]?.text().then(onChange);
  };
  return (
    <>
      <textarea
        {...control}
        className="pt-input pt-input--tall"
        part="input"
        autoComplete="off"
        spellCheck={false}
        placeholder={field.placeholder}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onDrop={(event) => {
          if (event.dataTransfer.files.length === 0) return;
          event.preventDefault();
          read(event.dataTransfer.files);
        }}
      />
      <label className="pt-link pt-file">
        {t('field.file')}
        <input
          type="file"
          aria-label={`${t('field.file')}: ${field.label}`}
          onChange={(event) => read(event.currentTarget.files)}
        />
      </label>
    </>
  );
}

function Control({ control, field, value, onChange }: ValueProps) {
  const { t } = useTab();
  if (field.kind === 'options')
    return <OptionsCombobox control={control} field={field} value={value} onChange={onChange} />;
  if (field.kind === 'file') return <FilePicker control={control} field={field} value={value} onChange={onChange} />;
  if (field.kind === 'schedule')
    return <ScheduleField control={control} field={field} value={value} onChange={onChange} />;
  if (field.kind === 'multiline') return <Tall control={control} field={field} value={value} onChange={onChange} />;
  if (field.kind === 'password') return <Secret control={control} field={field} value={value} onChange={onChange} />;
  if (field.kind === 'select')
    return (
      <div className="pt-select">
        <select
          {...control}
          className="pt-input"
          part="input"
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {(value === '' || !field.required) && <option value="">{t('field.pick')}</option>}
          {field.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronIcon />
      </div>
    );
  return (
    <input
      {...control}
      className="pt-input"
      part="input"
      type="text"
      inputMode={field.kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      placeholder={field.placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

export function Field(props: FieldProps) {
  const Own = usePortico().components.Field;
  return Own ? <Own {...props} /> : <PlainField {...props} />;
}

/** One question: label, control, help under it, and the complaint where there is one. */
function PlainField({ field, values, complaint, onChange }: FieldProps) {
  const { t } = useTab();
  const id = useId();
  const described = [field.help && `${id}help`, complaint && `${id}complaint`].filter(Boolean).join(' ');
  const control: ControlProps = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': complaint ? true : undefined,
    'aria-required': field.required && field.kind !== 'switch' ? true : undefined,
    'data-pt-field': field.name,
  };
  const value = shownValue(field, values);
  return (
    <div className="pt-field" part="field">
      {field.kind === 'switch' ? (
        <label className="pt-switch">
          <input
            {...control}
            type="checkbox"
            role="switch"
            aria-checked={value === true}
            checked={value === true}
            onChange={(event) => onChange(event.currentTarget.checked)}
          />
          <span className="pt-field__label">{field.label}</span>
        </label>
      ) : (
        <>
          <label className="pt-field__label" htmlFor={id} id={`${id}label`}>
            {field.label}
            {!field.required && <span>{t('field.optional')}</span>}
          </label>
          <Control control={control} field={field} value={String(value)} onChange={onChange} />
        </>
      )}
      {complaint && (
        <p className="pt-field__error" id={`${id}complaint`}>
          <TriangleShape />
          {complaint}
        </p>
      )}
      {field.help && (
        <p className="pt-field__help" id={`${id}help`}>
          {field.help}
        </p>
      )}
    </div>
  );
}
