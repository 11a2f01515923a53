import { Announcement } from './controls/announcement.tsx';
import { ErrorNotice } from './controls/error-notice.tsx';
import { ActivityList } from './integration/activity-list.tsx';
import { useWatched } from './integration/use-watched.ts';
import { PorticoRoot } from './portico-root.tsx';
import { useTab } from './tab-context.ts';
import { useResource } from './use-resource.ts';

/** Props of {@link Activity}. */
export interface ActivityProps {
  /** The integration's slug. */
  slug: string;
}

function OneActivity({ slug }: ActivityProps) {
  const { store, t } = useTab();
  const resource = store.integration(slug);
  const { data, error } = useResource(resource);
  useWatched(resource, data?.installation?.id);
  if (error && !data) return <ErrorNotice error={error} onRetry={resource.load} />;
  if (!data) return <Announcement text={t('integration.loading')} />;
  return <ActivityList activity={data.installation?.activity ?? []} />;
}

/**
 * What happened with one app, in sentences, newest first; goes on by itself.
 *
 * @example
 * <Activity slug="your-crm" />
 */
export function Activity({ slug }: ActivityProps) {
  return (
    <PorticoRoot>
      <OneActivity key={slug} slug={slug} />
    </PorticoRoot>
  );
}
