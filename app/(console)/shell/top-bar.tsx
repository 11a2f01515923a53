'use client';

import { Menu as MenuShape, Search, X } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Button } from '#app/ui/button.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { EnvironmentSwitch } from './environment-switch.tsx';
import { places, settingsPlace } from './places.ts';
import { RailLink } from './rail.tsx';

/** What the rail becomes where there is no room for it. */
export function TopBar({ onSearch }: { onSearch: () => void }) {
  const [open, setOpen] = useState(false);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu
  useEffect(() => setOpen(false), [pathname]);
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [open]);
  return (
    <div className="border-b border-line bg-canvas md:hidden">
      <div className="flex h-12 items-center gap-2 px-2">
        <Button
          look="quiet"
          size="icon"
          aria-expanded={open}
          aria-controls="narrow-menu"
          onClick={() => setOpen(!open)}
        >
          <Icon of={open ? X : MenuShape} />
          <span className="sr-only">Menu</span>
        </Button>
        <div className="min-w-0 flex-1">
          <EnvironmentSwitch />
        </div>
        <Button look="quiet" size="icon" onClick={onSearch}>
          <Icon of={Search} />
          <span className="sr-only">Find anything</span>
        </Button>
      </div>
      {open && (
        <div id="narrow-menu" className="flex flex-col gap-2 border-t border-line p-2">
          <nav aria-label="Main" className="flex flex-col">
            {[...places, settingsPlace].map((place) => (
              <RailLink key={place.href} place={place} />
            ))}
          </nav>
          <AccountMenu />
        </div>
      )}
    </div>
  );
}
