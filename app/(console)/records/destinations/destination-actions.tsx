'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Callout } from '#app/ui/callout.tsx';
import { Menu, MenuItem } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { ChangeAccess } from './change-access.tsx';
import type { Destination } from './destination-state.tsx';
import { RemoveDestination } from './remove-destination.tsx';
import { RenameDestination } from './rename-destination.tsx';
import { useDestinationAction } from './use-destination-action.ts';

/** What can be done with a destination now. */
export function DestinationActions({ destination }: { destination: Destination }) {
  const { pause, resume, busy, refusal } = useDestinationAction();
  const [dialog, setDialog] = useState<'access' | 'rename' | 'remove' | null>(null);
  const { id, status, error } = destination;
  const close = () => setDialog(null);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {status === 'paused' && (
          <Button look="primary" disabled={busy} onClick={() => resume(id)}>
            Resume
          </Button>
        )}
        {status === 'active' && error && (
          <Button look="primary" disabled={busy} onClick={() => resume(id)}>
            Try again now
          </Button>
        )}
        {status === 'active' && (
          <Button disabled={busy} onClick={() => pause(id)}>
            Pause
          </Button>
        )}
        <Button onClick={() => setDialog('access')}>Change the access</Button>
        <Menu
          align="end"
          trigger={
            <Button aria-label="More">
              <Icon of={Ellipsis} />
            </Button>
          }
        >
          <MenuItem onSelect={() => setDialog('rename')}>Rename</MenuItem>
          <MenuItem onSelect={() => setDialog('remove')}>Remove</MenuItem>
        </Menu>
      </div>
      {refusal && <Callout tone="failed" title={refusal.message} text={refusal.remedy} />}
      <ChangeAccess destination={destination} open={dialog === 'access'} onOpenChange={close} />
      <RenameDestination destination={destination} open={dialog === 'rename'} onOpenChange={close} />
      <RemoveDestination destination={destination} open={dialog === 'remove'} onOpenChange={close} />
    </div>
  );
}
