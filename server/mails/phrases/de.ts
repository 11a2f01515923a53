import type { MailPhrases } from './en.ts';

export const de: MailPhrases = {
  hello: 'Guten Tag {name},',
  'visit.subject': 'Ihr Link zu den Integrationen von {vendor}',
  'visit.body': '{vendor} lädt Sie ein, Ihre Apps für {customer} zu verbinden.',
  'visit.bodyApp': '{vendor} lädt Sie ein, {app} für {customer} zu verbinden.',
  'visit.button': 'Integrationen öffnen',
  'visit.once':
    'Der Link ist nur für Sie: Er lässt sich einmal öffnen, bis {until}. Haben Sie ihn nicht erwartet, ignorieren Sie diese E-Mail.',
  'favour.subject': '{asker} bittet Sie, {app} mit {vendor} zu verbinden',
  'favour.body':
    '{asker} von {customer} möchte {app} mit {vendor} nutzen und bittet Sie, sich dafür bei {app} anzumelden.',
  'favour.note': 'Eine Notiz von {asker}: {note}',
  'favour.button': 'Ansehen, worum es geht',
  'favour.proof':
    'Verbunden wird erst, wenn Sie gesehen haben, was {vendor} darf, und einen Code eingegeben haben, den wir an diese Adresse senden. Der Link gilt bis {until}.',
  'code.subject': 'Ihr Code für die Integrationen von {vendor}',
  'code.body': 'Geben Sie diesen Code auf der geöffneten Seite ein:',
  'code.life':
    'Er gilt zehn Minuten. Geben Sie ihn nicht weiter. Haben Sie ihn nicht angefordert, ignorieren Sie diese E-Mail: Ohne ihn kommt niemand hinein.',
  'attention.subject': '{app} braucht Sie: {vendor} erreicht es nicht mehr',
  'attention.revoked': 'Der Zugriff von {vendor} auf {app} wurde dort widerrufen.',
  'attention.expired': 'Der Zugriff von {vendor} auf {app} ist abgelaufen.',
  'attention.missing_scope': '{app} erlaubt nicht mehr alles, was {vendor} braucht.',
  'attention.misconfigured': '{app} ist mit den hinterlegten Angaben nicht erreichbar.',
  'attention.meanwhile':
    'Bis Sie es neu verbinden, wird nichts übertragen. Nichts geht verloren: Es geht dort weiter, wo es aufgehört hat.',
  'attention.button': '{app} neu verbinden',
  'ends.subject': '{app} muss bald neu verbunden werden',
  'ends.body':
    'Der Zugriff von {vendor} auf {app} endet am {until}: Länger gibt {app} keinen. Verbinden Sie es vorher neu, dann steht nichts still.',
  'drift.subject': 'Ein Feld, das {vendor} nutzt, gibt es in {app} nicht mehr',
  'drift.body': 'In {app} gibt es das Feld „{field}“ nicht mehr, aus dem „{target}“ in {vendor} gefüllt wurde.',
  'drift.todo': 'Wählen Sie dafür ein anderes Feld, oder lassen Sie es künftig leer.',
  'drift.button': 'Anderes Feld wählen',
  'link.once': 'Die Schaltfläche ist nur für Sie und funktioniert einmal, bis {until}.',
  why: 'Sie erhalten diese E-Mail, weil Sie {app} für {customer} mit {vendor} verbunden haben.',
  unsubscribe: 'Keine E-Mails dieser Art mehr',
  'nudges.on': 'Sie erhalten E-Mails zu Ihren Verbindungen',
  'nudges.onBody':
    'Sie kommen an {email}, wenn etwas, das Sie mit {vendor} verbunden haben, Sie braucht, und sonst nie.',
  'nudges.off': 'Keine E-Mails mehr zu Ihren Verbindungen',
  'nudges.offBody':
    'Wir schreiben nicht mehr an {email}, wenn etwas, das Sie mit {vendor} verbunden haben, Sie braucht. Sie sehen es auf der Seite der Integrationen.',
  'nudges.again': 'Schreiben Sie mir wieder',
};
