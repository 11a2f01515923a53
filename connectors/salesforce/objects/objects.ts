import type { ConnectorObject } from '../../kit/index.ts';
import type { Settings } from '../settings.ts';
import * as rows from './rows.ts';
import { salesforceObject } from './salesforce-object.ts';

export const objects: Record<string, ConnectorObject<ConnectorObject['row'], Settings>> = {
  account: salesforceObject({
    label: 'accounts',
    sobject: 'Account',
    row: rows.account,
    example: [
      { data: { Name: 'Globex', Website: 'https://globex.example' } },
      { key: '001Dn00000Kx1abIAB', data: { Industry: 'Energy' } },
    ],
  }),
  contact: salesforceObject({
    label: 'contacts',
    sobject: 'Contact',
    row: rows.contact,
    matchBy: 'Email',
    example: [
      { data: { Email: 'mara@globex.example', FirstName: 'Mara', LastName: 'Lindqvist' } },
      { key: '003Dn00000Kx1abIAB', data: { Title: 'Buyer' } },
    ],
  }),
  lead: salesforceObject({
    label: 'leads',
    sobject: 'Lead',
    row: rows.lead,
    matchBy: 'Email',
    example: [
      { data: { Email: 'tom@initech.example', LastName: 'Ohm', Company: 'Initech' } },
      { key: '00QDn00000Kx1abIAB', data: { Status: 'Working - Contacted' } },
    ],
  }),
  opportunity: salesforceObject({
    label: 'opportunities',
    sobject: 'Opportunity',
    row: rows.opportunity,
    example: [
      { data: { Name: 'Globex, 40 seats', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 4800 } },
      { key: '006Dn00000Kx1abIAB', data: { StageName: 'Closed Won' } },
    ],
  }),
  opportunityLineItem: salesforceObject({
    label: 'products of opportunities',
    sobject: 'OpportunityLineItem',
    row: rows.opportunityLineItem,
  }),
  case: salesforceObject({
    label: 'cases',
    sobject: 'Case',
    row: rows.supportCase,
    example: [
      { data: { Subject: 'The lamp flickers', Origin: 'Web' } },
      { key: '500Dn00000Kx1abIAB', data: { Priority: 'High' } },
    ],
  }),
  task: salesforceObject({
    label: 'tasks',
    sobject: 'Task',
    row: rows.task,
    example: [
      { data: { Subject: 'Send the offer', ActivityDate: '2026-11-30' } },
      { key: '00TDn00000Kx1abIAB', data: { Status: 'Completed' } },
    ],
  }),
  event: salesforceObject({ label: 'events', sobject: 'Event', row: rows.event }),
  campaign: salesforceObject({ label: 'campaigns', sobject: 'Campaign', row: rows.campaign }),
  campaignMember: salesforceObject({ label: 'campaign members', sobject: 'CampaignMember', row: rows.campaignMember }),
  product: salesforceObject({
    label: 'products',
    sobject: 'Product2',
    row: rows.product,
    example: [
      { data: { Name: 'Seat, yearly', ProductCode: 'SEAT-Y', IsActive: true } },
      { key: '01tDn00000Kx1abIAB', data: { Family: 'Licences' } },
    ],
  }),
  user: salesforceObject({ label: 'users', sobject: 'User', row: rows.user }),
  custom: salesforceObject({
    label: 'records of your custom object',
    sobject: ({ customObject }) => customObject,
    row: rows.record,
    example: [{ data: { Name: 'North' } }, { key: 'a00Dn00000Kx1abIAB', data: { Name: 'South' } }],
  }),
};
