import type { DeclaredConnectorInput } from '#connectors/kit/declared.ts';
import type { SecurityNeed, SecurityScheme } from './description.ts';
import { keyAccess } from './key-access.ts';
import { oauthAccess, openIdAccess } from './oauth-access.ts';
import type { Address } from './plan-address.ts';
import type { Planning } from './planning.ts';

export type AuthInput = DeclaredConnectorInput['auth'];

/** One way in. */
export interface Way {
  name: string;
  label: string;
  auth: AuthInput;
  /** The lower, the better for the customer. */
  rank: number;
}

const none: Way = { name: 'none', label: 'Without access data', auth: { kind: 'none' }, rank: 9 };

/** The ways in that a description names, the best one first. */
export function planAccess(planning: Planning, address: Address): [Way, ...Way[]] {
  const { description, refuse } = planning;
  const needs = needsOf(planning);
  const ways = needs.flatMap((need) => waysOf(need, planning, address));
  const known = new Map(ways.map((way) => [JSON.stringify(way.auth), way]));
  const [best, ...others] = [...known.values()].sort((a, b) => a.rank - b.rank).slice(0, 8);
  if (best !== undefined) return [best, ...others];
  const asked = Object.keys(description.schemes).length > 0;
  if (asked || needs.length > 0)
    refuse('access', '/', 'None of the ways in was understood: requests go out without any.');
  return [none];
}

/** What all operations need; where nothing is said for all, what each says, and then whatever there is. */
function needsOf({ description }: Planning): SecurityNeed[] {
  const own = description.operations.flatMap(({ security }) => security ?? []);
  const said = [...description.security, ...own].filter((need) => Object.keys(need).length > 0);
  const needs = said.length > 0 ? said : Object.keys(description.schemes).map((name) => ({ [name]: [] }));
  const byNames = new Map(needs.map((need) => [Object.keys(need).sort().join(' '), need]));
  return [...byNames.values()];
}

function waysOf(need: SecurityNeed, planning: Planning, address: Address): Way[] {
  const { description, refuse } = planning;
  const schemes = Object.keys(need).flatMap((name): SecurityScheme[] => {
    const scheme = description.schemes[name];
    // A scheme that is there but was not understood is listed where it stands.
    if (scheme === undefined && description.problems.every(({ place }) => !place.endsWith(`/${name}`)))
      refuse('access', '/security', `The way in ${name} is asked for and described nowhere.`);
    return scheme === undefined ? [] : [scheme];
  });
  if (schemes.length < Object.keys(need).length) return [];
  const signIns = schemes.filter(({ kind }) => kind === 'oauth2' || kind === 'openid');
  const [signIn] = signIns;
  if (signIn === undefined) return keyAccess(schemes, planning);
  if (schemes.length > signIns.length)
    refuse('access', signIn.place, 'A sign-in together with a further key: only the sign-in is used.');
  // The flows of one sign-in are at times written as several schemes.
  const flows = signIns.flatMap((scheme) => (scheme.kind === 'oauth2' ? scheme.flows : []));
  const oauth = signIns.find(({ kind }) => kind === 'oauth2');
  if (oauth?.kind === 'oauth2') return oauthAccess({ ...oauth, flows }, planning, address);
  return signIn.kind === 'openid' ? [openIdAccess(signIn, address)] : [];
}
