import type { MailPhrases } from './en.ts';

export const nl: MailPhrases = {
  hello: 'Hallo {name},',
  'visit.subject': 'Je link naar de integraties van {vendor}',
  'visit.body': '{vendor} nodigt je uit om je apps te koppelen voor {customer}.',
  'visit.bodyApp': '{vendor} nodigt je uit om {app} te koppelen voor {customer}.',
  'visit.button': 'Integraties openen',
  'visit.once':
    'De link is alleen voor jou: hij kan één keer worden geopend, tot {until}. Verwachtte je hem niet, negeer dan deze e-mail.',
  'favour.subject': '{asker} vraagt je om {app} aan {vendor} te koppelen',
  'favour.body':
    '{asker} van {customer} wil {app} met {vendor} gebruiken en vraagt je daarvoor in te loggen bij {app}.',
  'favour.note': 'Een bericht van {asker}: {note}',
  'favour.button': 'Bekijk wat er wordt gevraagd',
  'favour.proof':
    'Er wordt niets gekoppeld voordat je hebt gezien wat {vendor} mag doen en een code hebt ingevoerd die we naar dit adres sturen. De link werkt tot {until}.',
  'code.subject': 'Je code voor de integraties van {vendor}',
  'code.body': 'Voer deze code in op de pagina die je open hebt:',
  'code.life':
    'Hij werkt tien minuten. Geef hem niet door. Heb je hem niet aangevraagd, negeer dan deze e-mail: zonder code komt niemand binnen.',
  'attention.subject': '{app} heeft je nodig: {vendor} kan er niet meer bij',
  'attention.revoked': 'De toegang van {vendor} tot {app} is daar ingetrokken.',
  'attention.expired': 'De toegang van {vendor} tot {app} is verlopen.',
  'attention.missing_scope': '{app} staat niet meer alles toe wat {vendor} nodig heeft.',
  'attention.misconfigured': '{app} is met de opgegeven gegevens niet bereikbaar.',
  'attention.meanwhile':
    'Er wordt niets gekopieerd totdat je opnieuw koppelt. Er gaat niets verloren: het gaat verder waar het stopte.',
  'attention.button': '{app} opnieuw koppelen',
  'ends.subject': '{app} moet binnenkort opnieuw worden gekoppeld',
  'ends.body':
    'De toegang van {vendor} tot {app} eindigt op {until}: langer geeft {app} die niet. Koppel vooraf opnieuw, dan stopt er niets.',
  'drift.subject': 'Een veld dat {vendor} gebruikt, bestaat niet meer in {app}',
  'drift.body': '{app} heeft het veld “{field}” niet meer, waarmee “{target}” in {vendor} werd gevuld.',
  'drift.todo': 'Kies er een ander veld voor, of laat het voortaan leeg.',
  'drift.button': 'Ander veld kiezen',
  'link.once': 'De knop is alleen voor jou en werkt één keer, tot {until}.',
  why: 'Je krijgt deze e-mail omdat je {app} aan {vendor} hebt gekoppeld voor {customer}.',
  unsubscribe: 'Geen e-mails van deze soort meer',
  'nudges.on': 'Je krijgt e-mails over je koppelingen',
  'nudges.onBody': 'Ze komen op {email} als iets dat je aan {vendor} hebt gekoppeld je nodig heeft, en anders nooit.',
  'nudges.off': 'Geen e-mails meer over je koppelingen',
  'nudges.offBody':
    'We schrijven niet meer naar {email} als iets dat je aan {vendor} hebt gekoppeld je nodig heeft. Je ziet het op de pagina met integraties.',
  'nudges.again': 'Schrijf me weer',
};
