import type { OAuth2Auth } from '../kit/index.ts';

export const scope = {
  download: 'files.content.read',
  write: 'files.content.write',
  seeLinks: 'sharing.read',
  share: 'sharing.write',
} as const;

/** https://www.dropbox.com/developers/documentation/http/documentation#oauth2-authorize. Without `offline` there is no refresh token. */
export const oauth: OAuth2Auth = {
  kind: 'oauth2',
  authorizeUrl: 'https://www.dropbox.com/oauth2/authorize',
  tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
  revokeUrl: 'https://api.dropboxapi.com/2/auth/token/revoke',
  revoke: { method: 'POST', in: 'bearer' },
  authorizeParameters: { token_access_type: 'offline' },
  scopes: ['account_info.read', 'files.metadata.read'],
  scopeWords: {
    'account_info.read': 'See your name and e-mail address',
    'files.metadata.read': 'See the names and details of your files and folders',
    [scope.download]: 'Download your files',
    [scope.write]: 'Upload, move and delete your files and folders',
    [scope.seeLinks]: 'See which of your files are shared by link',
    [scope.share]: 'Share your files by link',
  },
  refresh: 'fixed',
  defaultExpiresIn: 14_400,
};
