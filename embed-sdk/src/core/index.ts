/** The headless door of `@portico/embed`: everything that the tab does, without a UI. */

export type { ClientOptions, PorticoClient } from './client.ts';
export type { ConnectFlow, OptionsQuery, Prefill, StepCheck, StepRefusal, StepToCheck } from './connect-flow.ts';
export type { ConnectSnapshot, DraftPart, FieldValues, FlowStage } from './connect-snapshot.ts';
export type {
  ActivityEntry,
  Attention,
  AttentionReason,
  CardState,
  CatalogueEntry,
  ConnectAnswer,
  ConnectionView,
  ConnectStage,
  FailedRecord,
  FailedRecords,
  FailureCause,
  FailureRemedy,
  FormField,
  InstallationView,
  IntegrationDetail,
  LoggedEntries,
  LoggedRun,
  LoggedRuns,
  Option,
  OptionsAnswer,
  RecordValue,
  RetryAnswer,
  RetryProgress,
  Schedule,
  ScheduleBounds,
  SessionAnswer,
  SyncView,
} from './contract.ts';
export { createClient } from './create-client.ts';
export type { PorticoEvent, PorticoEventName, PorticoEvents, WarningCode } from './events.ts';
export type {
  HostField,
  HostFields,
  InstalledMatching,
  Match,
  MatchesPreview,
  Matching,
  MatchingView,
  MatchSource,
  MatchStep,
  MatchTarget,
} from './matching.ts';
export { PorticoError } from './portico-error.ts';
export type { FailureChoice, PageQuery, RepairClient } from './repair.ts';
