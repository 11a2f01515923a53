import { RingShape, TriangleShape } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';
import type { MatchState } from './use-matching.ts';

/** Three records of the customer's own, as they will arrive. */
export function MatchPreview({ state, app }: { state: MatchState; app: string }) {
  const { t } = useTab();
  const { preview, trying, targets } = state;
  const labelOf = (path: string) => targets.find((target) => target.path === path)?.label ?? path;
  const records = preview?.records ?? [];
  return (
    <section className="pt-section" aria-busy={trying}>
      <h4 className="pt-label pt-row">
        {t('matching.preview')}
        {trying && <RingShape turning />}
      </h4>
      {records.length > 0 && (
        <ol className="pt-samples">
          {records.map(({ values, troubles, outcome }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they come in one order, and have no other name.
            <li key={at} className="pt-sample" part="preview">
              {outcome === 'excluded' && <p className="pt-small pt-quiet">{t('matching.excluded')}</p>}
              <dl>
                {values.map(({ target, value }) => (
                  <div key={target}>
                    <dt>{labelOf(target)}</dt>
                    <dd>
                      {troubles.some((one) => one.target === target) ? (
                        <span className="pt-match__trouble">
                          <TriangleShape />
                          <span>{troubles.find((one) => one.target === target)?.message}</span>
                        </span>
                      ) : (
                        (value ?? <span className="pt-quiet">–</span>)
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            </li>
          ))}
        </ol>
      )}
      {preview && records.length === 0 && !preview.trouble && preview.problems.length === 0 && (
        <p className="pt-small pt-quiet">{t('matching.noRecords', { app })}</p>
      )}
    </section>
  );
}
