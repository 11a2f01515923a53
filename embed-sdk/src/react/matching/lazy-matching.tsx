import type { IntegrationDetail } from '../../core/contract.ts';
import { Announcement } from '../controls/announcement.tsx';
import { ErrorNotice } from '../controls/error-notice.tsx';
import { lazyFile } from '../lazy-file.ts';
import { useTab } from '../tab-context.ts';
import { useResource } from '../use-resource.ts';

/** Matching fields is a file of its own: most visits have nothing to match. */
const matchingFile = lazyFile(() => import('./matching-screens.tsx'));

function useFile(draw: (file: typeof import('./matching-screens.tsx')) => React.ReactNode): React.ReactNode {
  const { data: file, error } = useResource(matchingFile);
  if (file) return draw(file);
  return error ? <ErrorNotice error={error} onRetry={matchingFile.load} /> : <MatchingBones text="" />;
}

/** The step of the wizard. */
export const LazyMatchingStep = () => useFile((file) => <file.MatchingStep />);

/** The screen of an app that is connected. */
export const LazyMatchingScreen = (props: { detail: IntegrationDetail }) =>
  useFile((file) => <file.MatchingScreen {...props} />);

export function MatchingBones({ text }: { text: string }) {
  const { t } = useTab();
  return (
    <>
      <Announcement text={text || t('integration.loading')} />
      {text && <p className="pt-small pt-quiet">{text}</p>}
      <div className="pt-bone pt-bone--block" aria-hidden="true" />
    </>
  );
}
