import type { ReactNode } from 'react';
import { AppIcon } from '../controls/app-icon.tsx';
import { BackIcon } from '../controls/icons.tsx';
import { type BadgeState, StateBadge } from '../controls/state-badge.tsx';
import { ScreenHeading, useRouter } from '../router.tsx';
import { useTab } from '../tab-context.ts';

export function BackLink({ children, onClick }: { children: ReactNode; onClick: () => void }) {
  return (
    <div>
      <button type="button" className="pt-back" part="back" onClick={onClick}>
        <BackIcon />
        {children}
      </button>
    </div>
  );
}

export interface IntegrationHeaderProps {
  name: string;
  line: string;
  iconUrl: string;
  state: BadgeState;
  actions?: ReactNode;
}

export function IntegrationHeader({ name, line, iconUrl, state, actions }: IntegrationHeaderProps) {
  const { t } = useTab();
  const { canGoBack, back } = useRouter();
  return (
    <>
      {canGoBack && <BackLink onClick={back}>{t('catalogue.title')}</BackLink>}
      <header className="pt-head">
        <AppIcon large name={name} url={iconUrl} />
        <div className="pt-head__words">
          <div className="pt-head__line">
            <ScreenHeading className="pt-title">{name}</ScreenHeading>
            {state !== 'available' && <StateBadge state={state} />}
          </div>
          <p className="pt-quiet">{line}</p>
        </div>
        {actions && <div className="pt-row">{actions}</div>}
      </header>
    </>
  );
}
