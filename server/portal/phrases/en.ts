/** What the hosted page says beside the tab itself. Placeholders and plurals are ICU, as in the tab. */
export const en = {
  title: 'Integrations of {vendor}',
  plainTitle: 'Integrations',
  noScript: 'This page needs JavaScript. Switch it on and load the page again.',
  loading: 'One moment',
  again: 'Try again',
  failed: 'This did not work. Check your internet connection, then try again.',

  'visit.heading': 'Connect your apps to {vendor}',
  'visit.headingApp': 'Connect {app} to {vendor}',
  'visit.body': 'You were invited to do this for {customer}.',
  'visit.once': 'This link works once. Open it in the browser that you want to go on with.',
  'visit.for': 'It was sent to {email}.',
  'visit.open': 'Open the integrations',

  'used.heading': 'This link was opened already',
  'used.body': 'Each link works once. If it was you, go on in the browser in which you opened it.',
  'expired.heading': 'This link is too old',
  'expired.body': 'Links work for a limited time only, so that nobody finds and uses them later.',
  'expired.favour': 'Ask whoever sent it to you for a new one.',
  'revoked.heading': 'This link was withdrawn',
  'revoked.body': 'There is nothing left to do here. If you think that this is a mistake, ask whoever sent it to you.',
  'unknown.heading': 'This link is not complete',
  'unknown.body': 'Open it from the e-mail once more, or copy all of it.',
  'renew.button': 'Send a new link',
  'renew.done': 'A new link is on its way to {email}.',

  'favour.heading': '{asker} asks you to connect {app}',
  'favour.body': 'It is for {customer}, which wants to use {app} with {vendor}.',
  'favour.note': 'A note from {asker}',
  'favour.permissions': 'What {vendor} will be able to do in {app}',
  'favour.proof': 'First show that it is you: we send a code to {email}.',
  'favour.send': 'Send me a code',
  'favour.title': 'Connect {app} for {customer}',
  'favour.as': 'You were asked by {asker}. The account that you sign in with is shown to {customer}.',
  'favour.stopped': 'Nothing was connected',
  'favour.stoppedBody': 'You can close this page, or try it once more.',
  'favour.resume': 'Go on',

  'code.label': 'Code from the e-mail',
  'code.sent': 'We sent six digits to {email}. They work for ten minutes.',
  'code.check': 'Continue',
  'code.again': 'Send another code',
  'code.again.done': 'Another code is on its way. The one before does not work any more.',
  'code.missing': 'Enter the six digits of the e-mail.',
  'code.wrong':
    '{left, plural, =0 {This is not the code, and there are no tries left. Let us send you another one.} one {This is not the code. You have one try left.} other {This is not the code. You have # tries left.}}',
  'code.none': 'This code does not work any more. Let us send you another one.',
  'code.tooOften':
    '{left, plural, one {That was too often. Try again in one minute.} other {That was too often. Try again in # minutes.}}',
  'code.notSent': 'No e-mail can be sent at the moment. Tell {vendor} about it.',

  'done.heading': '{app} is connected',
  'done.body': 'Thank you. {asker} can go on from here; you can close this page.',
  'left.heading': 'You are signed out',
  'left.body': 'You can close this page.',
  'bar.person': '{person} for {customer}',
  'bar.leave': 'Sign out',
};

export type PortalWords = Record<keyof typeof en, string>;
