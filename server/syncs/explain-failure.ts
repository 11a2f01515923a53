import { isAppCallError } from '#connectors/kit/index.ts';
import type { RunError } from '#server/runs/run-error.ts';

/** What an error means for a run, in words, and when the app may be asked again, where it says that. */
export interface Explained {
  error: RunError;
  retryAfterMs?: number;
}

/** Translates whatever ended a page into a sentence with a cause and a remedy. `app` is the connector's name. */
export function explainFailure(app: string, thrown: unknown): Explained {
  if (!isAppCallError(thrown)) {
    return {
      error: {
        class: 'internal',
        sentence: 'Something failed on our side at this page. Nothing that was stored is lost.',
        remedy: 'The next run goes on from here; the log has the details under this run.',
      },
    };
  }
  const { details } = thrown;
  const words = details.appMessage ? ` It said: “${details.appMessage}”` : '';
  const of = (sentence: string, remedy: string): RunError => ({
    class: details.class,
    code: details.code,
    sentence: sentence + words,
    remedy,
    ...(details.appMessage && { said: details.appMessage }),
  });
  return {
    error: translate(app, thrown, of),
    retryAfterMs: details.retryAfterMs,
  };
}

type Worded = (sentence: string, remedy: string) => RunError;

function translate(
  app: string,
  thrown: { message: string; details: { class: string; field?: string } },
  of: Worded,
): RunError {
  switch (thrown.details.class) {
    case 'auth':
      return of(
        `${app} no longer accepts the access that was given.`,
        'Reconnect; everything goes on where it stopped.',
      );
    case 'permission':
      return of(
        `${app} refused: the connected account may not read this.`,
        'Give the account the right in the app, or reconnect with another one.',
      );
    case 'rate_limited':
    case 'quota':
      return of(`${app} asked us to slow down.`, 'Nothing to do: we go on by ourselves.');
    case 'app_down':
      return of(`${app} is not answering.`, 'Nothing to do: we try again by ourselves.');
    case 'timeout':
      return of(`${app} took too long to answer.`, 'Nothing to do: we try again by ourselves.');
    case 'network':
      return of(
        `${app} can't be reached. ${thrown.message}`,
        'Check the address and that it can be reached from here; we try again by ourselves.',
      );
    case 'protocol':
      return of(
        `${app} answered in a way that its description does not promise. ${thrown.message}`,
        'Nothing was changed by this answer. If it stays, tell support this text.',
      );
    case 'too_large':
      return of(
        `A page of ${app} is larger than we take in at once. ${thrown.message}`,
        'We ask for smaller pages by ourselves. If it stays, leave out large fields in the app’s settings.',
      );
    case 'not_found':
      return of(`${app} says that this does not exist (any more).`, 'Check the settings of this integration.');
    default:
      return of(`${app} did not accept the request. ${thrown.message}`, 'Check the settings of this integration.');
  }
}
