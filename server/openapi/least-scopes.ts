import type { Description, OAuthFlow } from './description.ts';

/** So many are asked for without looking at what needs them. */
const few = 10;

/** The fewest scopes that every operation can be called with, as far as the description tells; always the one that opens most first. */
export function leastScopes(flow: OAuthFlow, description: Description): string[] {
  const offered = Object.keys(flow.scopes);
  const needs = description.operations
    .map(({ security }) => (security ?? description.security).map((need) => Object.values(need).flat()))
    .map((ways) => ways.filter((way) => way.length > 0 && way.every((scope) => offered.includes(scope))))
    .filter((ways) => ways.length > 0);
  if (needs.length === 0) return offered.length <= few ? offered : [];
  const chosen = new Set<string>();
  let open = needs;
  while (open.length > 0) {
    const counts = new Map<string, number>();
    for (const ways of open)
      for (const scope of new Set(ways.filter((way) => way.length === 1).flat()))
        counts.set(scope, (counts.get(scope) ?? 0) + 1);
    const [best] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (best === undefined) for (const scope of open[0]?.[0] ?? []) chosen.add(scope);
    else chosen.add(best);
    open = open.filter((ways) => !ways.some((way) => way.every((scope) => chosen.has(scope))));
  }
  return [...chosen].sort((a, b) => offered.indexOf(a) - offered.indexOf(b));
}
