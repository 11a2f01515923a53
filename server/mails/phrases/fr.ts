import type { MailPhrases } from './en.ts';

export const fr: MailPhrases = {
  hello: 'Bonjour {name},',
  'visit.subject': 'Votre lien vers les intégrations de {vendor}',
  'visit.body': '{vendor} vous invite à connecter vos applications pour {customer}.',
  'visit.bodyApp': '{vendor} vous invite à connecter {app} pour {customer}.',
  'visit.button': 'Ouvrir les intégrations',
  'visit.once':
    'Ce lien vous est réservé : il s’ouvre une seule fois, jusqu’au {until}. Si vous ne l’attendiez pas, ignorez cet e-mail.',
  'favour.subject': '{asker} vous demande de connecter {app} à {vendor}',
  'favour.body':
    '{asker}, de {customer}, souhaite utiliser {app} avec {vendor} et vous demande de vous connecter à {app} pour cela.',
  'favour.note': 'Un mot de {asker} : {note}',
  'favour.button': 'Voir la demande',
  'favour.proof':
    'Rien n’est connecté avant que vous ayez vu ce que {vendor} pourra faire et saisi un code que nous envoyons à cette adresse. Le lien est valable jusqu’au {until}.',
  'code.subject': 'Votre code pour les intégrations de {vendor}',
  'code.body': 'Saisissez ce code sur la page que vous avez ouverte :',
  'code.life':
    'Il est valable dix minutes. Ne le transmettez à personne. Si vous ne l’avez pas demandé, ignorez cet e-mail : personne n’entre sans lui.',
  'attention.subject': '{app} a besoin de vous : {vendor} n’y accède plus',
  'attention.revoked': 'L’accès de {vendor} à {app} y a été retiré.',
  'attention.expired': 'L’accès de {vendor} à {app} a expiré.',
  'attention.missing_scope': '{app} n’autorise plus tout ce dont {vendor} a besoin.',
  'attention.misconfigured': '{app} est injoignable avec les informations fournies.',
  'attention.meanwhile':
    'Rien n’est copié tant que vous ne l’avez pas reconnectée. Rien n’est perdu : tout reprend là où cela s’est arrêté.',
  'attention.button': 'Reconnecter {app}',
  'ends.subject': '{app} devra bientôt être reconnectée',
  'ends.body':
    'L’accès de {vendor} à {app} prend fin le {until} : {app} n’en accorde pas de plus long. Reconnectez-la avant, et rien ne s’arrête.',
  'drift.subject': 'Un champ utilisé par {vendor} a disparu de {app}',
  'drift.body': '{app} n’a plus le champ « {field} », qui remplissait « {target} » dans {vendor}.',
  'drift.todo': 'Choisissez un autre champ, ou laissez-le vide désormais.',
  'drift.button': 'Choisir un autre champ',
  'link.once': 'Ce bouton vous est réservé et fonctionne une seule fois, jusqu’au {until}.',
  why: 'Vous recevez cet e-mail parce que vous avez connecté {app} à {vendor} pour {customer}.',
  unsubscribe: 'Ne plus recevoir ce type d’e-mail',
  'nudges.on': 'Vous recevez des e-mails sur vos connexions',
  'nudges.onBody':
    'Ils arrivent à {email} lorsque quelque chose que vous avez connecté à {vendor} a besoin de vous, et jamais autrement.',
  'nudges.off': 'Plus d’e-mails sur vos connexions',
  'nudges.offBody':
    'Nous n’écrivons plus à {email} lorsque quelque chose que vous avez connecté à {vendor} a besoin de vous. Vous le verrez sur la page des intégrations.',
  'nudges.again': 'M’écrire à nouveau',
};
