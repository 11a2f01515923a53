import type { FlowStage } from '../../core/connect-snapshot.ts';

export type WizardStep = 'connect' | 'choose' | 'review';

/** The named step that a stage belongs to. */
export function stepOf(stage: FlowStage): WizardStep {
  if (stage === 'after' || stage === 'mapping') return 'choose';
  return stage === 'review' || stage === 'done' ? 'review' : 'connect';
}

/** Which steps there are: a reconnect asks nothing unless the server does. */
export function stepsFor(asksQuestions: boolean, isReconnect: boolean, now: WizardStep): WizardStep[] {
  if (isReconnect && now === 'connect') return ['connect'];
  return asksQuestions || now === 'choose' ? ['connect', 'choose', 'review'] : ['connect', 'review'];
}
