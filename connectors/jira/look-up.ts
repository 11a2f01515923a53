import { z } from 'zod';
import { AppCallError, type ConnectorContext } from '../kit/index.ts';

const resources = z.array(
  z.object({ id: z.string(), url: z.url(), name: z.string(), scopes: z.array(z.string()).default([]) }),
);

/** Where this account's Jira is. A sign-in may allow several sites, of Confluence too. */
export async function lookUp({ http, learnt }: ConnectorContext<unknown>): Promise<Record<string, string>> {
  if (learnt.site !== undefined) return { api: `https://${learnt.site}`, siteUrl: `https://${learnt.site}` };
  const { body } = await http.get('https://api.atlassian.com/oauth/token/accessible-resources', resources);
  const sites = body.filter(({ scopes }) => scopes.some((scope) => scope.includes('jira')));
  const wanted = (learnt.wantedSite ?? '').replace(/^https:\/\//, '').replace(/\/.*$/, '');
  const chosen = wanted === '' ? sites : sites.filter(({ url }) => new URL(url).host === wanted);
  const [site, ...others] = chosen;
  if (site !== undefined && others.length === 0)
    return { api: `https://api.atlassian.com/ex/jira/${site.id}`, cloudId: site.id, siteUrl: site.url };
  const names = sites.map(({ url }) => new URL(url).host).join(', ');
  throw new AppCallError(
    sites.length === 0
      ? 'This Atlassian account has no Jira site, or you allowed access to none.'
      : `This account has access to ${names}. Go back and name the one that is meant.`,
    { class: 'invalid', code: 'which_site', field: 'wantedSite' },
  );
}
