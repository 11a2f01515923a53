'use client';

import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface TabsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  tabs: { value: string; name: string; content: ReactNode }[];
}

export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className="flex flex-col gap-4">
      <Radix.List aria-label={label} className="flex gap-1 self-start rounded-control bg-hover p-0.5">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="h-7 rounded-[5px] border border-transparent px-3 text-12 font-medium text-muted data-[state=active]:border-line data-[state=active]:bg-surface data-[state=active]:text-ink"
          >
            {tab.name}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="flex flex-col gap-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
