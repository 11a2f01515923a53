'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Icon } from './ui-icon.tsx';

interface CopyButtonProps {
  value: string;
  /** What is copied: "run id", "redirect address". */
  what: string;
  className?: string;
}

/** Copies, and says so in its own place for a moment. */
export function CopyButton({ value, what, className = '' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      onClick={(event) => {
        event.stopPropagation();
        void navigator.clipboard.writeText(value).then(() => setCopied(true));
      }}
      title={copied ? 'Copied' : `Copy ${what}`}
      className={`inline-flex size-6 shrink-0 items-center justify-center rounded-control text-faint hover:bg-hover hover:text-ink ${className}`}
    >
      <Icon of={copied ? Check : Copy} className={`size-3.5 ${copied ? 'text-good' : ''}`} />
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : `Copy ${what}`}
      </span>
    </button>
  );
}
