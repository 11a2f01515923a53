'use client';

import { ChevronsUpDown, LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { useEffect, useState } from 'react';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine, MenuSwitch } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { useSigned } from './environment.tsx';
import { setShortcuts, useShortcutsOn } from './shortcuts-on.ts';
import { currentTheme, readTheme, setTheme, type Theme } from './theme.ts';

const themeWords: { value: Theme; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export function AccountMenu() {
  const { me } = useSigned();
  const [theme, show] = useState<Theme>('system');
  const shortcuts = useShortcutsOn();
  useEffect(() => show(currentTheme()), []);
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          className="flex h-10 w-full min-w-0 items-center gap-2 rounded-control px-2 text-left hover:bg-hover"
        >
          <span
            className="flex size-6 shrink-0 items-center justify-center rounded-control bg-accent text-12 font-semibold text-on-accent"
            aria-hidden="true"
          >
            {me.name.slice(0, 1).toUpperCase()}
          </span>
          <span className="flex min-w-0 flex-1 flex-col text-12 leading-4">
            <span className="truncate font-medium">{me.name}</span>
            <span className="truncate text-faint">{me.vendor.name}</span>
          </span>
          <Icon of={ChevronsUpDown} className="size-3.5 text-faint" />
          <span className="sr-only">Your account</span>
        </button>
      }
    >
      <MenuLabel>
        {me.email}, {me.role}
      </MenuLabel>
      <MenuLine />
      <MenuLabel>Theme</MenuLabel>
      <MenuChoice
        label="Theme"
        value={theme}
        onChoose={(value) => {
          const next = readTheme(value);
          setTheme(next);
          show(next);
        }}
        choices={themeWords}
      />
      <MenuLine />
      <MenuSwitch checked={shortcuts} onCheckedChange={setShortcuts}>
        Single-key shortcuts
      </MenuSwitch>
      <MenuLine />
      <MenuItem onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
        <Icon of={LogOut} className="text-faint" />
        Sign out
      </MenuItem>
    </Menu>
  );
}
