import { ErrorNotice } from '../controls/error-notice.tsx';
import { useTab } from '../tab-context.ts';
import { shown, useWizard } from './wizard-context.ts';

/** The connect itself is over at the server: trying the step again cannot help. */
const OVER = ['gone', 'not_found', 'conflict'];

/** What the step failed with, unless one of its fields says it. */
export function StepError() {
  const { t } = useTab();
  const { flow, snapshot } = useWizard();
  const { error, fields } = snapshot;
  if (!error || fields.some((field) => field.name === error.field)) return null;
  if (!OVER.includes(error.code)) return <ErrorNotice error={error} />;
  return <ErrorNotice error={error} label={t('action.anew')} onRetry={() => shown(flow.restart())} />;
}
