import type { PortalWords } from './en.ts';

export const de: PortalWords = {
  title: 'Integrationen von {vendor}',
  plainTitle: 'Integrationen',
  noScript: 'Diese Seite braucht JavaScript. Schalten Sie es ein und laden Sie die Seite neu.',
  loading: 'Einen Moment',
  again: 'Erneut versuchen',
  failed: 'Das hat nicht geklappt. Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',

  'visit.heading': 'Verbinden Sie Ihre Apps mit {vendor}',
  'visit.headingApp': 'Verbinden Sie {app} mit {vendor}',
  'visit.body': 'Sie wurden eingeladen, das für {customer} zu tun.',
  'visit.once': 'Dieser Link funktioniert einmal. Öffnen Sie ihn in dem Browser, mit dem Sie weitermachen möchten.',
  'visit.for': 'Er wurde an {email} gesendet.',
  'visit.open': 'Integrationen öffnen',

  'used.heading': 'Dieser Link wurde schon geöffnet',
  'used.body':
    'Jeder Link funktioniert einmal. Wenn Sie es waren, machen Sie in dem Browser weiter, in dem Sie ihn geöffnet haben.',
  'expired.heading': 'Dieser Link ist zu alt',
  'expired.body': 'Links gelten nur eine begrenzte Zeit, damit niemand sie später findet und benutzt.',
  'expired.favour': 'Bitten Sie die Person, die ihn geschickt hat, um einen neuen.',
  'revoked.heading': 'Dieser Link wurde zurückgezogen',
  'revoked.body':
    'Hier ist nichts mehr zu tun. Wenn Sie das für einen Irrtum halten, fragen Sie die Person, die ihn geschickt hat.',
  'unknown.heading': 'Dieser Link ist nicht vollständig',
  'unknown.body': 'Öffnen Sie ihn noch einmal aus der E-Mail, oder kopieren Sie ihn ganz.',
  'renew.button': 'Neuen Link senden',
  'renew.done': 'Ein neuer Link ist unterwegs an {email}.',

  'favour.heading': '{asker} bittet Sie, {app} zu verbinden',
  'favour.body': 'Es ist für {customer}: Dort soll {app} mit {vendor} genutzt werden.',
  'favour.note': 'Eine Notiz von {asker}',
  'favour.permissions': 'Was {vendor} in {app} tun kann',
  'favour.proof': 'Zeigen Sie zuerst, dass Sie es sind: Wir senden einen Code an {email}.',
  'favour.send': 'Code senden',
  'favour.title': '{app} für {customer} verbinden',
  'favour.as': '{asker} hat Sie darum gebeten. {customer} sieht, mit welchem Konto Sie sich anmelden.',
  'favour.stopped': 'Es wurde nichts verbunden',
  'favour.stoppedBody': 'Sie können diese Seite schließen oder es noch einmal versuchen.',
  'favour.resume': 'Weitermachen',

  'code.label': 'Code aus der E-Mail',
  'code.sent': 'Wir haben sechs Ziffern an {email} gesendet. Sie gelten zehn Minuten.',
  'code.check': 'Weiter',
  'code.again': 'Anderen Code senden',
  'code.again.done': 'Ein anderer Code ist unterwegs. Der vorige gilt nicht mehr.',
  'code.missing': 'Geben Sie die sechs Ziffern aus der E-Mail ein.',
  'code.wrong':
    '{left, plural, =0 {Das ist nicht der Code, und es gibt keinen Versuch mehr. Lassen Sie sich einen anderen senden.} one {Das ist nicht der Code. Sie haben noch einen Versuch.} other {Das ist nicht der Code. Sie haben noch # Versuche.}}',
  'code.none': 'Dieser Code gilt nicht mehr. Lassen Sie sich einen anderen senden.',
  'code.tooOften':
    '{left, plural, one {Das war zu oft. Versuchen Sie es in einer Minute erneut.} other {Das war zu oft. Versuchen Sie es in # Minuten erneut.}}',
  'code.notSent': 'Zurzeit können keine E-Mails gesendet werden. Sagen Sie {vendor} Bescheid.',

  'done.heading': '{app} ist verbunden',
  'done.body': 'Vielen Dank. {asker} kann jetzt weitermachen; Sie können diese Seite schließen.',
  'left.heading': 'Sie sind abgemeldet',
  'left.body': 'Sie können diese Seite schließen.',
  'bar.person': '{person} für {customer}',
  'bar.leave': 'Abmelden',
};
