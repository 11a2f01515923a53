import { type FormEvent, useState } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Notice } from '../controls/notice.tsx';
import { useTab } from '../tab-context.ts';
import { MatchPreview } from './match-preview.tsx';
import { MatchRow } from './match-row.tsx';
import type { MatchState } from './use-matching.ts';

export interface MatchFieldsProps {
  state: MatchState;
  app: string;
  /** Required fields that nothing was chosen for when somebody wanted to go on. */
  missing: readonly string[];
}

/** What to match, row by row, with what comes of it on records of one's own. */
export function MatchFields({ state, app, missing }: MatchFieldsProps) {
  const { t } = useTab();
  const { view, targets, open, preview, previewError } = state;
  const trouble = preview?.trouble ?? view.trouble;
  return (
    <div className="pt-matching" part="matching">
      {trouble && (
        <Notice tone="warning" sentence={trouble.sentence}>
          <p className="pt-small pt-quiet">{trouble.remedy}</p>
        </Notice>
      )}
      <div className="pt-matching__head">
        <span className="pt-label">{t('matching.inApp', { app })}</span>
        <span className="pt-label">{t('matching.inVendor')}</span>
      </div>
      <ul className="pt-matches">
        {targets.map((target) => (
          <MatchRow
            key={target.path}
            state={state}
            target={target}
            app={app}
            isMissing={missing.includes(target.path)}
          />
        ))}
      </ul>
      <div className="pt-row">
        {open > 1 && <Button onClick={state.acceptAll}>{t('matching.acceptAll', { count: open })}</Button>}
        {view.canCreate && <AddField state={state} />}
      </div>
      {previewError ? <ErrorNotice error={previewError} /> : <MatchPreview state={state} app={app} />}
      <Announcement
        text={
          state.trying || !preview
            ? ''
            : t('matching.found', { count: new Set(preview.problems.map(({ target }) => target)).size })
        }
      />
    </div>
  );
}

/** `Shoe size` as a name: `shoe_size`. */
const nameOf = (label: string): string =>
  label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60);

function AddField({ state }: { state: MatchState }) {
  const { t } = useTab();
  const [label, setLabel] = useState<string | null>(null);
  if (label === null) return <Button onClick={() => setLabel('')}>{t('matching.addField')}</Button>;
  const add = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (label.trim() === '') return;
    const isTaken = (name: string) => state.targets.some(({ path }) => path === name);
    // A script that has no letters of these still has a name here; and two may be called alike.
    const base = nameOf(label) || 'field';
    let name = base;
    for (let number = 2; isTaken(name); number += 1) name = `${base}_${number}`;
    state.set({ target: name, source: null, label: label.trim() });
    setLabel(null);
  };
  return (
    <form className="pt-row" onSubmit={add}>
      <input
        className="pt-input pt-matching__name"
        part="input"
        type="text"
        // biome-ignore lint/a11y/noAutofocus: somebody has just asked for it.
        autoFocus
        maxLength={60}
        aria-label={t('matching.newField')}
        placeholder={t('matching.newField')}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <Button type="submit">{t('matching.addField')}</Button>
      <Button look="plain" onClick={() => setLabel(null)}>
        {t('action.cancel')}
      </Button>
    </form>
  );
}
