import type { Outputs } from '../../data/trpc.ts';

export type IntegrationDetail = Outputs['integrations']['get'];
export type Change = IntegrationDetail['changes'][number];
export type Problem = IntegrationDetail['problems'][number];
export type Rollout = NonNullable<IntegrationDetail['rollout']>;
export type Abilities = NonNullable<Outputs['connectors']['get']['abilities']>;

/** What is between the draft and everybody, in a few words. */
export function draftWords({ change, changes, liveVersion }: IntegrationDetail): string {
  if (change === 'none') return 'The draft is what everybody has';
  if (change === 'first' || liveVersion === null) return 'Not published yet';
  if (changes.length === 0) return 'Unpublished changes';
  return `${changes.length} unpublished ${changes.length === 1 ? 'change' : 'changes'}`;
}
