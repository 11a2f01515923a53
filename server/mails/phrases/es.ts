import type { MailPhrases } from './en.ts';

export const es: MailPhrases = {
  hello: 'Hola, {name}:',
  'visit.subject': 'Tu enlace a las integraciones de {vendor}',
  'visit.body': '{vendor} te invita a conectar tus aplicaciones para {customer}.',
  'visit.bodyApp': '{vendor} te invita a conectar {app} para {customer}.',
  'visit.button': 'Abrir las integraciones',
  'visit.once':
    'El enlace es solo para ti: se puede abrir una vez, hasta el {until}. Si no lo esperabas, ignora este correo.',
  'favour.subject': '{asker} te pide que conectes {app} con {vendor}',
  'favour.body':
    '{asker}, de {customer}, quiere usar {app} con {vendor} y te pide que inicies sesión en {app} para ello.',
  'favour.note': 'Una nota de {asker}: {note}',
  'favour.button': 'Ver qué se pide',
  'favour.proof':
    'No se conecta nada hasta que hayas visto qué podrá hacer {vendor} y hayas escrito un código que enviamos a esta dirección. El enlace vale hasta el {until}.',
  'code.subject': 'Tu código para las integraciones de {vendor}',
  'code.body': 'Escribe este código en la página que tienes abierta:',
  'code.life': 'Vale diez minutos. No lo compartas. Si no lo pediste, ignora este correo: nadie entra sin él.',
  'attention.subject': '{app} te necesita: {vendor} ya no puede acceder',
  'attention.revoked': 'El acceso de {vendor} a {app} se retiró allí.',
  'attention.expired': 'El acceso de {vendor} a {app} ha caducado.',
  'attention.missing_scope': '{app} ya no permite todo lo que {vendor} necesita.',
  'attention.misconfigured': 'No se puede llegar a {app} con los datos indicados.',
  'attention.meanwhile': 'No se copia nada hasta que la vuelvas a conectar. No se pierde nada: sigue donde se quedó.',
  'attention.button': 'Volver a conectar {app}',
  'ends.subject': 'Pronto habrá que volver a conectar {app}',
  'ends.body':
    'El acceso de {vendor} a {app} termina el {until}: {app} no lo da por más tiempo. Vuelve a conectarla antes y nada se detendrá.',
  'drift.subject': 'Un campo que usa {vendor} ya no está en {app}',
  'drift.body': '{app} ya no tiene el campo «{field}», del que se rellenaba «{target}» en {vendor}.',
  'drift.todo': 'Elige otro campo, o déjalo vacío a partir de ahora.',
  'drift.button': 'Elegir otro campo',
  'link.once': 'El botón es solo para ti y funciona una vez, hasta el {until}.',
  why: 'Recibes este correo porque conectaste {app} con {vendor} para {customer}.',
  unsubscribe: 'No recibir más correos de este tipo',
  'nudges.on': 'Recibes correos sobre tus conexiones',
  'nudges.onBody': 'Llegan a {email} cuando algo que conectaste con {vendor} te necesita, y en ningún otro momento.',
  'nudges.off': 'No más correos sobre tus conexiones',
  'nudges.offBody':
    'Ya no escribimos a {email} cuando algo que conectaste con {vendor} te necesita. Lo verás en la página de integraciones.',
  'nudges.again': 'Volver a escribirme',
};
