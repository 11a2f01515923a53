import type { MailPhrases } from './en.ts';

export const pt: MailPhrases = {
  hello: 'Olá, {name},',
  'visit.subject': 'Seu link para as integrações de {vendor}',
  'visit.body': '{vendor} convida você a conectar seus aplicativos para {customer}.',
  'visit.bodyApp': '{vendor} convida você a conectar {app} para {customer}.',
  'visit.button': 'Abrir as integrações',
  'visit.once':
    'O link é só para você: pode ser aberto uma vez, até {until}. Se você não o esperava, ignore este e-mail.',
  'favour.subject': '{asker} pede que você conecte {app} a {vendor}',
  'favour.body': '{asker}, de {customer}, quer usar {app} com {vendor} e pede que você entre em {app} para isso.',
  'favour.note': 'Um recado de {asker}: {note}',
  'favour.button': 'Ver o que é pedido',
  'favour.proof':
    'Nada é conectado antes que você veja o que {vendor} poderá fazer e digite um código que enviamos a este endereço. O link vale até {until}.',
  'code.subject': 'Seu código para as integrações de {vendor}',
  'code.body': 'Digite este código na página que você tem aberta:',
  'code.life':
    'Ele vale dez minutos. Não o passe a ninguém. Se você não o pediu, ignore este e-mail: ninguém entra sem ele.',
  'attention.subject': '{app} precisa de você: {vendor} não consegue mais acessá-lo',
  'attention.revoked': 'O acesso de {vendor} a {app} foi retirado lá.',
  'attention.expired': 'O acesso de {vendor} a {app} expirou.',
  'attention.missing_scope': '{app} não permite mais tudo de que {vendor} precisa.',
  'attention.misconfigured': 'Não é possível chegar a {app} com os dados informados.',
  'attention.meanwhile': 'Nada é copiado até você reconectar. Nada se perde: continua de onde parou.',
  'attention.button': 'Reconectar {app}',
  'ends.subject': '{app} precisará ser reconectado em breve',
  'ends.body':
    'O acesso de {vendor} a {app} termina em {until}: {app} não o concede por mais tempo. Reconecte antes, e nada para.',
  'drift.subject': 'Um campo que {vendor} usa não existe mais em {app}',
  'drift.body': '{app} não tem mais o campo “{field}”, que preenchia “{target}” em {vendor}.',
  'drift.todo': 'Escolha outro campo, ou deixe-o vazio de agora em diante.',
  'drift.button': 'Escolher outro campo',
  'link.once': 'O botão é só para você e funciona uma vez, até {until}.',
  why: 'Você recebe este e-mail porque conectou {app} a {vendor} para {customer}.',
  unsubscribe: 'Não receber mais e-mails deste tipo',
  'nudges.on': 'Você recebe e-mails sobre suas conexões',
  'nudges.onBody':
    'Eles chegam a {email} quando algo que você conectou a {vendor} precisa de você, e em nenhum outro momento.',
  'nudges.off': 'Sem mais e-mails sobre suas conexões',
  'nudges.offBody':
    'Não escrevemos mais para {email} quando algo que você conectou a {vendor} precisa de você. Você vê isso na página de integrações.',
  'nudges.again': 'Voltar a me escrever',
};
