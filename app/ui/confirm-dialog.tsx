'use client';

import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Callout } from './callout.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will happen, to whom, and whether it can be undone. */
  consequences: ReactNode;
  /** The verb and its object: "Disconnect Globex". */
  action: string;
  /** The way out. */
  keep?: string;
  /** Nothing is taken away by it. */
  harmless?: boolean;
  busy: boolean;
  error?: { message: string; remedy?: string | undefined } | null;
  onConfirm: () => void;
}

export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  consequences,
  action,
  keep = 'Keep it',
  harmless = false,
  busy,
  error,
  onConfirm,
}: ConfirmDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <div className="flex flex-col gap-4">
        <div className="text-muted">{consequences}</div>
        {error && <Callout tone="failed" title={error.message} text={error.remedy} />}
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{keep}</Button>
          <Button look={harmless ? 'primary' : 'danger'} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
