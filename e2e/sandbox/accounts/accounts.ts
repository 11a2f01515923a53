/** The people who can sign in, and the account (portal) that each of them works in. */
export interface AccountSeed {
  id: string;
  name: string;
  /** Makes the account's people and companies differ from the other accounts'. */
  salt: number;
  contacts: number;
  companies: number;
  deals: number;
}

export interface User {
  id: string;
  email: string;
  name: string;
  password: string;
  accountId: string;
}

export const MAIN_ACCOUNT_ID = 'tw_1001';

export const users: readonly User[] = [
  { id: 'us_mara', email: 'mara@tidewater.example', name: 'Mara Lindqvist', password: 'tide', accountId: 'tw_1001' },
  { id: 'us_jonas', email: 'jonas@tidewater.example', name: 'Jonas Okafor', password: 'tide', accountId: 'tw_1002' },
  { id: 'us_ines', email: 'ines@tidewater.example', name: 'Inês Duarte', password: 'tide', accountId: 'tw_1003' },
];

export function accountSeeds(mainContacts: number): AccountSeed[] {
  return [
    { id: MAIN_ACCOUNT_ID, name: 'Globex CRM', salt: 11, contacts: mainContacts, companies: 120, deals: 180 },
    { id: 'tw_1002', name: 'Initech CRM', salt: 503, contacts: 37, companies: 9, deals: 14 },
    { id: 'tw_1003', name: 'Globex Europe', salt: 977, contacts: 12, companies: 5, deals: 6 },
  ];
}

export function findUser(id: string | undefined): User | undefined {
  return users.find((user) => user.id === id);
}

export function findUserByLogin(email: string, password: string): User | undefined {
  const wanted = email.trim().toLowerCase();
  return users.find((user) => user.email === wanted && user.password === password);
}
