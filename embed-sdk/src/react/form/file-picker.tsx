import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react';
import type { FormField, Option } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { ArrowIcon, FileIcon, FolderIcon, RingShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { useWizard } from '../wizard/wizard-context.ts';
import type { ControlProps } from './field.tsx';
import { labelOf, rememberLabels } from './option-labels.ts';
import { useOptions } from './use-options.ts';

export interface FilePickerProps {
  control: ControlProps;
  field: FormField;
  value: string;
  onChange: (value: string) => void;
}

/** A file or folder of what is connected: a button that says what is chosen, and a window to look through it. */
export function FilePicker({ control, field, value, onChange }: FilePickerProps) {
  const { t } = useTab();
  const { flow } = useWizard();
  const [open, setOpen] = useState(false);
  const name = field.options ?? field.name;
  const chosen = value === '' ? null : (labelOf(flow, name, value) ?? value);
  return (
    <div className="pt-row">
      <button
        type="button"
        id={control.id}
        aria-describedby={control['aria-describedby']}
        data-pt-field={control['data-pt-field']}
        aria-haspopup="dialog"
        className="pt-button pt-files__chosen"
        part="button"
        onClick={() => setOpen(true)}
      >
        {chosen ?? t('files.choose')}
      </button>
      {chosen && !field.required && (
        <Button look="plain" onClick={() => onChange('')}>
          {t('files.clear')}
        </Button>
      )}
      {open && (
        <FileDialog
          field={field}
          onClose={() => setOpen(false)}
          onChoose={(option) => {
            onChange(option.value);
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}

interface FileDialogProps {
  field: FormField;
  onChoose: (option: Option) => void;
  onClose: () => void;
}

/** Arrows go up and down, right and enter open a folder, left goes up; what is typed is searched for everywhere. */
function FileDialog({ field, onChoose, onClose }: FileDialogProps) {
  const { t } = useTab();
  const { flow, detail } = useWizard();
  const heading = useId();
  const list = useRef<HTMLUListElement>(null);
  const name = field.options ?? field.name;
  /** The folders that are open, the outermost first. */
  const [path, setPath] = useState<Option[]>([]);
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState<Option | null>(null);
  const inside = path.at(-1)?.value ?? '';
  const { live, first, search, more } = useOptions(flow, name, inside);
  const { options, status, error } = live;
  const pick = field.pick ?? 'any';
  const mayChoose = useCallback(
    ({ branch = false }: Option) => pick === 'any' || (pick === 'folder') === branch,
    [pick],
  );
  rememberLabels(flow, name, options);
  useEffect(() => first(), [first]);

  const go = (folders: Option[]) => {
    setTyped('');
    setMarked(null);
    setPath(folders);
  };
  const press = (option: Option) => {
    if (option.branch && !(pick !== 'file' && marked?.value === option.value)) setMarked(option);
    else if (mayChoose(option)) setMarked(option);
  };
  const focusAt = (step: number, from: EventTarget & HTMLElement) => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-pt-row]') ?? [])];
    rows[(rows.indexOf(from) + step + rows.length) % rows.length]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>, option: Option) => {
    const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
    const [inward, outward] = isRtl ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
    if (event.key === 'ArrowDown') focusAt(1, event.currentTarget);
    else if (event.key === 'ArrowUp') focusAt(-1, event.currentTarget);
    else if (event.key === inward && option.branch) go([...path, option]);
    else if (event.key === outward && path.length > 0) go(path.slice(0, -1));
    else return;
    event.preventDefault();
  };
  const here = path.at(-1);
  const target = marked && mayChoose(marked) ? marked : (pick !== 'file' && here) || null;
  return (
    <Dialog labelledBy={heading} onClose={onClose}>
      <div className="pt-dialog__body">
        <h3 className="pt-subtitle" id={heading}>
          {t('files.title', { app: detail.name })}
        </h3>
        <input
          className="pt-input"
          part="input"
          type="search"
          aria-label={t('files.search')}
          placeholder={t('files.search')}
          value={typed}
          // It stands in the wizard's form, which enter would send.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setMarked(null);
            search(event.currentTarget.value);
          }}
        />
        <nav aria-label={t('files.path')}>
          <ol className="pt-crumbs">
            {[null, ...path].map((folder, at) => (
              <li key={folder?.value ?? ''}>
                {at === path.length ? (
                  <span aria-current="location">{folder?.label ?? detail.name}</span>
                ) : (
                  <button type="button" className="pt-link" onClick={() => go(path.slice(0, at))}>
                    {folder?.label ?? detail.name}
                  </button>
                )}
              </li>
            ))}
          </ol>
        </nav>
        {error && <ErrorNotice error={error} onRetry={() => (typed ? search(typed) : first())} />}
        {!error && (
          <ul className="pt-files" ref={list} aria-busy={status === 'loading'} aria-label={here?.label ?? detail.name}>
            {options.map((option) => (
              <li key={option.value} className={marked?.value === option.value ? 'pt-files__marked' : undefined}>
                <button
                  type="button"
                  className={mayChoose(option) || option.branch ? 'pt-files__row' : 'pt-files__row pt-quiet'}
                  aria-disabled={mayChoose(option) || option.branch ? undefined : true}
                  data-pt-row=""
                  aria-pressed={mayChoose(option) ? marked?.value === option.value : undefined}
                  onKeyDown={(event) => onKeyDown(event, option)}
                  onClick={() => (mayChoose(option) ? press(option) : option.branch && go([...path, option]))}
                  onDoubleClick={() => (option.branch ? go([...path, option]) : mayChoose(option) && onChoose(option))}
                >
                  {option.branch ? <FolderIcon /> : <FileIcon />}
                  <span>
                    {option.label}
                    {option.branch && <span className="pt-hidden"> ({t('files.folder')})</span>}
                    {option.detail && <span className="pt-option__detail">{option.detail}</span>}
                  </span>
                </button>
                {option.branch && mayChoose(option) && (
                  <button
                    type="button"
                    className="pt-icon-button"
                    aria-label={t('files.open', { name: option.label })}
                    onClick={() => go([...path, option])}
                  >
                    <ArrowIcon />
                  </button>
                )}
              </li>
            ))}
            {status === 'ready' && options.length === 0 && (
              <li className="pt-quiet">
                {typed ? t('options.noneHint', { app: detail.name, search: typed }) : t('files.empty')}
              </li>
            )}
          </ul>
        )}
        {(status === 'loading' || status === 'loading_more') && (
          <span className="pt-state pt-state--waiting" role="status">
            <RingShape turning />
            {t('options.loading')}
          </span>
        )}
        {live.more && status === 'ready' && (
          <div>
            <Button onClick={more}>{t('options.more')}</Button>
          </div>
        )}
        <div className="pt-dialog__actions">
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          {target && (
            <Button look="primary" onClick={() => onChoose(target)}>
              {target === here && !marked ? t('files.here') : t('files.pick', { name: target.label })}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
