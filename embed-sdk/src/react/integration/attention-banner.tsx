import type { Attention } from '../../core/contract.ts';
import { Button } from '../controls/button.tsx';
import { Notice } from '../controls/notice.tsx';
import { sayWhy } from '../phrases/say-why.ts';
import { useTab } from '../tab-context.ts';
import { useNow } from '../use-now.ts';

export interface AttentionBannerProps {
  attention: Attention;
  app: string;
  /** When it is tried again by itself. */
  nextRunAt: string | null;
  onReconnect: () => void;
  onRetry: () => void;
  onRemap: () => void;
  busy: boolean;
  /** The person may only look. */
  readOnly: boolean;
}

/** What happened and why, with the one button that helps. */
export function AttentionBanner(props: AttentionBannerProps) {
  const { attention, app, nextRunAt, onReconnect, onRetry, onRemap, busy, readOnly } = props;
  const tab = useTab();
  const { t, words } = tab;
  const now = useNow();
  const { remedy, lost } = attention;
  const sentence = lost
    ? t(lost.to ? 'attention.lostTo' : 'attention.lost', { app, field: lost.field, to: lost.to ?? '' })
    : sayWhy(tab, attention);
  const waits = nextRunAt && Date.parse(nextRunAt) > now;
  const hint = {
    reconnect: null,
    retry: null,
    remap: null,
    wait: waits ? t('remedy.waitUntil', { time: words.relative(nextRunAt, now) }) : t('remedy.wait'),
    contact_vendor: t('remedy.contact_vendor'),
  }[remedy];
  return (
    <Notice
      tone="warning"
      sentence={sentence}
      action={
        !readOnly &&
        (remedy === 'reconnect' || remedy === 'retry' || remedy === 'remap') && (
          <Button
            look={remedy === 'retry' ? undefined : 'primary'}
            focusKey="attention"
            busy={busy}
            onClick={{ reconnect: onReconnect, retry: onRetry, remap: onRemap }[remedy]}
          >
            {t(`remedy.${remedy}`)}
          </Button>
        )
      }
    >
      {hint && <p className="pt-small pt-quiet">{hint}</p>}
    </Notice>
  );
}
