import { PorticoError } from '../../core/portico-error.ts';
import { Announcement } from '../controls/announcement.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { createResource } from '../resource.ts';
import { useTab } from '../tab-context.ts';
import type { ConnectTarget } from '../tab-store.ts';
import { useResource } from '../use-resource.ts';

/** The wizard and its forms are a file of their own: most visits only look. The page of an app fetches it ahead. */
export const wizardFile = createResource(() =>
  import('./wizard-screen.tsx').catch((cause: unknown) => {
    throw new PorticoError({ code: 'offline', message: 'This part of the page could not be loaded.', cause });
  }),
);

export function LazyWizard({ target }: { target: ConnectTarget }) {
  const { t } = useTab();
  const { data: file, error } = useResource(wizardFile);
  if (file) return <file.WizardScreen target={target} />;
  if (error) return <ErrorNotice error={error} onRetry={wizardFile.load} />;
  return (
    <section className="pt-wizard">
      <Announcement text={t('wizard.starting')} />
      <div className="pt-bone pt-bone--title" aria-hidden="true" />
      <div className="pt-bone pt-bone--block" aria-hidden="true" />
    </section>
  );
}
