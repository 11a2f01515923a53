import type { ConnectorAction } from '../../kit/index.ts';
import { createNote, createTask, logCall, logMeeting } from './activities.ts';
import { associate, dissociate } from './associations.ts';
import { createCompany, findCompanies, updateCompany } from './companies.ts';
import { createContact, findContact, updateContact, upsertContact } from './contacts.ts';
import { addLineItem, createDeal, updateDeal } from './deals.ts';
import { addToList, removeFromList } from './lists.ts';
import { archiveRecord, getRecord, search } from './records.ts';
import { createTicket, updateTicket } from './tickets.ts';

export const actions: Record<string, ConnectorAction> = {
  createContact,
  updateContact,
  upsertContact,
  findContact,
  createCompany,
  updateCompany,
  findCompanies,
  createDeal,
  updateDeal,
  addLineItem,
  createTicket,
  updateTicket,
  createNote,
  createTask,
  logCall,
  logMeeting,
  search,
  getRecord,
  archiveRecord,
  associate,
  dissociate,
  addToList,
  removeFromList,
};
