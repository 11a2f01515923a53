'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Kbd } from '#app/ui/kbd.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { isAt, type Place, places, settingsPlace } from './places.ts';
import { useCommandKey } from './use-command-key.ts';

export function RailLink({ place }: { place: Place }) {
  const here = isAt(place, usePathname());
  return (
    <Link
      href={place.href}
      aria-current={here ? 'page' : undefined}
      className={`group flex h-8 items-center gap-2.5 rounded-control px-2 ${here ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink'}`}
    >
      <Icon of={place.icon} className={here ? 'text-accent-ink' : 'text-faint'} />
      {place.name}
      <span className="ml-auto opacity-0 group-hover:opacity-100" aria-hidden="true">
        <Kbd keys={`g ${place.key}`} />
      </span>
    </Link>
  );
}

export function Rail({ onSearch }: { onSearch: () => void }) {
  return (
    <aside aria-label="Portico" className="flex w-50 shrink-0 flex-col border-r border-line bg-canvas max-md:hidden">
      <div className="p-2">
        <EnvironmentSwitch />
      </div>
      <button
        type="button"
        onClick={onSearch}
        className="mx-2 mb-2 flex h-7 items-center justify-between rounded-control border border-line bg-surface pr-1 pl-2 text-12 text-faint hover:bg-hover"
      >
        Find anything
        <Kbd keys={`${useCommandKey()} K`} />
      </button>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-px overflow-y-auto px-2">
        {places.map((place) => (
          <RailLink key={place.href} place={place} />
        ))}
        <div className="my-2 border-t border-line" />
        <RailLink place={settingsPlace} />
      </nav>
      <div className="border-t border-line p-2">
        <AccountMenu />
      </div>
    </aside>
  );
}
