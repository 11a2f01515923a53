import type { MailPhrases } from './en.ts';

export const it: MailPhrases = {
  hello: 'Ciao {name},',
  'visit.subject': 'Il tuo link alle integrazioni di {vendor}',
  'visit.body': '{vendor} ti invita a collegare le tue app per {customer}.',
  'visit.bodyApp': '{vendor} ti invita a collegare {app} per {customer}.',
  'visit.button': 'Apri le integrazioni',
  'visit.once':
    'Il link è solo per te: si può aprire una volta, fino al {until}. Se non lo aspettavi, ignora questa e-mail.',
  'favour.subject': '{asker} ti chiede di collegare {app} a {vendor}',
  'favour.body': '{asker} di {customer} vuole usare {app} con {vendor} e ti chiede di accedere a {app} per questo.',
  'favour.note': 'Una nota di {asker}: {note}',
  'favour.button': 'Vedi che cosa è richiesto',
  'favour.proof':
    'Non viene collegato nulla prima che tu abbia visto che cosa potrà fare {vendor} e inserito un codice che inviamo a questo indirizzo. Il link vale fino al {until}.',
  'code.subject': 'Il tuo codice per le integrazioni di {vendor}',
  'code.body': 'Inserisci questo codice nella pagina che hai aperto:',
  'code.life':
    'Vale dieci minuti. Non comunicarlo a nessuno. Se non lo hai richiesto, ignora questa e-mail: senza codice non entra nessuno.',
  'attention.subject': '{app} ha bisogno di te: {vendor} non vi accede più',
  'attention.revoked': 'L’accesso di {vendor} a {app} è stato revocato lì.',
  'attention.expired': 'L’accesso di {vendor} a {app} è scaduto.',
  'attention.missing_scope': '{app} non consente più tutto ciò che serve a {vendor}.',
  'attention.misconfigured': '{app} non è raggiungibile con i dati forniti.',
  'attention.meanwhile':
    'Non viene copiato nulla finché non la ricolleghi. Non si perde nulla: riprende da dove si è fermata.',
  'attention.button': 'Ricollega {app}',
  'ends.subject': '{app} andrà ricollegata presto',
  'ends.body':
    'L’accesso di {vendor} a {app} termina il {until}: {app} non lo concede più a lungo. Ricollegala prima e nulla si ferma.',
  'drift.subject': 'Un campo usato da {vendor} non c’è più in {app}',
  'drift.body': '{app} non ha più il campo “{field}”, da cui veniva compilato “{target}” in {vendor}.',
  'drift.todo': 'Scegli un altro campo, oppure lascialo vuoto d’ora in poi.',
  'drift.button': 'Scegli un altro campo',
  'link.once': 'Il pulsante è solo per te e funziona una volta, fino al {until}.',
  why: 'Ricevi questa e-mail perché hai collegato {app} a {vendor} per {customer}.',
  unsubscribe: 'Non ricevere più e-mail di questo tipo',
  'nudges.on': 'Ricevi e-mail sui tuoi collegamenti',
  'nudges.onBody':
    'Arrivano a {email} quando qualcosa che hai collegato a {vendor} ha bisogno di te, e mai in altri momenti.',
  'nudges.off': 'Niente più e-mail sui tuoi collegamenti',
  'nudges.offBody':
    'Non scriviamo più a {email} quando qualcosa che hai collegato a {vendor} ha bisogno di te. Lo vedi nella pagina delle integrazioni.',
  'nudges.again': 'Scrivetemi di nuovo',
};
