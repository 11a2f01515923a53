import { z } from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();
const yesOrNo = z.boolean().nullish();
const list = z.array(z.looseObject({})).nullish();
const id = z.string().min(1);
const contactPart = z.looseObject({ ContactID: text, Name: text }).nullish();
/** Times come as `/Date(1439434356790+0000)/`. */
const row = z.looseObject({ UpdatedDateUTC: text });
const document = row.extend({
  Status: text,
  Contact: contactPart,
  Date: text,
  DateString: text,
  LineAmountTypes: text,
  LineItems: list,
  SubTotal: number,
  TotalTax: number,
  Total: number,
  CurrencyCode: text,
});

export const contact = row.extend({
  ContactID: id,
  Name: text,
  ContactStatus: text,
  EmailAddress: text,
  FirstName: text,
  LastName: text,
  IsCustomer: yesOrNo,
  IsSupplier: yesOrNo,
  Addresses: list,
  Phones: list,
});
export const invoice = document.extend({
  InvoiceID: id,
  InvoiceNumber: text,
  Type: text,
  Reference: text,
  DueDate: text,
  AmountDue: number,
  AmountPaid: number,
  Payments: list,
});
export const creditNote = document.extend({ CreditNoteID: id, CreditNoteNumber: text, RemainingCredit: number });
export const quote = document.extend({ QuoteID: id, QuoteNumber: text, ExpiryDate: text, Title: text });
export const purchaseOrder = document.extend({ PurchaseOrderID: id, PurchaseOrderNumber: text, DeliveryDate: text });
export const bankTransaction = document.extend({
  BankTransactionID: id,
  Type: text,
  BankAccount: z.looseObject({ AccountID: text }).nullish(),
  IsReconciled: yesOrNo,
});
export const overpayment = document.extend({ OverpaymentID: id, RemainingCredit: number });
export const prepayment = document.extend({ PrepaymentID: id, RemainingCredit: number });
export const payment = row.extend({
  PaymentID: id,
  Status: text,
  Date: text,
  Amount: number,
  Reference: text,
  PaymentType: text,
  IsReconciled: yesOrNo,
  Invoice: z.looseObject({ InvoiceID: text }).nullish(),
  Account: z.looseObject({ AccountID: text }).nullish(),
});
export const bankTransfer = row.extend({ BankTransferID: id, Amount: number, Date: text, CreatedDateUTC: text });
export const manualJournal = row.extend({
  ManualJournalID: id,
  Narration: text,
  Status: text,
  Date: text,
  JournalLines: list,
});
export const item = row.extend({ ItemID: id, Code: text, Name: text, Description: text, QuantityOnHand: number });
export const account = row.extend({ AccountID: id, Code: text, Name: text, Type: text, Status: text, TaxType: text });
export const taxRate = row.extend({ TaxType: id, Name: text, Status: text, EffectiveRate: number });
export const trackingCategory = row.extend({ TrackingCategoryID: id, Name: text, Status: text, Options: list });
