import type { FlowStage } from '../../core/connect-snapshot.ts';

export type WizardStep = 'connect' | 'choose' | 'match' | 'review';

/** The named step that a stage belongs to. */
export function stepOf(stage: FlowStage): WizardStep {
  if (stage === 'after') return 'choose';
  if (stage === 'mapping') return 'match';
  return stage === 'review' || stage === 'done' ? 'review' : 'connect';
}

/** Which steps there are: a reconnect asks nothing unless the server does. */
export function stepsFor(
  { asks, matches }: { asks: boolean; matches: boolean },
  isReconnect: boolean,
  now: WizardStep,
): WizardStep[] {
  if (isReconnect && now === 'connect') return ['connect'];
  const steps = ['connect', 'choose', 'match', 'review'] as const;
  return steps.filter((step) => {
    if (step === 'choose') return asks || now === 'choose';
    return step !== 'match' || matches || now === 'match';
  });
}
