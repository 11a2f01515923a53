import type { Outputs } from '../data/trpc.ts';

export type Cause = Outputs['failures']['causes']['items'][number];
export type Failure = Outputs['failures']['list']['items'][number];

/** Which failures something is done to. */
export interface Choice {
  ids?: string[];
  cause?: string;
  integrationId?: string;
  customerId?: string;
  syncId?: string;
  class?: string;
}

/** What each class of failure means, for people. */
const classes: Record<string, string> = {
  mapping: 'Does not fit',
  invalid: 'Refused as wrong',
  conflict: 'In conflict',
  permission: 'Not allowed',
  not_found: 'Not found',
  too_large: 'Too large',
  protocol: 'Not as described',
  internal: 'Our own fault',
};

export const classWords = (name: string): string => classes[name] ?? name;

export const classChoices = [
  { value: '', label: 'Any' },
  ...Object.entries(classes).map(([value, label]) => ({ value, label })),
];

/** Names a group of one cause in the address. */
export const causeKey = ({ cause, integration }: Cause): string => `${integration.id} ${cause}`;
