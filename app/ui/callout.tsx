import type { ReactNode } from 'react';
import { StatusShape } from './status-shape.tsx';

const tints = {
  failed: 'bg-failed-tint',
  attention: 'bg-attention-tint',
  waiting: 'bg-waiting-tint',
  active: 'bg-good-tint',
};

interface CalloutProps {
  tone: keyof typeof tints;
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
}

/** Something that must be read beside the thing that it is about. */
export function Callout({ tone, title, text, children }: CalloutProps) {
  return (
    <div
      role={tone === 'failed' ? 'alert' : undefined}
      className={`flex gap-2.5 rounded-control px-3 py-2.5 ${tints[tone]}`}
    >
      <span className="flex h-5 items-center">
        <StatusShape tone={tone} />
      </span>
      <div className="flex min-w-0 flex-col gap-1">
        <p className="font-medium text-ink wrap-anywhere">{title}</p>
        {text && <p className="text-ink wrap-anywhere">{text}</p>}
        {children}
      </div>
    </div>
  );
}
