/** Quota units of a call, none less than https://developers.google.com/workspace/gmail/api/reference/quota says. */
export const cost = {
  one: 20,
  thread: 40,
  list: 10,
  history: 2,
  profile: 1,
  labels: 5,
  change: 10,
  send: 100,
} as const;

const mailbox = '/gmail/v1/users/me';
export const paths = {
  profile: `${mailbox}/profile`,
  history: `${mailbox}/history`,
  messages: `${mailbox}/messages`,
  threads: `${mailbox}/threads`,
  labels: `${mailbox}/labels`,
  drafts: `${mailbox}/drafts`,
  watch: `${mailbox}/watch`,
  stop: `${mailbox}/stop`,
} as const;
export const at = (path: string, id: string): string => `${path}/${encodeURIComponent(id)}`;
