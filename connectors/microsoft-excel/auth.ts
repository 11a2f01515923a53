import { z } from 'zod';
import type { AccountType, OAuth2Auth } from '../kit/index.ts';

/** Also what a notice of changes in a drive of work needs: https://learn.microsoft.com/en-us/graph/api/subscription-post-subscriptions#permissions */
export const allFiles = 'Files.ReadWrite.All';

// Microsoft opens workbooks for work and school accounts alone.
const place = "https://login.microsoftonline.com/{{tenant || 'organizations'}}/oauth2/v2.0";

/** https://learn.microsoft.com/en-us/entra/identity-platform/v2-oauth2-auth-code-flow. A refresh brings a new refresh token; the old one stays good. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: `${place}/authorize`,
  tokenUrl: `${place}/token`,
  scopes: ['User.Read', 'Files.ReadWrite'],
  // It brings the refresh token, and is never named among the granted.
  optionalScopes: ['offline_access'],
  scopeWords: {
    offline_access: 'Keep access until you disconnect',
    'User.Read': 'See who connected',
    'Files.ReadWrite': 'See and change your files in OneDrive',
    [allFiles]: 'See and change all files that you can open',
    'Sites.Read.All': 'See the SharePoint sites that you can open',
  },
  refresh: 'rotating',
  reuse: 'allowed',
};

export const appFields = z.object({
  tenant: z.string().trim().default('').meta({
    title: 'Tenant',
    description: 'Only of an app that is registered for one organisation: its tenant id. Else empty.',
  }),
});

export const accountTypes: Record<string, AccountType> = {
  own: { label: 'Your OneDrive', detail: 'The workbooks that are yours' },
  sites: {
    label: 'OneDrive and SharePoint',
    detail: 'Also the workbooks of sites and of others, as far as you can open them',
    auth: { ...oauth, scopes: ['User.Read', allFiles, 'Sites.Read.All'] },
  },
};
