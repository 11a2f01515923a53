import { defineConnector } from '../kit/index.ts';
import { addChecklist, addComment, addLabel, addMember, attachLink, createList } from './actions/around-cards.ts';
import { archiveCard, createCard, deleteCard, getCard, moveCard, searchCards, updateCard } from './actions/cards.ts';
import { accountTypes, oauth } from './auth.ts';
import { check } from './check.ts';
import { hooks } from './hooks.ts';
import { models } from './models.ts';
import { objects } from './objects/objects.ts';
import { options } from './options.ts';
import { settings } from './settings.ts';
import { translateError } from './translate-error.ts';
import { triggers } from './triggers.ts';

export default defineConnector({
  name: 'Trello',
  category: 'Project management',
  description: 'Cards, lists, checklists and comments of a board.',
  docs: 'https://developer.atlassian.com/cloud/trello/rest',
  version: '1',
  auth: oauth,
  accountTypes,
  baseUrl: 'https://api.trello.com/1',
  // 100 in ten seconds for a token, 300 for the app: https://developer.atlassian.com/cloud/trello/guides/rest-api/rate-limits
  limits: [
    { scope: 'connection', requests: 90, perMs: 10_000, concurrent: 10 },
    { scope: 'app', requests: 280, perMs: 10_000 },
  ],
  errors: translateError,
  settings,
  check,
  objects,
  models,
  actions: {
    createCard,
    updateCard,
    moveCard,
    archiveCard,
    deleteCard,
    getCard,
    searchCards,
    addComment,
    addLabel,
    addMember,
    attachLink,
    addChecklist,
    createList,
  },
  triggers,
  hooks,
  options,
});
