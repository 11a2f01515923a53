import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { FormField, Option } from '../../core/contract.ts';
import { ChevronIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { useWizard } from '../wizard/wizard-context.ts';
import type { ControlProps } from './field.tsx';
import { labelOf, rememberLabels } from './option-labels.ts';
import { OptionsList } from './options-list.tsx';
import { useOptions } from './use-options.ts';

export interface OptionsComboboxProps {
  control: ControlProps;
  field: FormField;
  value: string;
  onChange: (value: string) => void;
}

/** Live choices from the app, by the combobox pattern: type to search, arrows, enter, escape; more by the last line. */
export function OptionsCombobox({ control, field, value, onChange }: OptionsComboboxProps) {
  const { t } = useTab();
  const { flow, detail } = useWizard();
  const name = field.options ?? field.name;
  const { live, first, search, more: readMore } = useOptions(flow, name);
  const { options, status, more } = live;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  /** What is typed while searching; null shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);

  useMemo(() => rememberLabels(flow, name, options), [flow, name, options]);
  const chosen = value === '' ? '' : (labelOf(flow, name, value) ?? value);
  const count = options.length + (more ? 1 : 0);
  const unknown = value !== '' && labelOf(flow, name, value) === undefined;
  useEffect(() => {
    if (unknown) first();
  }, [unknown, first]);

  const show = () => {
    if (open) return;
    setOpen(true);
    setActive(
      Math.max(
        -1,
        options.findIndex((option) => option.value === value),
      ),
    );
    // Read anew each time: the choices may depend on another answer, or have changed in the app.
    first();
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
    setActive(-1);
  };
  const choose = (option: Option) => {
    onChange(option.value);
    close();
  };
  const press = (index: number) => {
    const option = options[index];
    if (option) choose(option);
    else if (more && status !== 'loading_more') readMore();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return show();
      const step = key === 'ArrowDown' ? 1 : -1;
      if (count > 0) setActive(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (key === 'Enter' && open) {
      event.preventDefault();
      if (status === 'failed') search(typed ?? '');
      else if (active >= 0) press(active);
    } else if (key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  return (
    <div className="pt-combobox">
      <div className="pt-with-button">
        <input
          {...control}
          ref={input}
          className="pt-input"
          part="input"
          type="text"
          role="combobox"
          autoComplete="off"
          spellCheck={false}
          aria-autocomplete="list"
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-activedescendant={open && active >= 0 ? `${listId}${active}` : undefined}
          placeholder={open ? t('options.search') : (field.placeholder ?? t('field.pick'))}
          value={typed ?? chosen}
          onFocus={(event) => event.currentTarget.select()}
          onClick={show}
          onBlur={close}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setOpen(true);
            setTyped(event.currentTarget.value);
            setActive(-1);
            search(event.currentTarget.value);
            if (event.currentTarget.value === '' && !field.required) onChange('');
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
          id={listId}
          label={field.label}
          app={detail.name}
          live={live}
          value={value}
          active={active}
          onActive={setActive}
          onPress={press}
          onRetry={() => search(typed ?? '')}
        />
      )}
    </div>
  );
}
