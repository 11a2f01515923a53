import { baseUrl } from '#server/env.ts';
import { type EnvironmentId, type Id, isId } from '#server/ids.ts';

const path = '/api/hooks';

/** Where an app tells: of every account of the vendor's OAuth app, or of one connection. */
export type HookPlace = { environmentId: EnvironmentId } & (
  | { kind: 'app'; connector: string }
  | { kind: 'subscription'; subscriptionId: Id<'hookSubscription'>; token: string | undefined }
);

/** Whether a request's target is one of an app that tells something. */
export const isHookTarget = (target: string): boolean => target.startsWith(`${path}/`);

/** What the vendor enters where its OAuth app is registered. */
export const appHookUrl = (environmentId: EnvironmentId, connector: string): string =>
  `${baseUrl()}${path}/${environmentId}/${connector}`;

interface SubscriptionPlace {
  environmentId: EnvironmentId;
  subscriptionId: Id<'hookSubscription'>;
  /** Where the app signs nothing: the address is then a secret of its own. */
  token: string | undefined;
}

export const subscriptionHookUrl = ({ environmentId, subscriptionId, token }: SubscriptionPlace): string =>
  `${baseUrl()}${path}/${environmentId}/${subscriptionId}${token === undefined ? '' : `/${token}`}`;

/** What a request's target names; undefined where it is none of ours. */
export function readHookTarget(target: string): { place: HookPlace; url: URL } | undefined {
  // An app signs the address that it was given, which is ours as the world sees it, whatever stands between.
  const url = URL.parse(`${baseUrl()}${target}`);
  if (url === null || !isHookTarget(target)) return undefined;
  const [environmentId, where = '', token, ...rest] = target
    .slice(path.length + 1)
    .replace(/\?.*$/s, '')
    .split('/');
  if (!isId('environment', environmentId) || rest.length > 0) return undefined;
  if (isId('hookSubscription', where))
    return { url, place: { environmentId, kind: 'subscription', subscriptionId: where, token } };
  const isSlug = /^[a-z0-9-]{1,100}$/.test(where) && token === undefined;
  return isSlug ? { url, place: { environmentId, kind: 'app', connector: where } } : undefined;
}
