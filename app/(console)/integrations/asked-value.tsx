import type { ControlIds } from '#app/ui/field.tsx';
import { Field } from '#app/ui/field.tsx';
import { Input, TextArea } from '#app/ui/input.tsx';
import type { Asked } from './asked-answers.ts';

interface AskedValueProps {
  asked: Asked;
  value: string;
  /** A secret that is there already: left empty, it stays. */
  stored: boolean;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** One thing that the connector asks the vendor beside the client. */
export function AskedValue({ asked, value, stored, error, onChange }: AskedValueProps) {
  const kept = stored ? 'One is stored, encrypted. Leave this empty to keep it.' : '';
  const help = [asked.help, kept].filter(Boolean).join(' ');
  return (
    <Field label={asked.label} optional={!asked.required || stored} help={help || undefined} error={error}>
      {(ids) => <Control ids={ids} asked={asked} value={value} onChange={onChange} />}
    </Field>
  );
}

const yesOrNo = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

function Control({
  ids,
  asked,
  value,
  onChange,
}: { ids: ControlIds } & Pick<AskedValueProps, 'asked' | 'value' | 'onChange'>) {
  const shared = { ...ids, value, placeholder: asked.placeholder, autoComplete: 'off', className: 'font-mono' };
  const choices = asked.kind === 'switch' ? yesOrNo : asked.choices;
  if (asked.kind === 'select' || asked.kind === 'switch')
    return (
      <select
        {...ids}
        className="h-8 w-full rounded-control border border-control bg-surface px-2 text-13 text-ink"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {!value && <option value="">Choose…</option>}
        {choices?.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  if (asked.kind === 'multiline')
    return <TextArea {...shared} rows={3} onChange={(event) => onChange(event.currentTarget.value)} />;
  return (
    <Input
      {...shared}
      type={asked.secret ? 'password' : 'text'}
      inputMode={asked.kind === 'number' ? 'numeric' : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
