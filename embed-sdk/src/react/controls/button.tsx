import type { ReactNode } from 'react';
import { usePortico } from '../tab-context.ts';
import { RingShape } from './icons.tsx';

export interface ButtonProps {
  children: ReactNode;
  onClick?: () => void;
  look?: 'primary' | 'danger' | 'plain' | 'quiet-danger';
  /** Under way: the button stays focusable, says so, and does nothing. */
  busy?: boolean;
  type?: 'button' | 'submit';
  wide?: boolean;
  /** A key for the way back: see `Router.go`. */
  focusKey?: string;
  className?: string;
}

export function Button(props: ButtonProps) {
  const Own = usePortico().components.Button;
  return Own ? <Own {...props} /> : <PlainButton {...props} />;
}

function PlainButton(props: ButtonProps) {
  const { children, onClick, look, busy = false, type = 'button', wide = false, focusKey, className } = props;
  const classes = ['pt-button', look && `pt-button--${look}`, look === 'quiet-danger' && 'pt-button--plain'];
  return (
    <button
      type={type}
      className={[...classes, wide && 'pt-button--wide', className].filter(Boolean).join(' ')}
      part={look === 'primary' ? 'button button-primary' : 'button'}
      aria-disabled={busy || undefined}
      data-pt-focus={focusKey}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy && <RingShape turning />}
      {children}
    </button>
  );
}
