import { createHash, timingSafeEqual } from 'node:crypto';

export type CustomerId = 'globex' | 'initech';

/** A company that uses Acme. Its id here is the external id that Portico knows it by. */
export interface Customer {
  id: CustomerId;
  name: string;
}

export interface User {
  id: string;
  name: string;
  email: string;
  role: 'admin' | 'viewer';
  customer: Customer;
}

const globex: Customer = { id: 'globex', name: 'Globex' };
const initech: Customer = { id: 'initech', name: 'Initech' };

export const customers: readonly Customer[] = [globex, initech];

export const users: readonly User[] = [
  { id: 'usr_gwen', name: 'Gwen Castellano', email: 'gwen@globex.example', role: 'admin', customer: globex },
  { id: 'usr_pete', name: 'Pete Okafor', email: 'pete@globex.example', role: 'viewer', customer: globex },
  { id: 'usr_ivan', name: 'Ivan Petrenko', email: 'ivan@initech.example', role: 'admin', customer: initech },
];

/** Everybody's, as the sign-in page says: these companies do not exist. */
export const demoPassword = 'acme';

const digest = (text: string) => createHash('sha256').update(text).digest();

export function userWith(email: string, password: string): User | undefined {
  const right = timingSafeEqual(digest(password), digest(demoPassword));
  const user = users.find((one) => one.email === email.trim().toLowerCase());
  return right ? user : undefined;
}
