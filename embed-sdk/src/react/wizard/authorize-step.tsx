import { isAuthorized } from '../../core/connect-snapshot.ts';
import { Announcement } from '../controls/announcement.tsx';
import { Button } from '../controls/button.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { RingShape } from '../controls/icons.tsx';
import { PermissionList } from '../integration/what-it-does.tsx';
import { useTab } from '../tab-context.ts';
import { AskLink } from './ask-step.tsx';
import { AuthorizedAccount } from './authorized-account.tsx';
import { Step } from './step.tsx';
import { StepActions } from './step-actions.tsx';
import { shown, useWizard } from './wizard-context.ts';

/** Signed in already, looked at again by *Back*. */
function SignedIn() {
  const { t } = useTab();
  const { detail, flow } = useWizard();
  return (
    <Step heading={t('authorize.signedIn', { app: detail.name })}>
      <AuthorizedAccount />
      <StepActions>
        <Button look="primary" onClick={flow.next}>
          {t('action.continue')}
        </Button>
        <Button onClick={() => shown(flow.restart())}>{t('authorize.another')}</Button>
      </StepActions>
      <p className="pt-small pt-quiet">{t('authorize.anotherHint')}</p>
    </Step>
  );
}

function Waiting() {
  const { t } = useTab();
  const { detail, flow } = useWizard();
  return (
    <Step heading={t('authorize.waiting', { app: detail.name })}>
      <p className="pt-waiting" role="status">
        <RingShape turning />
        <span className="pt-prose">{t('authorize.waitingBody')}</span>
      </p>
      <StepActions>
        <Button onClick={flow.authorize}>{t('authorize.openAgain')}</Button>
      </StepActions>
    </Step>
  );
}

/** The window could not be opened, or was closed before the end: what to do about it. */
function NoWindow({ why }: { why: 'blocked' | 'closed' }) {
  const { t } = useTab();
  const { detail, flow } = useWizard();
  const app = detail.name;
  return (
    <Step heading={t(`authorize.${why}`, { app })}>
      <p className="pt-prose pt-quiet">{t(`authorize.${why}Body`, { app })}</p>
      <StepActions>
        <Button look="primary" onClick={flow.authorize}>
          {t('authorize.openAgain')}
        </Button>
        {why === 'blocked' && (
          <Button onClick={() => shown(flow.authorizeByRedirect())}>{t('authorize.inThisTab')}</Button>
        )}
      </StepActions>
    </Step>
  );
}

/** Sends the person to the app, and waits for them to come back. */
export function AuthorizeStep() {
  const { t } = useTab();
  const { detail, flow, snapshot } = useWizard();
  const app = detail.name;
  if (isAuthorized(snapshot.reached)) return <SignedIn />;
  if (snapshot.popup === 'waiting') return <Waiting />;
  if (snapshot.popup === 'blocked') return <NoWindow why="blocked" />;
  if (snapshot.cancelled === 'popup_closed') return <NoWindow why="closed" />;
  const { permissions } = detail;
  return (
    <Step heading={t('authorize.heading', { app })}>
      <p className="pt-prose pt-quiet">
        {t(permissions.length > 0 ? 'authorize.body' : 'authorize.bodyShort', { app })}
      </p>
      {permissions.length > 0 && <PermissionList permissions={permissions} />}
      {snapshot.error && <ErrorNotice error={snapshot.error} onRetry={() => shown(flow.restart())} />}
      {!snapshot.error && (
        <StepActions>
          <Button look="primary" busy={snapshot.busy} onClick={flow.authorize}>
            {t('authorize.button', { app })}
          </Button>
        </StepActions>
      )}
      <AskLink />
    </Step>
  );
}

/** The connect is being made: a moment, or a failure to make it. */
export function StartingStep() {
  const { t } = useTab();
  const { flow, snapshot } = useWizard();
  if (snapshot.error) return <ErrorNotice error={snapshot.error} onRetry={() => shown(flow.restart())} />;
  return (
    <div className="pt-step">
      <Announcement text={t('wizard.starting')} />
      <div className="pt-bone pt-bone--title" aria-hidden="true" />
      <div className="pt-bone pt-bone--block" aria-hidden="true" />
    </div>
  );
}
