import { defineConnector } from '../kit/index.ts';
import { downloadFile, exportFile, replaceContent, uploadFile } from './actions/contents.ts';
import { copyFile, createFolder, getFile, moveFile, renameFile, searchFiles, trashFile } from './actions/organise.ts';
import { listPermissions, shareFile, unshareFile } from './actions/sharing.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { fileObject, folderObject, permissionObject } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Google Drive',
  category: 'Files',
  description: 'Files and folders: found, uploaded, exported, shared.',
  docs: 'https://developers.google.com/workspace/drive/api/reference/rest/v3',
  version: 'v3',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://www.googleapis.com',
  // Quota units: https://developers.google.com/workspace/drive/api/guides/limits. Each call says what it costs.
  limits: [
    { scope: 'connection', requests: 300_000, perMs: 60_000 },
    { scope: 'app', requests: 950_000, perMs: 60_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects: { file: fileObject, folder: folderObject, permission: permissionObject },
  models,
  actions: {
    uploadFile,
    replaceContent,
    downloadFile,
    exportFile,
    createFolder,
    copyFile,
    moveFile,
    renameFile,
    trashFile,
    getFile,
    searchFiles,
    shareFile,
    listPermissions,
    unshareFile,
  },
  triggers,
  hooks,
  options,
});
