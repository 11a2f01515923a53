import type { AnyRouter } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import { AppError } from '#server/errors.ts';

const routesOf = new WeakMap<AnyRouter, { method: string; pattern: RegExp }[]>();

/** The routes that a router's procedures declare. */
function routes(router: AnyRouter) {
  const known = routesOf.get(router);
  if (known) return known;
  const declared = Object.values<{ _def: { meta?: OpenApiMeta } }>(router._def.procedures).flatMap(
    ({ _def: { meta } }) => {
      if (!meta?.openapi) return [];
      const { method, path } = meta.openapi;
      return [{ method, pattern: new RegExp(`^${path.replace(/\{.+?\}/g, '[^/]+')}/?$`, 'i') }];
    },
  );
  routesOf.set(router, declared);
  return declared;
}

/** Says what is wrong with an address or a method that no procedure has declared. */
export function checkRoute(router: AnyRouter, method: string, path: string): void {
  const there = routes(router).filter((route) => route.pattern.test(path));
  if (there.some((route) => route.method === method)) return;
  if (there.length === 0) {
    throw new AppError('not_found', `There is nothing at ${path}.`, {
      remedy: 'Every call is listed in openapi.json.',
    });
  }
  const methods = there.map((route) => route.method).join(' and ');
  throw new AppError('not_found', `${path} can't be called with ${method}.`, { remedy: `It knows ${methods}.` });
}
