'use client';

import { ChevronDown } from 'lucide-react';
import { filterClass } from '#app/ui/filter-class.ts';
import { Menu, MenuItem, MenuLabel, MenuLine, MenuSwitch } from '#app/ui/menu.tsx';
import { Icon } from '#app/ui/ui-icon.tsx';

interface ColumnPickerProps {
  fields: string[];
  shown: string[];
  /** Whether these were chosen, or are those that most records have. */
  chosen: boolean;
  onChange: (fields: string[]) => void;
}

/** Which fields of the records stand in the table. */
export function ColumnPicker({ fields, shown, chosen, onChange }: ColumnPickerProps) {
  const toggle = (field: string) =>
    onChange(shown.includes(field) ? shown.filter((one) => one !== field) : [...shown, field]);
  return (
    <Menu
      trigger={
        <button type="button" className={filterClass(chosen)}>
          <span className="text-faint">Columns</span>
          <span className="font-medium">{shown.length}</span>
          <Icon of={ChevronDown} className="size-3.5 text-faint" />
        </button>
      }
    >
      <MenuLabel>Fields of these records</MenuLabel>
      {[...new Set([...shown, ...fields])].toSorted().map((field) => (
        <MenuSwitch
          key={field}
          checked={shown.includes(field)}
          onCheckedChange={() => toggle(field)}
          // Several are chosen one after the other.
          onSelect={(event) => event.preventDefault()}
        >
          {field}
        </MenuSwitch>
      ))}
      {chosen && (
        <>
          <MenuLine />
          <MenuItem onSelect={() => onChange([])}>Choose for me</MenuItem>
        </>
      )}
    </Menu>
  );
}
