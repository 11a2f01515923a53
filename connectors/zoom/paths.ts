import { AppCallError, type ConnectorContext } from '../kit/index.ts';
import type { Settings } from './settings.ts';

/** Who signed in is `me`; a server-to-server app acts for the account and must name somebody. */
export const userPath = ({ learnt }: Pick<ConnectorContext<unknown>, 'learnt'>, rest = ''): string =>
  `/users/${encodeURIComponent(learnt.user || 'me')}${rest}`;

/** A meeting by its number, or what took place by its UUID; one that holds slashes is encoded twice, as Zoom asks for. */
export function meetingKey(key: string): string {
  const once = encodeURIComponent(key);
  return key.startsWith('/') || key.includes('//') ? encodeURIComponent(once) : once;
}

/** Registrations of the meeting that the customer chose. */
export function registrantsPath({ settings }: ConnectorContext<Settings>): string {
  if (settings.registrationsOf !== '') return `/meetings/${encodeURIComponent(settings.registrationsOf)}/registrants`;
  throw new AppCallError('Nobody has said for which meeting registrations are read.', {
    class: 'invalid',
    code: 'no_meeting',
    field: 'registrationsOf',
  });
}
