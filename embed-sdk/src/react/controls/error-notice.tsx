import type { PorticoError } from '../../core/portico-error.ts';
import { useTab } from '../tab-context.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { RequestId } from './request-id.tsx';

/** The sentence and the remedy of an error: the SDK's own in the viewer's language, the server's as they came. */
export function useErrorWords(error: PorticoError): { sentence: string; remedy: string | null } {
  const { t, words } = useTab();
  const key = `error.${error.code}`;
  const remedyKey = `${key}Remedy`;
  return {
    sentence: words.has(key) ? t(key) : error.message,
    remedy: words.has(remedyKey) ? t(remedyKey) : error.remedy,
  };
}

export function ErrorNotice({ error, onRetry, label }: { error: PorticoError; onRetry?: () => void; label?: string }) {
  const { t } = useTab();
  const { sentence, remedy } = useErrorWords(error);
  return (
    <Notice
      alert
      tone="bad"
      sentence={sentence}
      action={onRetry && <Button onClick={onRetry}>{label ?? t('action.again')}</Button>}
    >
      {remedy && <p className="pt-small pt-quiet">{remedy}</p>}
      {error.requestId && <RequestId id={error.requestId} />}
    </Notice>
  );
}
