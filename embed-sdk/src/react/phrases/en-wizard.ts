/** What the wizard alone says: fetched with it. */
export const enWizard = {
  'wizard.title': 'Connect {app} to {vendor}',
  'wizard.reconnectTitle': 'Reconnect {app}',
  'wizard.steps': 'Steps',
  'wizard.connect': 'Connect',
  'wizard.choose': 'Choose',
  'wizard.review': 'Review',
  'wizard.stepOf': 'Step {at} of {of}: {name}',
  'wizard.stepDone': 'done',
  'wizard.draftKept': 'What you typed before is still here. Secrets are not kept: please enter them again.',

  'ask.link': 'Somebody else has to do this',
  'ask.heading': 'Ask somebody else to connect {app}',
  'ask.body':
    'They get an e-mail with a link, see what {vendor} will be able to do, and sign in to {app}. You go on from there.',
  'ask.email': 'Their e-mail address',
  'ask.noEmail': 'Please enter an e-mail address such as ada@example.com.',
  'ask.note': 'A note for them',
  'ask.send': 'Send the request',
  'ask.waiting': 'Waiting for {email}',
  'ask.waitingBody':
    'The request was sent {time}. This page goes on by itself when {app} is connected. You can leave it and come back until {until}.',
  'ask.opened': '{email} has opened it.',
  'ask.again': 'Send it again',
  'ask.self': 'Do it myself',
};
