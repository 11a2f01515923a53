import type { PortalWords } from './en.ts';

export const fr: PortalWords = {
  title: 'Intégrations de {vendor}',
  plainTitle: 'Intégrations',
  noScript: 'Cette page a besoin de JavaScript. Activez-le et rechargez la page.',
  loading: 'Un instant',
  again: 'Réessayer',
  failed: 'Cela n’a pas fonctionné. Vérifiez votre connexion à Internet, puis réessayez.',

  'visit.heading': 'Connectez vos applications à {vendor}',
  'visit.headingApp': 'Connectez {app} à {vendor}',
  'visit.body': 'Vous avez été invité à le faire pour {customer}.',
  'visit.once': 'Ce lien fonctionne une seule fois. Ouvrez-le dans le navigateur avec lequel vous voulez continuer.',
  'visit.for': 'Il a été envoyé à {email}.',
  'visit.open': 'Ouvrir les intégrations',

  'used.heading': 'Ce lien a déjà été ouvert',
  'used.body':
    'Chaque lien fonctionne une seule fois. Si c’était vous, continuez dans le navigateur où vous l’avez ouvert.',
  'expired.heading': 'Ce lien est trop ancien',
  'expired.body':
    'Les liens ne sont valables qu’un temps, pour que personne ne les retrouve et ne s’en serve plus tard.',
  'expired.favour': 'Demandez-en un nouveau à la personne qui vous l’a envoyé.',
  'revoked.heading': 'Ce lien a été retiré',
  'revoked.body':
    'Il n’y a plus rien à faire ici. Si vous pensez qu’il s’agit d’une erreur, demandez à la personne qui vous l’a envoyé.',
  'unknown.heading': 'Ce lien n’est pas complet',
  'unknown.body': 'Ouvrez-le à nouveau depuis l’e-mail, ou copiez-le en entier.',
  'renew.button': 'Envoyer un nouveau lien',
  'renew.done': 'Un nouveau lien est en route vers {email}.',

  'favour.heading': '{asker} vous demande de connecter {app}',
  'favour.body': 'C’est pour {customer}, qui souhaite utiliser {app} avec {vendor}.',
  'favour.note': 'Un mot de {asker}',
  'favour.permissions': 'Ce que {vendor} pourra faire dans {app}',
  'favour.proof': 'Montrez d’abord que c’est bien vous : nous envoyons un code à {email}.',
  'favour.send': 'M’envoyer un code',
  'favour.title': 'Connecter {app} pour {customer}',
  'favour.as': '{asker} vous l’a demandé. {customer} verra le compte avec lequel vous vous connectez.',
  'favour.stopped': 'Rien n’a été connecté',
  'favour.stoppedBody': 'Vous pouvez fermer cette page ou réessayer.',
  'favour.resume': 'Continuer',

  'code.label': 'Code reçu par e-mail',
  'code.sent': 'Nous avons envoyé six chiffres à {email}. Ils sont valables dix minutes.',
  'code.check': 'Continuer',
  'code.again': 'Envoyer un autre code',
  'code.again.done': 'Un autre code est en route. Le précédent n’est plus valable.',
  'code.missing': 'Saisissez les six chiffres de l’e-mail.',
  'code.wrong':
    '{left, plural, =0 {Ce n’est pas le bon code et il ne reste plus d’essai. Faites-vous en envoyer un autre.} one {Ce n’est pas le bon code. Il vous reste un essai.} other {Ce n’est pas le bon code. Il vous reste # essais.}}',
  'code.none': 'Ce code n’est plus valable. Faites-vous en envoyer un autre.',
  'code.tooOften':
    '{left, plural, one {C’était trop souvent. Réessayez dans une minute.} other {C’était trop souvent. Réessayez dans # minutes.}}',
  'code.notSent': 'Aucun e-mail ne peut être envoyé pour le moment. Signalez-le à {vendor}.',

  'done.heading': '{app} est connectée',
  'done.body': 'Merci. {asker} peut continuer ; vous pouvez fermer cette page.',
  'left.heading': 'Vous êtes déconnecté',
  'left.body': 'Vous pouvez fermer cette page.',
  'bar.person': '{person} pour {customer}',
  'bar.leave': 'Se déconnecter',
};
