import type { ReactNode } from 'react';
import { usePortico } from '../tab-context.ts';
import { CheckIcon, InfoIcon, SquareShape, TriangleShape } from './icons.tsx';

const SHAPES = { warning: <TriangleShape />, bad: <SquareShape />, good: <CheckIcon />, neutral: <InfoIcon /> };

export interface NoticeProps {
  tone: keyof typeof SHAPES;
  /** What happened and why. */
  sentence: ReactNode;
  /** What to do, where it is more than the button says. */
  children?: ReactNode;
  action?: ReactNode;
  /** Read out at once: for what just happened. */
  alert?: boolean;
}

/** A sentence beside the thing it is about, with one button. */
export function Notice(props: NoticeProps) {
  const Own = usePortico().components.Notice;
  return Own ? <Own {...props} /> : <PlainNotice {...props} />;
}

function PlainNotice({ tone, sentence, children, action, alert = false }: NoticeProps) {
  return (
    <div className={`pt-notice pt-notice--${tone}`} part="notice" role={alert ? 'alert' : undefined}>
      {SHAPES[tone]}
      <div className="pt-notice__words">
        <p className="pt-notice__sentence">{sentence}</p>
        {children}
      </div>
      {action}
    </div>
  );
}
