import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();
const yesOrNo = z.boolean().nullish();
export const reference = z.looseObject({ value: text, name: text }).nullish();
const customFields = z.array(z.looseObject({})).nullish();
const lines = z.array(z.looseObject({})).nullish();

export const row = z.looseObject({
  Id: z.string().min(1),
  SyncToken: text,
  MetaData: z.looseObject({ CreateTime: text, LastUpdatedTime: text }).nullish(),
});
const listed = row.extend({ Active: yesOrNo });
const named = listed.extend({ Name: text, FullyQualifiedName: text });
const person = listed.extend({
  DisplayName: text,
  GivenName: text,
  FamilyName: text,
  CompanyName: text,
  PrimaryEmailAddr: z.looseObject({ Address: text }).nullish(),
  PrimaryPhone: z.looseObject({ FreeFormNumber: text }).nullish(),
});
const transaction = row.extend({
  TxnDate: text,
  DocNumber: text,
  TotalAmt: number,
  CurrencyRef: reference,
  PrivateNote: text,
  Line: lines,
  CustomField: customFields,
});
const sale = transaction.extend({
  CustomerRef: reference,
  BillEmail: z.looseObject({ Address: text }).nullish(),
  EmailStatus: text,
});

export const customer = person.extend({ Balance: number, Taxable: yesOrNo, CurrencyRef: reference });
export const vendor = person.extend({ Balance: number, Vendor1099: yesOrNo, CurrencyRef: reference });
export const employee = person;
export const item = named.extend({
  Type: text,
  Sku: text,
  UnitPrice: number,
  PurchaseCost: number,
  QtyOnHand: number,
  IncomeAccountRef: reference,
  ExpenseAccountRef: reference,
});
export const account = named.extend({
  AccountType: text,
  AccountSubType: text,
  Classification: text,
  CurrentBalance: number,
});
export const list = named;
export const invoice = sale.extend({ DueDate: text, Balance: number, LinkedTxn: lines });
export const estimate = sale.extend({ ExpirationDate: text, TxnStatus: text });
export const salesReceipt = sale.extend({ Balance: number, DepositToAccountRef: reference });
export const creditMemo = sale.extend({ Balance: number, RemainingCredit: number });
export const refundReceipt = sale;
export const payment = transaction.extend({
  CustomerRef: reference,
  UnappliedAmt: number,
  PaymentMethodRef: reference,
});
export const bill = transaction.extend({ VendorRef: reference, DueDate: text, Balance: number });
export const billPayment = transaction.extend({ VendorRef: reference, PayType: text });
export const vendorCredit = transaction.extend({ VendorRef: reference, Balance: number });
export const purchaseOrder = transaction.extend({ VendorRef: reference, POStatus: text });
export const purchase = transaction.extend({ AccountRef: reference, EntityRef: reference, PaymentType: text });
export const deposit = transaction.extend({ DepositToAccountRef: reference });
export const transfer = row.extend({
  TxnDate: text,
  Amount: number,
  FromAccountRef: reference,
  ToAccountRef: reference,
});
export const journalEntry = transaction.extend({ Adjustment: yesOrNo });
export const timeActivity = row.extend({
  TxnDate: text,
  NameOf: text,
  EmployeeRef: reference,
  VendorRef: reference,
  CustomerRef: reference,
  Hours: number,
  Minutes: number,
  Description: text,
});
