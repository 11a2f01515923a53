import { useMemo } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { lazyFile } from '../lazy-file.ts';
import { useTab } from '../tab-context.ts';
import type { ConnectTarget } from '../tab-store.ts';
import { useResource } from '../use-resource.ts';
import { withLater } from '../with-later.ts';

/** The wizard and its forms are a file of their own: the page of an app fetches it ahead. */
export const wizardFile = lazyFile(() => withLater(() => import('./wizard-screen.tsx')));

export function LazyWizard({ slug, reconnect, resume, step }: ConnectTarget & { step?: string }) {
  const { t } = useTab();
  const target = useMemo(() => ({ slug, reconnect, resume }), [slug, reconnect, resume]);
  const { data: file, error } = useResource(wizardFile);
  if (file) return <file.WizardScreen target={target} step={step} />;
  if (error) return <ErrorNotice error={error} onRetry={wizardFile.load} />;
  return (
    <section className="pt-wizard">
      <Announcement text={t('wizard.starting')} />
      <div className="pt-bone pt-bone--title" aria-hidden="true" />
      <div className="pt-bone pt-bone--block" aria-hidden="true" />
    </section>
  );
}
