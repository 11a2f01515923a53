import { useEffect, useRef } from 'react';
import { Announcement } from '../controls/announcement.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import type { Section } from '../route.ts';
import { useTab } from '../tab-context.ts';
import { useResource } from '../use-resource.ts';
import { wizardFile } from '../wizard/lazy-wizard.tsx';
import { IntegrationHeader } from './integration-header.tsx';
import { LazyControlPanel, panelFile } from './lazy-control-panel.tsx';
import { Offer } from './offer.tsx';
import { badgeOf } from './panel-state.ts';
import { useSection } from './use-section.ts';
import { useWatched } from './use-watched.ts';

/** The page of one app: an offer before it is connected, its control panel after. */
export function IntegrationScreen({ slug, section }: { slug: string; section?: Section }) {
  const { client, store, t } = useTab();
  const resource = store.integration(slug);
  const { data: detail, error } = useResource(resource);
  const listed = store.catalogue.getSnapshot().data?.find((entry) => entry.slug === slug);
  const entry = detail ?? listed;
  const installation = detail?.installation ?? null;

  useEffect(() => client.emit({ type: 'integration.viewed', integration: slug }), [client, slug]);
  useEffect(() => {
    panelFile.load();
    wizardFile.load();
  }, []);
  useWatched(resource, installation?.id);
  const page = useRef<HTMLElement>(null);
  const isPanelThere = useResource(panelFile).data !== null;
  useSection(page, section, installation !== null && isPanelThere);

  // It is a screen of its own, with its own heading.
  const isMatching = section === 'mapping' && installation !== null;
  return (
    <section className="pt-page pt-enter" part="integration" ref={page}>
      {entry && !isMatching && (
        <IntegrationHeader
          name={entry.name}
          line={installation?.connection.account ?? entry.description}
          iconUrl={entry.iconUrl}
          state={badgeOf(entry, detail)}
        />
      )}
      {error && <ErrorNotice error={error} onRetry={resource.load} />}
      {!detail && !error && (
        <>
          <Announcement text={t('integration.loading')} />
          <div className="pt-bone pt-bone--title" aria-hidden="true" />
          <div className="pt-bone pt-bone--block" aria-hidden="true" />
        </>
      )}
      {detail &&
        (installation ? (
          <LazyControlPanel detail={detail} installation={installation} section={section} />
        ) : (
          <Offer detail={detail} />
        ))}
    </section>
  );
}
