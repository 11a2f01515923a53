import { useState } from 'react';
import { useTab } from '../tab-context.ts';
import { CheckIcon, CopyIcon } from './icons.tsx';

/** The id that support asks for, with a button to copy it. */
export function RequestId({ id }: { id: string }) {
  const { t } = useTab();
  const [copied, setCopied] = useState(false);
  return (
    <span className="pt-request pt-figures">
      {t('error.request', { id })}
      <button
        type="button"
        className="pt-icon-button"
        aria-label={copied ? t('action.copied') : t('action.copy')}
        onClick={() => {
          navigator.clipboard?.writeText(id).then(
            () => setCopied(true),
            () => undefined,
          );
        }}
      >
        {copied ? <CheckIcon /> : <CopyIcon />}
      </button>
    </span>
  );
}
