'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { Building2, LogOut, Moon, Sun } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { Kbd } from '#app/ui/kbd.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { useTRPC } from '../data/trpc.ts';
import { useSigned } from './environment.tsx';
import { innerPlaces, places, settingsPlace } from './places.ts';
import { setTheme } from './theme.ts';

interface CommandPaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

export function CommandPalette({ open, onOpenChange }: CommandPaletteProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="enter fixed top-[12vh] left-1/2 z-50 w-[min(36rem,calc(100vw-2rem))] -translate-x-1/2 overflow-hidden rounded-panel border border-line bg-raised shadow-overlay"
        >
          <Dialog.Title className="sr-only">Find anything</Dialog.Title>
          <Commands close={() => onOpenChange(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Commands({ close }: { close: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { me, environment, chooseEnvironment } = useSigned();
  const [search, setSearch] = useState('');
  const customers = useQuery(
    trpc.customers.list.queryOptions(search ? { search, limit: 8 } : { limit: 5 }, {
      placeholderData: keepPreviousData,
    }),
  );
  const run = (action: () => void) => () => {
    close();
    action();
  };
  return (
    <Command label="Find anything" loop>
      <Command.Input
        value={search}
        onValueChange={setSearch}
        placeholder="A customer, a page, something to do"
        className="h-11 w-full border-b border-line bg-transparent px-4 text-14 outline-none"
      />
      <Command.List className="max-h-[50vh] overflow-auto p-1.5">
        <Command.Empty className="px-2.5 py-4 text-muted">Nothing here has that name.</Command.Empty>
        <Group heading="Go to">
          {[...places, ...innerPlaces, settingsPlace].map((place) => (
            <Item key={place.href} value={place.name} onSelect={run(() => router.push(place.href))}>
              <Icon of={place.icon} className="text-faint" />
              {place.name}
              <span className="ml-auto">
                <Kbd keys={`g ${place.key}`} />
              </span>
            </Item>
          ))}
        </Group>
        <Group heading="Customers">
          {customers.data?.items.map((customer) => (
            <Item
              key={customer.id}
              value={`${customer.name} ${customer.externalId} ${customer.id}`}
              onSelect={run(() => router.push(`/customers/${customer.id}`))}
            >
              <Icon of={Building2} className="text-faint" />
              <span className="truncate">{customer.name}</span>
              <span className="ml-auto truncate text-12 text-faint">{customer.externalId}</span>
            </Item>
          ))}
        </Group>
        <Group heading="Do">
          {me.environments
            .filter((one) => one.id !== environment.id)
            .map((one) => (
              <Item key={one.id} value={`Switch to ${one.name}`} onSelect={run(() => chooseEnvironment(one.id))}>
                Switch to {one.name}
              </Item>
            ))}
          <Item value="Use the light theme" onSelect={run(() => setTheme('light'))}>
            <Icon of={Sun} className="text-faint" />
            Use the light theme
          </Item>
          <Item value="Use the dark theme" onSelect={run(() => setTheme('dark'))}>
            <Icon of={Moon} className="text-faint" />
            Use the dark theme
          </Item>
          <Item value="Sign out" onSelect={run(() => void signOut({ callbackUrl: '/sign-in' }))}>
            <Icon of={LogOut} className="text-faint" />
            Sign out
          </Item>
        </Group>
      </Command.List>
    </Command>
  );
}

const Group = ({ heading, children }: { heading: string; children: ReactNode }) => (
  <Command.Group
    heading={heading}
    className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint"
  >
    {children}
  </Command.Group>
);

const Item = ({ value, onSelect, children }: { value: string; onSelect: () => void; children: ReactNode }) => (
  <Command.Item
    value={value}
    onSelect={onSelect}
    className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control px-2.5 data-[selected=true]:bg-hover"
  >
    {children}
  </Command.Item>
);
