import { useId, useState } from 'react';
import type { Match, MatchTarget } from '../../core/matching.ts';
import { ArrowIcon, CheckIcon, TriangleShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import { MatchSettings } from './match-settings.tsx';
import { SourcePicker } from './source-picker.tsx';
import { type MatchState, matchFor } from './use-matching.ts';

export interface MatchRowProps {
  state: MatchState;
  target: MatchTarget;
  app: string;
  /** Nothing is chosen, and somebody tried to go on. */
  isMissing: boolean;
}

/** One field of the vendor's, and where it comes from: what is known of its trouble stands under it, with what mends it. */
export function MatchRow({ state, target, app, isMissing }: MatchRowProps) {
  const { t, words } = useTab();
  const id = useId();
  const [adjusting, setAdjusting] = useState(false);
  const { view, preview } = state;
  const match: Match = matchFor(state.matches, target.path) ?? { target: target.path, source: null };
  const source = view.sources.find(({ path }) => path === match.source);
  const lost = view.broken.find((one) => one.target === target.path);
  const suggestion = match.source === null && !match.byVendor ? state.suggestionFor(target.path) : undefined;
  const suggested = view.sources.find(({ path }) => path === suggestion?.match.source);
  // What nothing is chosen for is said when somebody wants to go on, and not at once.
  const problems = match.source === null ? [] : (preview?.problems.filter((one) => one.target === target.path) ?? []);
  const isOwn = view.targets.every(({ path }) => path !== target.path);
  const choose = (path: string | null) => {
    const { label } = match;
    const known = matchFor(view.matches, target.path);
    // What the vendor fills is filled by the vendor again.
    if (path === null && known?.byVendor) return state.set(known);
    state.set({ target: target.path, source: path, ...(label !== undefined && { label }) });
  };
  return (
    <li className="pt-match" part="match">
      <div className="pt-match__pair">
        <div className="pt-match__source">
          <SourcePicker
            sources={view.sources}
            value={match.source}
            app={app}
            label={t('matching.sourceOf', { app, field: target.label })}
            describedBy={`${id}notes`}
            invalid={isMissing || problems.some(({ severity }) => severity === 'error')}
            field={target.path}
            onChange={choose}
          />
        </div>
        <ArrowIcon />
        <div className="pt-match__to">
          <p className="pt-match__label">
            {target.label} {target.required && <span>{t('matching.required')}</span>}
          </p>
          {target.description && <p className="pt-small pt-quiet">{target.description}</p>}
        </div>
      </div>
      <div className="pt-match__notes" id={`${id}notes`}>
        {match.byVendor && <p className="pt-small pt-quiet">{t('matching.byVendor')}</p>}
        {source && (
          <p className="pt-small pt-quiet pt-match__sample">
            {source.sample === null ? t('matching.noSample') : t('matching.sample', { value: source.sample })}
          </p>
        )}
        {lost && (
          <p className="pt-match__trouble">
            <TriangleShape />
            <span>{t('matching.gone', { app, field: lost.field.split('.').at(-1) ?? lost.label })}</span>
          </p>
        )}
        {isMissing && (
          <p className="pt-match__trouble pt-match__trouble--error">
            <TriangleShape />
            <span>{t('field.choose')}</span>
          </p>
        )}
        {problems.map(({ message, remedy, severity }) => (
          <p key={message} className={`pt-match__trouble${severity === 'error' ? ' pt-match__trouble--error' : ''}`}>
            <TriangleShape />
            <span>
              {message} {remedy}
            </span>
          </p>
        ))}
      </div>
      <div className="pt-match__acts">
        {suggestion && suggested && (
          <button type="button" className="pt-chip" part="suggestion" onClick={() => state.set(suggestion.match)}>
            <CheckIcon />
            {t('matching.use', { source: suggested.label })}
            <span className="pt-quiet">
              {t('matching.likely', { percent: words.number(Math.round(suggestion.confidence * 100)) })}
            </span>
          </button>
        )}
        {problems.flatMap(({ fix }) =>
          fix ? (
            <button
              key={fix.words}
              type="button"
              className="pt-chip"
              onClick={() => state.set({ ...fix.match, target: target.path })}
            >
              <CheckIcon />
              {t('matching.fix', { what: fix.words })}
            </button>
          ) : (
            []
          ),
        )}
        {match.source !== null && (
          <button
            type="button"
            className="pt-link pt-small"
            aria-expanded={adjusting}
            aria-label={t('matching.adjustOf', { field: target.label })}
            onClick={() => setAdjusting(!adjusting)}
          >
            {t('matching.adjust')}
          </button>
        )}
        {isOwn && (
          <button
            type="button"
            className="pt-link pt-small"
            aria-label={t('matching.removeOf', { what: target.label })}
            onClick={() => state.remove(target.path)}
          >
            {t('matching.remove')}
          </button>
        )}
      </div>
      {adjusting && match.source !== null && (
        <MatchSettings
          match={match}
          target={target}
          source={source}
          sources={view.sources}
          app={app}
          onChange={state.set}
        />
      )}
    </li>
  );
}
