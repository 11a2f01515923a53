import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { MatchSource } from '../../core/matching.ts';
import { ChevronIcon } from '../controls/icons.tsx';
import { OptionsList } from '../form/options-list.tsx';
import { useTab } from '../tab-context.ts';

const PAGE = 60;

export interface SourcePickerProps {
  sources: readonly MatchSource[];
  value: string | null;
  app: string;
  label: string;
  /** What describes it: problems. */
  describedBy?: string | undefined;
  invalid?: boolean;
  field?: string;
  onChange: (path: string | null) => void;
}

/** The app's fields, hundreds of them: found by typing a part of the name, of the path or of a value. */
export function SourcePicker({ sources, value, app, label, describedBy, invalid, field, onChange }: SourcePickerProps) {
  const { t } = useTab();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [shown, setShown] = useState(PAGE);
  const chosen = sources.find(({ path }) => path === value);
  const search = (typed ?? '').trim().toLowerCase();
  const found = useMemo(
    () =>
      sources.filter(({ label: name, path, sample }) =>
        `${name} ${path} ${sample ?? ''}`.toLowerCase().includes(search),
      ),
    [sources, search],
  );
  const options = found.slice(0, shown).map((source) => ({
    value: source.path,
    label: source.label,
    ...(source.sample && { detail: source.sample }),
  }));
  const more = found.length > shown;
  const close = () => {
    setOpen(false);
    setTyped(null);
    setActive(-1);
    setShown(PAGE);
  };
  const show = () => {
    setOpen(true);
    setActive(found.findIndex(({ path }) => path === value));
  };
  const press = (index: number) => {
    const option = options[index];
    if (!option) return setShown(shown + PAGE);
    onChange(option.value);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const count = options.length + (more ? 1 : 0);
    if (step) {
      event.preventDefault();
      if (!open) show();
      else if (count > 0) setActive(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (active >= 0 || options.length === 1) press(Math.max(0, active));
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className="pt-combobox">
      <div className="pt-with-button">
        <input
          ref={input}
          className="pt-input"
          part="input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          aria-activedescendant={open && active >= 0 ? `${id}${active}` : undefined}
          aria-describedby={describedBy}
          aria-invalid={invalid || undefined}
          data-pt-field={field}
          placeholder={t('matching.choose')}
          value={typed ?? chosen?.label ?? value ?? ''}
          onFocus={(event) => event.currentTarget.select()}
          onClick={() => !open && show()}
          onBlur={close}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setOpen(true);
            setTyped(event.currentTarget.value);
            setActive(-1);
            if (event.currentTarget.value === '') onChange(null);
          }}
        />
        <button
          type="button"
          className="pt-icon-button"
          tabIndex={-1}
          aria-label={t('options.toggle')}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            input.current?.focus();
            if (open) close();
            else show();
          }}
        >
          <ChevronIcon />
        </button>
      </div>
      {open && (
        <OptionsList
          id={id}
          label={label}
          app={app}
          live={{ options, search, more, status: 'ready', error: null }}
          value={value ?? ''}
          active={active}
          onActive={setActive}
          onPress={press}
          onRetry={close}
        />
      )}
    </div>
  );
}
