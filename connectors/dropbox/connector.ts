import { defineConnector } from '../kit/index.ts';
import { downloadFile, getDownloadLink, restoreFile, uploadFile } from './actions/contents.ts';
import {
  copyEntry,
  createFolder,
  deleteEntry,
  getEntry,
  listFolder,
  moveEntry,
  searchEntries,
} from './actions/organise.ts';
import { revokeLink, shareLink } from './actions/sharing.ts';
import { oauth } from './auth.ts';
import { check, lookUp } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Dropbox',
  category: 'Files',
  description: 'Files and folders: found, uploaded, downloaded, moved, shared by link.',
  docs: 'https://www.dropbox.com/developers/documentation/http/documentation',
  version: '2',
  auth: oauth,
  baseUrl: 'https://api.dropboxapi.com/2',
  hosts: ['content.dropboxapi.com'],
  headers: { 'dropbox-api-path-root': '{{pathRoot?}}' },
  // Dropbox publishes no number, only that each account has one; many at the same time lock each other out when they write.
  limits: [{ scope: 'connection', requests: 600, perMs: 60_000, concurrent: 4 }],
  errors: translateError,
  settings,
  lookUp,
  check,
  objects,
  models,
  actions: {
    uploadFile,
    downloadFile,
    getDownloadLink,
    restoreFile,
    createFolder,
    moveEntry,
    copyEntry,
    deleteEntry,
    getEntry,
    listFolder,
    searchEntries,
    shareLink,
    revokeLink,
  },
  triggers,
  hooks,
  options,
});
