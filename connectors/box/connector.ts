import { defineConnector } from '../kit/index.ts';
import { downloadFile, uploadFile, uploadVersion } from './actions/contents.ts';
import { copyItem, createFolder, deleteItem, getItem, searchItems, updateItem } from './actions/organise.ts';
import { addComment, inviteCollaborator, removeCollaborator, setMetadata, shareLink } from './actions/sharing.ts';
import { accountTypes, appFields, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Box',
  category: 'Files',
  description: 'Files and folders with their metadata: found, uploaded, shared, commented on.',
  docs: 'https://developer.box.com/reference',
  version: '2.0',
  auth: oauth,
  accountTypes,
  appFields,
  baseUrl: 'https://api.box.com/2.0',
  hosts: ['upload.box.com'],
  // For each person 1,000 a minute, of which 240 may be uploads: https://developer.box.com/guides/api-calls/permissions-and-errors/rate-limits
  limits: [{ scope: 'connection', requests: 900, perMs: 60_000, concurrent: 8 }],
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    uploadFile,
    uploadVersion,
    downloadFile,
    createFolder,
    updateItem,
    copyItem,
    deleteItem,
    getItem,
    searchItems,
    shareLink,
    inviteCollaborator,
    removeCollaborator,
    addComment,
    setMetadata,
  },
  triggers,
  hooks,
  options,
});
