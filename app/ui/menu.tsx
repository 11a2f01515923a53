'use client';

import { Check } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
import { overlayHome } from './overlay-home.ts';
import { Icon } from './ui-icon.tsx';

const itemClass =
  'flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-control px-2 py-1 text-13 outline-none select-none data-highlighted:bg-hover';

interface MenuProps {
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  side?: 'top' | 'bottom';
}

export function Menu({ trigger, children, align = 'start', side = 'bottom' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal container={overlayHome()}>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="enter z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] min-w-48 overflow-auto rounded-panel border border-line bg-raised p-1 shadow-overlay"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export function MenuItem({ children, ...props }: ComponentProps<typeof Radix.Item>) {
  return (
    <Radix.Item {...props} className={itemClass}>
      {children}
    </Radix.Item>
  );
}

interface MenuChoiceProps {
  label: string;
  value: string;
  onChoose: (value: string) => void;
  choices: { value: string; label: ReactNode }[];
}

export function MenuChoice({ label, value, onChoose, choices }: MenuChoiceProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChoose} aria-label={label}>
      {choices.map((choice) => (
        <Radix.RadioItem key={choice.value} value={choice.value} className={itemClass}>
          {choice.label}
          <Radix.ItemIndicator className="ml-auto text-accent-ink">
            <Icon of={Check} />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

export function MenuSwitch({ children, ...props }: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem {...props} className={itemClass}>
      {children}
      <Radix.ItemIndicator className="ml-auto text-accent-ink">
        <Icon of={Check} />
      </Radix.ItemIndicator>
    </Radix.CheckboxItem>
  );
}

export const MenuLabel = ({ children }: { children: ReactNode }) => (
  <Radix.Label className="px-2 pt-1.5 pb-1 text-12 text-faint">{children}</Radix.Label>
);

export const MenuLine = () => <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
