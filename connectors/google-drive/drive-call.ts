/** Quota units of a call: https://developers.google.com/workspace/drive/api/guides/limits */
export const cost = { read: 5, list: 100, download: 200, change: 50, other: 5 } as const;

export const folderType = 'application/vnd.google-apps.folder';

/** Without these a shared drive's files are not found. */
export const allDrives = { supportsAllDrives: true } as const;
export const inAllDrives = { supportsAllDrives: true, includeItemsFromAllDrives: true } as const;

const person = 'displayName,emailAddress,permissionId';
/** Google sends four fields unless told. */
export const fileFields = [
  'id,name,mimeType,description,starred,trashed,parents,properties,appProperties,createdTime,modifiedTime,version,size',
  'md5Checksum,webViewLink,webContentLink,iconLink,shared,sharedWithMeTime,driveId,shortcutDetails',
  `owners(${person}),lastModifyingUser(${person})`,
].join(',');

export const filesPath = '/drive/v3/files';
export const filePath = (id: string): string => `${filesPath}/${encodeURIComponent(id)}`;

/** A text in a search: https://developers.google.com/workspace/drive/api/guides/search-files */
export const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;
