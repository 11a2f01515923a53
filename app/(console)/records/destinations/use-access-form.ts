'use client';

import { useState } from 'react';
import type { ToldError } from '../../data/told-error.ts';
import type { Outputs } from '../../data/trpc.ts';
import { askedAnswers } from '../../integrations/asked-answers.ts';

export type Abilities = NonNullable<Outputs['connectors']['get']['abilities']>;

/** How a destination is got into and what is chosen for it, while it is being filled in. */
export function useAccessForm(abilities: Abilities, stored: { accountType: string | null; settings: object } | null) {
  const [way, setWay] = useState(stored?.accountType ?? '');
  const [typed, setTyped] = useState<Record<string, string>>({});
  const current = abilities.ways.find(({ accountType }) => accountType === way) ?? abilities.ways[0];
  const settings = abilities.destination?.settings ?? [];
  const before = new Map(Object.entries(stored?.settings ?? {}));
  const preset = (at: string, name: string, fallback: unknown): string => {
    const value = at === 'settings' ? (before.get(name) ?? fallback) : fallback;
    return value === undefined ? '' : String(value);
  };
  const typedAt = (at: string, { name, default: fallback }: { name: string; default?: unknown }): string =>
    typed[`${at}.${name}`] ?? preset(at, name, fallback);
  const answers = (fields: typeof settings, at: string) =>
    askedAnswers(fields, (name) => typedAt(at, fields.find((field) => field.name === name) ?? { name }));
  return {
    current,
    settings,
    setWay: (next: string) => {
      setWay(next);
      setTyped({});
    },
    typedAt,
    change: (at: string, name: string, value: string) => setTyped((all) => ({ ...all, [`${at}.${name}`]: value })),
    access: () => ({
      ...(current?.accountType != null && { accountType: current.accountType }),
      fields: answers(current?.fields ?? [], 'fields'),
      // An emptied text counts: a folder may be none.
      settings: {
        ...Object.fromEntries(
          settings.filter(({ kind }) => kind === 'text').map((one) => [one.name, typedAt('settings', one)]),
        ),
        ...answers(settings, 'settings'),
      },
    }),
  };
}

export type AccessForm = ReturnType<typeof useAccessForm>;

/** Whether a refusal belongs to one of the fields, where it is then said. */
export const isAtField = (told: ToldError | null): boolean => /^(fields|settings)\../.test(told?.field ?? '');
