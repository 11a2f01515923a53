export const en = {
  hello: 'Hello {name},',
  'visit.subject': 'Your link to the integrations of {vendor}',
  'visit.body': '{vendor} invites you to connect your apps for {customer}.',
  'visit.bodyApp': '{vendor} invites you to connect {app} for {customer}.',
  'visit.button': 'Open the integrations',
  'visit.once':
    'The link is for you alone: it can be opened once, until {until}. If you did not expect it, ignore this e-mail.',
  'favour.subject': '{asker} asks you to connect {app} to {vendor}',
  'favour.body': '{asker} of {customer} wants to use {app} with {vendor} and asks you to sign in to {app} for it.',
  'favour.note': 'A note from {asker}: {note}',
  'favour.button': 'See what is asked',
  'favour.proof':
    'Nothing is connected before you have seen what {vendor} may do, and have entered a code that we send to this address. The link works until {until}.',
  'code.subject': 'Your code for the integrations of {vendor}',
  'code.body': 'Enter this code on the page that you have open:',
  'code.life':
    'It works for ten minutes. Do not pass it on. If you did not ask for it, ignore this e-mail: nobody gets in without it.',
  'attention.subject': '{app} needs you: {vendor} can’t reach it any more',
  'attention.revoked': 'The access of {vendor} to {app} was withdrawn there.',
  'attention.expired': 'The access of {vendor} to {app} has expired.',
  'attention.missing_scope': '{app} no longer allows everything that {vendor} needs.',
  'attention.misconfigured': '{app} can’t be reached with the details given.',
  'attention.meanwhile': 'Nothing is copied until you reconnect. Nothing is lost: it goes on where it stopped.',
  'attention.button': 'Reconnect {app}',
  'ends.subject': '{app} must be connected again soon',
  'ends.body':
    'The access of {vendor} to {app} ends on {until}: {app} gives none for longer. Reconnect before, and nothing stops.',
  'drift.subject': 'A field that {vendor} uses is gone from {app}',
  'drift.body': '{app} no longer has the field “{field}”, from which “{target}” was filled in {vendor}.',
  'drift.todo': 'Choose another field for it, or leave it empty from now on.',
  'drift.button': 'Choose another field',
  'link.once': 'The button is for you alone and works once, until {until}.',
  why: 'You get this e-mail because you connected {app} to {vendor} for {customer}.',
  unsubscribe: 'No more e-mails of this kind',
  'nudges.on': 'You get e-mails about your connections',
  'nudges.onBody':
    'They come to {email} when something that you connected to {vendor} needs you, and at no other time.',
  'nudges.off': 'No more e-mails about your connections',
  'nudges.offBody':
    'We no longer write to {email} when something that you connected to {vendor} needs you. You see it on the integrations page.',
  'nudges.again': 'Write to me again',
};

export type MailPhrase = keyof typeof en;
export type MailPhrases = Record<MailPhrase, string>;
