import { useId } from 'react';
import { ChevronIcon, CloseIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';

interface SelectProps {
  label: string;
  value: string;
  choices: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

export function Select({ label, value, choices, onChange }: SelectProps) {
  return (
    <div className="pt-select">
      <select
        className="pt-input"
        part="input"
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
      <ChevronIcon />
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  choices?: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** A text, or one of the values that there are. */
export function Text({ label, value, choices = [], onChange }: TextProps) {
  const id = useId();
  return (
    <>
      <input
        className="pt-input"
        part="input"
        type="text"
        aria-label={label}
        list={choices.length > 0 ? id : undefined}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={id}>
          {choices.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </datalist>
      )}
    </>
  );
}

export function Remove({ what, onClick }: { what: string; onClick: () => void }) {
  const { t } = useTab();
  return (
    <button type="button" className="pt-icon-button" aria-label={t('matching.removeOf', { what })} onClick={onClick}>
      <CloseIcon />
    </button>
  );
}
