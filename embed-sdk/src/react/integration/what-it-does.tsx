import type { IntegrationDetail } from '../../core/contract.ts';
import { ArrowIcon, CheckIcon } from '../controls/icons.tsx';
import { useTab } from '../tab-context.ts';

const DIRECTIONS = ['in', 'out'] as const;

/** What the app does for the vendor's product, by direction. */
export function WhatItDoes({ detail }: { detail: IntegrationDetail }) {
  const { t, session } = useTab();
  const vendor = session?.vendor.name ?? '';
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t('integration.does')}</h3>
      {DIRECTIONS.map((direction) => {
        const sentences = detail.does.filter((one) => one.direction === direction);
        if (sentences.length === 0) return null;
        const way = direction === 'in' ? [detail.name, vendor] : [vendor, detail.name];
        return (
          <div key={direction} className="pt-does">
            <p className="pt-does__way">
              <span className="pt-hidden">{t(`integration.${direction}`, { app: detail.name })}</span>
              <span aria-hidden="true">{way[0]}</span>
              <ArrowIcon />
              <span aria-hidden="true">{way[1]}</span>
            </p>
            <ul className="pt-does__list">
              {sentences.map(({ sentence }) => (
                <li key={sentence} className="pt-prose">
                  {sentence}
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}

/** What the vendor may see and change, in plain words. */
export function Permissions({ detail }: { detail: IntegrationDetail }) {
  const { t } = useTab();
  if (detail.permissions.length === 0) return null;
  return (
    <section className="pt-section">
      <h3 className="pt-subtitle">{t(detail.installation ? 'integration.canDo' : 'integration.mayDo')}</h3>
      <PermissionList permissions={detail.permissions} />
    </section>
  );
}

export function PermissionList({ permissions }: { permissions: string[] }) {
  return (
    <ul className="pt-points">
      {permissions.map((permission) => (
        <li key={permission}>
          <CheckIcon />
          {permission}
        </li>
      ))}
    </ul>
  );
}
