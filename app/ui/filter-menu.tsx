'use client';

import { ChevronDown } from 'lucide-react';
import { filterClass } from './filter-class.ts';
import { Menu, MenuChoice } from './menu.tsx';
import { Icon } from './ui-icon.tsx';

interface FilterMenuProps {
  /** What is filtered: "Status". */
  name: string;
  value: string;
  onChange: (value: string) => void;
  /** The first choice is the one that filters nothing, with the value ''. */
  choices: { value: string; label: string }[];
}

export function FilterMenu({ name, value, onChange, choices }: FilterMenuProps) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Menu
      trigger={
        <button type="button" className={filterClass(value !== '')}>
          <span className="text-faint">{name}</span>
          <span className="truncate font-medium">{chosen?.label ?? value}</span>
          <Icon of={ChevronDown} className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuChoice label={name} value={value} onChoose={onChange} choices={choices} />
    </Menu>
  );
}
