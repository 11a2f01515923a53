import { z } from 'zod';

// Which fields come depends on what the person may see; all but these two may be missing.
const text = z.string().nullish();
const number = z.number().nullish();
const yesOrNo = z.boolean().nullish();
export const record = z.looseObject({ Id: z.string().min(1), SystemModstamp: z.string(), CreatedDate: text });
const owned = record.extend({ OwnerId: text, LastModifiedDate: text });

export const account = owned.extend({
  Name: text,
  Type: text,
  Industry: text,
  Website: text,
  Phone: text,
  AnnualRevenue: number,
  NumberOfEmployees: number,
  ParentId: text,
  BillingCity: text,
  BillingCountry: text,
});
export const contact = owned.extend({
  FirstName: text,
  LastName: text,
  Email: text,
  Phone: text,
  Title: text,
  AccountId: text,
});
export const lead = owned.extend({
  FirstName: text,
  LastName: text,
  Company: text,
  Email: text,
  Phone: text,
  Status: text,
  LeadSource: text,
  IsConverted: yesOrNo,
  ConvertedContactId: text,
});
export const opportunity = owned.extend({
  Name: text,
  AccountId: text,
  StageName: text,
  Amount: number,
  Probability: number,
  CloseDate: text,
  IsClosed: yesOrNo,
  IsWon: yesOrNo,
});
export const opportunityLineItem = record.extend({
  OpportunityId: text,
  Product2Id: text,
  Quantity: number,
  UnitPrice: number,
  TotalPrice: number,
});
export const supportCase = owned.extend({
  CaseNumber: text,
  Subject: text,
  Status: text,
  Priority: text,
  Origin: text,
  AccountId: text,
  ContactId: text,
  IsClosed: yesOrNo,
});
export const task = owned.extend({
  Subject: text,
  Status: text,
  Priority: text,
  ActivityDate: text,
  WhoId: text,
  WhatId: text,
  IsClosed: yesOrNo,
});
export const event = owned.extend({
  Subject: text,
  StartDateTime: text,
  EndDateTime: text,
  WhoId: text,
  WhatId: text,
});
export const campaign = owned.extend({ Name: text, Status: text, Type: text, IsActive: yesOrNo, StartDate: text });
export const campaignMember = record.extend({ CampaignId: text, ContactId: text, LeadId: text, Status: text });
export const product = record.extend({ Name: text, ProductCode: text, Family: text, IsActive: yesOrNo });
export const user = record.extend({ Name: text, Email: text, Username: text, IsActive: yesOrNo });
