import type { ConnectorContext } from '../kit/index.ts';

/** Who signed in is `me`; a server-to-server app acts for the account and must name somebody. */
export const userPath = ({ learnt }: Pick<ConnectorContext<unknown>, 'learnt'>, rest = ''): string =>
  `/users/${encodeURIComponent(learnt.user || 'me')}${rest}`;

/** A meeting by its number, or what took place by its UUID; one that holds slashes is encoded twice, as Zoom asks for. */
export function meetingKey(key: string): string {
  const once = encodeURIComponent(key);
  return key.startsWith('/') || key.includes('//') ? encodeURIComponent(once) : once;
}
