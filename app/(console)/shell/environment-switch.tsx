'use client';

import { ChevronsUpDown } from 'lucide-react';
import { classNames } from '#app/ui/class-names.ts';
import { Menu, MenuChoice, MenuLabel } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';
import { useSigned } from './environment.tsx';

const kinds = {
  // Production is ink on paper turned round: nobody mistakes it for a place to try things.
  production: 'border-ink bg-ink text-surface',
  staging: 'border-waiting bg-waiting-tint text-ink',
  development: 'border-dashed border-line-strong bg-surface text-ink',
};

export function EnvironmentSwitch() {
  const { me, environment, chooseEnvironment } = useSigned();
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`Environment: ${environment.name}. Change it`}
          className={classNames(
            'flex h-9 w-full min-w-0 items-center gap-2 rounded-control border px-2 text-left',
            kinds[environment.kind],
          )}
        >
          <span className="flex min-w-0 flex-1 flex-col leading-4">
            <span className="truncate text-12 font-semibold">{environment.name}</span>
          </span>
          <Icon of={ChevronsUpDown} className="size-3.5 opacity-70" />
        </button>
      }
    >
      <MenuLabel>Environments of {me.vendor.name}</MenuLabel>
      <MenuChoice
        label="Environment"
        value={environment.id}
        onChoose={chooseEnvironment}
        choices={me.environments.map((one) => ({
          value: one.id,
          label: (
            <span className="flex items-center gap-2">
              <span className={classNames('size-3 rounded-[3px] border', kinds[one.kind])} aria-hidden="true" />
              {one.name}
            </span>
          ),
        }))}
      />
    </Menu>
  );
}
