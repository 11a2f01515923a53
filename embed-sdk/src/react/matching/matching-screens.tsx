import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { IntegrationDetail, SyncOffer } from '../../core/contract.ts';
import type { Match } from '../../core/matching.ts';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Notice } from '../controls/notice.tsx';
import { BackLink } from '../integration/integration-header.tsx';
import { useCommand } from '../integration/use-command.ts';
import { ScreenHeading, useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import { AuthorizedAccount } from '../wizard/authorized-account.tsx';
import { Step } from '../wizard/step.tsx';
import { StepActions } from '../wizard/step-actions.tsx';
import { StepError } from '../wizard/step-error.tsx';
import { shown, useWizard } from '../wizard/wizard-context.ts';
import { MatchingBones } from './lazy-matching.tsx';
import { MatchFields } from './match-fields.tsx';
import { type MatchState, missingIn, useMatching } from './use-matching.ts';

/** The first field that somebody has to look at takes the focus, at each try and at no other time. */
function useFocusOn(names: readonly string[], tries: number) {
  const box = useRef<HTMLDivElement>(null);
  const first = useRef<string | undefined>(undefined);
  first.current = names[0];
  useEffect(() => {
    if (tries === 0 || first.current === undefined) return;
    const control = box.current?.querySelector(`[data-pt-field="${CSS.escape(first.current)}"]`);
    if (control instanceof HTMLElement) control.focus();
  }, [tries]);
  return box;
}

interface PartProps {
  state: MatchState | null;
  error: ReturnType<typeof useMatching>['error'];
  load: () => void;
  app: string;
  missing: readonly string[];
  tries: number;
}

function Part({ state, error, load, app, missing, tries }: PartProps) {
  const { t } = useTab();
  const box = useFocusOn(missing, tries);
  if (error && !state) return <ErrorNotice error={error} onRetry={load} />;
  if (!state) return <MatchingBones text={t('matching.reading', { app })} />;
  return (
    <div ref={box}>
      <MatchFields state={state} app={app} missing={missing} />
    </div>
  );
}

/** One sync of those that the wizard lets somebody match. */
interface WizardPartProps {
  sync: { key: string; label: string };
  /** How often somebody wanted to go on. */
  tries: number;
  onState: (state: MatchState) => void;
}

function WizardPart({ sync, tries, onState }: WizardPartProps) {
  const { detail, flow, snapshot } = useWizard();
  const matching = useMemo(() => flow.matching(sync.key), [flow, sync.key]);
  const kept = useRef(snapshot.draft.mapping[sync.key] as Match[] | undefined);
  const { state, error, load } = useMatching({
    matching,
    kept: kept.current,
    onEdit: (matches) => flow.edit('mapping', { [sync.key]: matches }),
  });
  const missing = state && tries > 0 ? missingIn(state).map(({ path }) => path) : [];
  useEffect(() => {
    if (state) onState(state);
  });
  return <Part {...{ state, error, load, missing, tries }} app={detail.name} />;
}

/** Match fields: the step between the questions and the review. */
export function MatchingStep() {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const syncs = snapshot.connect?.matching ?? [];
  const [states, setStates] = useState<Record<string, MatchState>>({});
  const [tries, setTries] = useState(0);
  const { error } = snapshot;
  const go = () => {
    setTries(tries + 1);
    if (syncs.some(({ key }) => !states[key] || missingIn(states[key]).length > 0)) return;
    shown(flow.match(Object.fromEntries(syncs.map(({ key }) => [key, states[key]?.matches ?? []]))));
  };
  return (
    <Step heading={t('matching.heading')}>
      <AuthorizedAccount />
      <p className="pt-prose pt-quiet">{t('matching.intro', { app: detail.name })}</p>
      {syncs.map((sync) => (
        <section key={sync.key} className="pt-section" aria-label={sync.label}>
          {syncs.length > 1 && <h4 className="pt-subtitle">{sync.label}</h4>}
          <WizardPart
            sync={sync}
            tries={tries}
            onState={(state) => {
              if (states[sync.key]?.matches !== state.matches || states[sync.key]?.targets !== state.targets)
                setStates({ ...states, [sync.key]: state });
            }}
          />
        </section>
      ))}
      {error?.field ? <ErrorNotice error={error} /> : <StepError />}
      <StepActions>
        <Button look="primary" busy={snapshot.busy} onClick={go}>
          {t('action.continue')}
        </Button>
      </StepActions>
    </Step>
  );
}

/** Match fields of an app that is connected. */
export function MatchingScreen({ detail }: { detail: IntegrationDetail }) {
  const { t, session } = useTab();
  const { leaveTo } = useRouter();
  const { slug, name: app, installation } = detail;
  const offers = installation?.offers?.filter((offer) => offer.matching && offer.sync) ?? [];
  const lost = installation?.connection.attention?.sync;
  const ordered = [...offers].sort((one, other) => Number(other.key === lost) - Number(one.key === lost));
  return (
    <div className="pt-page pt-page--matching" part="matching-screen">
      <BackLink onClick={() => leaveTo({ name: 'integration', slug })}>{app}</BackLink>
      <div className="pt-stack">
        <ScreenHeading className="pt-title">{t('matching.heading')}</ScreenHeading>
        <p className="pt-prose pt-quiet">{t('matching.intro', { app })}</p>
      </div>
      {session?.endUser.role !== 'admin' ? (
        <p className="pt-small pt-quiet">{t('integration.viewer')}</p>
      ) : ordered.length === 0 ? (
        <p className="pt-quiet">{t('matching.nothing')}</p>
      ) : (
        ordered.map((offer) => <PanelPart key={offer.key} offer={offer} detail={detail} many={ordered.length > 1} />)
      )}
    </div>
  );
}

interface PanelPartProps {
  offer: SyncOffer;
  detail: IntegrationDetail;
  many: boolean;
}

function PanelPart({ offer, detail, many }: PanelPartProps): ReactNode {
  const { t, client } = useTab();
  const { leaveTo } = useRouter();
  const { slug, name: app } = detail;
  const id = detail.installation?.id ?? '';
  const matching = useMemo(() => client.matching(slug, id, offer.key), [client, slug, id, offer.key]);
  const { state, error, load, forget } = useMatching({ matching });
  const { busy, error: refused, run } = useCommand();
  const [tries, setTries] = useState(0);
  const [asking, setAsking] = useState(false);
  const missing = state && tries > 0 ? missingIn(state).map(({ path }) => path) : [];
  const done = () => leaveTo({ name: 'integration', slug });
  const save = () => {
    if (!state) return;
    setTries(tries + 1);
    if (missingIn(state).length > 0) return;
    run('save', () => matching.save(state.matches, state.view.version).then(done));
  };
  return (
    <section className="pt-section" aria-label={offer.label}>
      {many && <h3 className="pt-subtitle">{offer.label}</h3>}
      <Part {...{ state, error, load, app, missing, tries }} />
      {refused && (
        <ErrorNotice
          error={refused}
          {...(refused.code === 'conflict' && {
            onRetry: () => {
              forget();
              load();
            },
          })}
        />
      )}
      {state && (
        <div className="pt-row">
          <Button look="primary" busy={busy === 'save'} onClick={state.dirty ? save : done}>
            {t(state.dirty ? 'matching.save' : 'matching.done')}
          </Button>
          {state.dirty && (
            <Button look="plain" onClick={state.discard}>
              {t('matching.discard')}
            </Button>
          )}
          {state.view.own && !asking && (
            <Button look="plain" onClick={() => setAsking(true)}>
              {t('matching.reset')}
            </Button>
          )}
        </div>
      )}
      {asking && (
        <Notice
          alert
          tone="warning"
          sentence={t('matching.resetSure')}
          action={
            <div className="pt-row">
              <Button busy={busy === 'reset'} onClick={() => run('reset', () => matching.reset().then(done))}>
                {t('matching.reset')}
              </Button>
              <Button look="plain" onClick={() => setAsking(false)}>
                {t('action.cancel')}
              </Button>
            </div>
          }
        />
      )}
    </section>
  );
}
