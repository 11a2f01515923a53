'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Menu, MenuItem } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import type { Outputs } from '../../data/trpc.ts';
import { EraseCustomer } from './erase-customer.tsx';
import { ExportCustomer } from './export-customer.tsx';

/** What can be asked for a customer as a whole. */
export function CustomerActions({ customer }: { customer: Outputs['customers']['get'] }) {
  const [dialog, setDialog] = useState<'export' | 'erase' | null>(null);
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button aria-label="More">
            <Icon of={Ellipsis} />
          </Button>
        }
      >
        <MenuItem onSelect={() => setDialog('export')}>Export everything</MenuItem>
        <MenuItem onSelect={() => setDialog('erase')}>Erase</MenuItem>
      </Menu>
      <ExportCustomer customer={customer} open={dialog === 'export'} onOpenChange={() => setDialog(null)} />
      <EraseCustomer customer={customer} open={dialog === 'erase'} onOpenChange={() => setDialog(null)} />
    </>
  );
}
