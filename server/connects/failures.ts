import { isAppCallError } from '#connectors/kit/index.ts';
import { AppError } from '#server/errors.ts';

/** Why connecting failed, for the person in front of it. */
export interface ConnectFailure {
  code: string;
  sentence: string;
  remedy: string;
  /** What was asked for and not allowed, each in plain words. */
  missing?: { scope: string; words: string }[];
}

export const failures = {
  refused: (app: string): ConnectFailure => ({
    code: 'consent_refused',
    sentence: `${app} was not connected, because the access was refused there.`,
    remedy: 'Connect again, and allow the access.',
  }),
  appRefused: (app: string, words: string): ConnectFailure => ({
    code: 'app_refused',
    sentence: `${app} did not let us in. It said: “${words}”`,
    remedy: 'Connect again. If it stays like this, tell support these words.',
  }),
  appDown: (app: string): ConnectFailure => ({
    code: 'app_down',
    sentence: `${app} is not answering at the moment, so the account could not be connected.`,
    remedy: 'Try again in a minute. Nothing was changed.',
  }),
  missingScopes: (app: string, missing: { scope: string; words: string }[]): ConnectFailure => ({
    code: 'missing_scope',
    sentence: `Not everything that is needed was allowed at ${app}.`,
    remedy: 'Connect again, and allow all of it.',
    missing,
  }),
  wrongState: (): ConnectFailure => ({
    code: 'wrong_state',
    sentence: 'This answer does not belong to the window that asked, so it was not accepted.',
    remedy: 'Close the window and connect again from the integrations page.',
  }),
  expired: (): ConnectFailure => ({
    code: 'connect_expired',
    sentence: 'Connecting took longer than ten minutes, so it was ended.',
    remedy: 'Connect again; nothing was changed.',
  }),
} as const;

/** What an error means for the person who connects; undefined for one that is ours and says nothing to them. */
export function failureOf(app: string, error: unknown): ConnectFailure | undefined {
  if (isAppCallError(error)) {
    if (isPassing(error)) return failures.appDown(app);
    return failures.appRefused(app, error.details.appMessage ?? error.message);
  }
  if (!(error instanceof AppError) || error.code === 'internal') return undefined;
  return { code: error.code, sentence: error.message, remedy: error.remedy ?? 'Tell support these words.' };
}

/** The app could not be asked, which says nothing about what was filled in. */
export const isPassing = (error: unknown): boolean =>
  isAppCallError(error) && ['app_down', 'timeout', 'network', 'rate_limited'].includes(error.details.class);
