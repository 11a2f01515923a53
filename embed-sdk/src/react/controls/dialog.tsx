import { type ReactNode, useLayoutEffect, useRef } from 'react';

export interface DialogProps {
  /** The id of its heading. */
  labelledBy: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

/** A modal on the browser's own top layer: it keeps the focus inside, gives it back, and no host style can clip it. */
export function Dialog({ labelledBy, onClose, children, wide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it; the press on the backdrop is the mouse's way.
    <dialog
      ref={dialog}
      className={wide ? 'pt-dialog pt-dialog--wide' : 'pt-dialog'}
      part="dialog"
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {children}
    </dialog>
  );
}
