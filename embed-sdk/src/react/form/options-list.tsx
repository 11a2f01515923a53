import { useEffect, useMemo, useRef } from 'react';
import type { Option } from '../../core/contract.ts';
import type { PorticoError } from '../../core/portico-error.ts';
import { Announcement } from '../controls/announcement.tsx';
import { useErrorWords } from '../controls/error-notice.tsx';
import { CheckIcon, RingShape, SquareShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import type { LiveOptions } from './use-options.ts';
import { useWindow } from './use-window.ts';

/** Of the rows of a long list: with a second line, and without. */
const TALL = 52;
const LOW = 36;

const none: Option[] = [];

export interface OptionsListProps {
  id: string;
  label: string;
  app: string;
  live: LiveOptions;
  value: string;
  active: number;
  onActive: (index: number) => void;
  onPress: (index: number) => void;
  onRetry: () => void;
}

function Failure({ app, error, onRetry }: { app: string; error: PorticoError; onRetry: () => void }) {
  const { t } = useTab();
  const { sentence } = useErrorWords(error);
  return (
    <div className="pt-combobox__note" role="alert">
      <span className="pt-state pt-state--failed">
        <SquareShape />
        {t('options.failed', { app })}
      </span>
      <span>{sentence}</span>
      <button type="button" className="pt-link" tabIndex={-1} onClick={onRetry}>
        {t('action.again')}
      </button>
    </div>
  );
}

/** The choices under the combobox; the focus stays in its input. */
export function OptionsList({ id, label, app, live, value, active, onActive, onPress, onRetry }: OptionsListProps) {
  const { t } = useTab();
  const { options, search, more, status, error } = live;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  useEffect(() => {
    if (active >= 0) box.current?.querySelector('.pt-option--active')?.scrollIntoView?.({ block: 'nearest' });
  }, [active]);

  const nothing = status === 'ready' && options.length === 0;
  const shown = status === 'failed' ? none : options;
  const rowHeight = useMemo(() => (shown.some((option) => option.detail) ? TALL : LOW), [shown]);
  const { isLong, from, to, onScroll } = useWindow(box, shown.length, rowHeight, active);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what another search found begins at its top
  useEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [search]);
  const classOf = (index: number) => (index === active ? 'pt-option pt-option--active' : 'pt-option');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the focus in the input.
    <div
      className="pt-combobox__list"
      part="options"
      ref={box}
      onScroll={onScroll}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div
        id={id}
        role="listbox"
        aria-label={label}
        aria-busy={status === 'loading'}
        tabIndex={-1}
        style={isLong ? { paddingTop: from * rowHeight, paddingBottom: (shown.length - to) * rowHeight } : undefined}
      >
        {shown.slice(from, to).map((option, nth) => {
          const index = from + nth;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's (aria-activedescendant).
            <div
              key={option.value}
              id={`${id}${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={option.value === value}
              aria-setsize={isLong ? shown.length : undefined}
              aria-posinset={isLong ? index + 1 : undefined}
              className={isLong ? `${classOf(index)} pt-option--row` : classOf(index)}
              style={isLong ? { height: rowHeight } : undefined}
              onMouseMove={() => onActive(index)}
              onClick={() => onPress(index)}
            >
              <span>
                {option.label}
                {option.detail && <span className="pt-option__detail">{option.detail}</span>}
              </span>
              {option.value === value && <CheckIcon />}
            </div>
          );
        })}
        {more && status !== 'failed' && (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's (aria-activedescendant).
          <div
            id={`${id}${options.length}`}
            role="option"
            tabIndex={-1}
            aria-selected="false"
            className={`${classOf(options.length)} pt-option--more`}
            onMouseMove={() => onActive(options.length)}
            onClick={() => onPress(options.length)}
          >
            <span>{t('options.more')}</span>
            {status === 'loading_more' && <RingShape turning />}
          </div>
        )}
      </div>
      {status === 'loading' && options.length === 0 && (
        <div className="pt-combobox__note">
          <span className="pt-state pt-state--waiting">
            <RingShape turning />
            {t('options.loading')}
          </span>
        </div>
      )}
      {status === 'failed' && error && <Failure app={app} error={error} onRetry={onRetry} />}
      {nothing && (
        <div className="pt-combobox__note">
          <span>{search ? t('options.noneHint', { app, search }) : t('options.empty', { app })}</span>
        </div>
      )}
      <Announcement
        text={
          status === 'ready'
            ? t('options.found', { count: options.length })
            : status === 'loading'
              ? t('options.loading')
              : ''
        }
      />
    </div>
  );
}
