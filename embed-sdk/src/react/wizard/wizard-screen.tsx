import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type FlowStage, isAuthorized } from '../../core/connect-snapshot.ts';
import type { ConnectStage, IntegrationDetail } from '../../core/contract.ts';
import { AppIcon } from '../controls/app-icon.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { Notice } from '../controls/notice.tsx';
import { BackLink } from '../integration/integration-header.tsx';
import { LazyMatchingStep } from '../matching/lazy-matching.tsx';
import { ScreenHeading, useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';
import type { ConnectTarget } from '../tab-store.ts';
import { LaterStyles } from '../theme/later-styles.tsx';
import { useResource } from '../use-resource.ts';
import { AccountTypeStep } from './account-type-step.tsx';
import { AskedStep, AskStep } from './ask-step.tsx';
import { AuthorizeStep, StartingStep } from './authorize-step.tsx';
import { FailedStep } from './failed-step.tsx';
import { BeforeStep, CredentialsStep, QuestionsStep } from './fields-step.tsx';
import { OtherAccountStep } from './other-account-step.tsx';
import { ReviewStep } from './review-step.tsx';
import { useWizard, WizardContext } from './wizard-context.ts';
import { stepOf, stepsFor } from './wizard-step.ts';
import { WizardSteps } from './wizard-steps.tsx';

/** Those that a link can lead to. */
const STAGES: readonly ConnectStage[] = ['account-type', 'before', 'authorize', 'after', 'mapping', 'review'];

const STEPS: Partial<Record<FlowStage, () => React.ReactNode>> = {
  starting: () => <StartingStep />,
  'account-type': () => <AccountTypeStep />,
  before: () => <BeforeStep />,
  after: () => <QuestionsStep />,
  mapping: () => <LazyMatchingStep />,
  review: () => <ReviewStep />,
  failed: () => <FailedStep />,
};

function CurrentStep() {
  const { snapshot, asking } = useWizard();
  const { stage, connect } = snapshot;
  if (connect?.warning && stage !== 'failed') return <OtherAccountStep {...connect.warning} />;
  const canWait = snapshot.popup === 'none' && !isAuthorized(snapshot.reached);
  if (asking && connect?.mayAsk && canWait) return <AskStep />;
  if (connect?.asked && canWait) return <AskedStep asked={connect.asked} />;
  if (stage === 'authorize' && connect && !connect.popupUrl && !isAuthorized(snapshot.reached))
    return <CredentialsStep />;
  if (stage === 'authorize' || (stage === 'cancelled' && snapshot.cancelled === 'popup_closed'))
    return <AuthorizeStep />;
  return STEPS[stage]?.() ?? null;
}

interface WizardScreenProps {
  target: ConnectTarget;
  /** The step that a link leads to; shown if it was asked already. */
  step?: string;
}

function WizardBody({ detail, target, step }: WizardScreenProps & { detail: IntegrationDetail }) {
  const { store, t } = useTab();
  const { leaveTo, progress } = useRouter();
  const flow = useMemo(() => store.flow(target), [store, target]);
  const snapshot = useSyncExternalStore(flow.subscribe, flow.getSnapshot, flow.getSnapshot);
  const { stage, cancelled } = snapshot;
  // Somebody connected it meanwhile, in another tab or at another desk: its page says so.
  const elsewhere = stage === 'starting' && snapshot.error?.code === 'conflict' && !target.reconnect;
  const over = stage === 'done' || cancelled === 'by_user' || elsewhere;
  const connect = snapshot.connect?.id;
  const wanted = useRef(step);
  useEffect(() => {
    if (!connect || over || stage === 'starting') return;
    const link = STAGES.find((known) => known === wanted.current);
    wanted.current = undefined;
    if (!link || link === stage || !flow.show(link)) progress({ connect, stage });
  }, [connect, stage, over, flow, progress]);

  useEffect(() => {
    if (!over) return;
    const installation = flow.getSnapshot().connect?.installation;
    if (installation) store.integration(target.slug).update((known) => ({ ...known, installation }));
    store.dropFlow(target);
    leaveTo({ name: 'integration', slug: target.slug });
  }, [over, flow, store, target, leaveTo]);

  const [asking, ask] = useState(false);
  const wizard = useMemo(
    () => ({ detail, flow, snapshot, cancel: () => flow.cancel(), asking, ask }),
    [detail, flow, snapshot, asking],
  );
  const now = snapshot.connect?.warning ? 'connect' : stepOf(stage);
  const title = target.reconnect ? 'wizard.reconnectTitle' : 'wizard.title';
  return (
    <WizardContext.Provider value={wizard}>
      <div className="pt-wizard__panel">
        <LaterStyles />
        <div className="pt-wizard__head">
          <AppIcon name={detail.name} url={detail.iconUrl} />
          <ScreenHeading className="pt-subtitle">{t(title, { app: detail.name })}</ScreenHeading>
        </div>
        <WizardSteps
          steps={stepsFor(
            { asks: detail.questions.length > 0, matches: Boolean(snapshot.connect?.matching) },
            Boolean(target.reconnect),
            now,
          )}
          now={now}
        />
        {snapshot.restored && <Notice tone="neutral" sentence={t('wizard.draftKept')} />}
        {over ? null : <CurrentStep />}
      </div>
    </WizardContext.Provider>
  );
}

/** Connects one account, step by step. Leaving it by *Back* keeps everything; *Cancel* ends it. */
export function WizardScreen({ target, step }: WizardScreenProps) {
  const { store } = useTab();
  const { leaveTo } = useRouter();
  const resource = store.integration(target.slug);
  const { data: detail, error } = useResource(resource);
  const listed = store.catalogue.getSnapshot().data?.find((entry) => entry.slug === target.slug);
  return (
    <section className="pt-wizard" part="wizard">
      <BackLink onClick={() => leaveTo({ name: 'integration', slug: target.slug })}>
        {detail?.name ?? listed?.name ?? target.slug}
      </BackLink>
      {error && !detail && <ErrorNotice error={error} onRetry={resource.load} />}
      {detail && <WizardBody detail={detail} target={target} step={step} />}
    </section>
  );
}
