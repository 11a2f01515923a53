import type { ConnectionRow } from './connection.table.ts';

type Reason = NonNullable<ConnectionRow['reason']>;

const longestDetail = 200;

/** Why a connection needs a person, as a sentence that names the app; of scopes that are missing, `detail` says which. */
export function reasonSentence(app: string, reason: Reason, detail: string | null = null): string {
  switch (reason) {
    case 'revoked':
      return `${app} ended the access: it was revoked there. Reconnect to go on where it stopped.`;
    case 'expired':
      return `The access to ${app} has expired. Reconnect to go on where it stopped.`;
    case 'missing_scope':
      return `${app} no longer grants everything that is needed${detail ? ` (${detail.slice(0, longestDetail)})` : ''}. Reconnect and allow it.`;
    case 'misconfigured':
      return `${app} can't be reached with the details given. Check them and reconnect.`;
  }
}
