import type { ConnectTarget } from './tab-store.ts';

/** A part of an app's page that a link can lead to. */
export type Section = 'settings' | 'mapping' | 'activity' | 'errors';

/** Where in the tab one is. */
export type Route =
  | { name: 'catalogue' }
  | { name: 'integration'; slug: string; section?: Section }
  | ({ name: 'connect'; progress?: WizardProgress } & ConnectTarget);

/** How far the wizard is: what a link needs to come back to it after a reload. */
export interface WizardProgress {
  connect: string;
  stage: string;
}

const SECTIONS: readonly string[] = ['settings', 'mapping', 'activity', 'errors'] satisfies Section[];

const isSection = (text: string | undefined): text is Section => text !== undefined && SECTIONS.includes(text);

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

function connectOf(slug: string, rest: (string | undefined)[], reconnect?: string): Route {
  const [connect, stage] = rest[0]?.startsWith('cnt_') ? rest : [undefined, rest[0]];
  return {
    name: 'connect',
    slug,
    ...(reconnect && { reconnect }),
    ...(connect && { resume: connect }),
    ...(stage && { progress: { connect: connect ?? '', stage } }),
  };
}

/**
 * Reads a path of the tab: `/`, `/your-crm`, `/your-crm/activity`, `/your-crm/connect`, `/your-crm/connect/cnt_…/review`,
 * `/your-crm/reconnect/con_…`. What is none leads to the catalogue.
 */
export function routeOf(path: string): Route {
  const [slug, place, ...rest] = path.split('/').filter(Boolean).map(decode);
  if (!slug) return { name: 'catalogue' };
  if (place === 'connect') return connectOf(slug, rest);
  if (place === 'reconnect' && rest[0]) return connectOf(slug, rest.slice(1), rest[0]);
  return { name: 'integration', slug, ...(isSection(place) && { section: place }) };
}

/** The path of a place, as `routeOf` reads it. */
export function pathOf(route: Route): string {
  if (route.name === 'catalogue') return '/';
  const parts =
    route.name === 'integration'
      ? [route.slug, route.section]
      : [
          route.slug,
          route.reconnect ? 'reconnect' : 'connect',
          route.reconnect,
          route.progress?.connect || route.resume,
          route.progress?.stage,
        ];
  return `/${parts.flatMap((part) => (part ? [encodeURIComponent(part)] : [])).join('/')}`;
}
