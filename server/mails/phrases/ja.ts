import type { MailPhrases } from './en.ts';

export const ja: MailPhrases = {
  hello: '{name} 様',
  'visit.subject': '{vendor} の連携ページへのリンク',
  'visit.body': '{vendor} から、{customer} のアプリを接続するためのご案内です。',
  'visit.bodyApp': '{vendor} から、{customer} の {app} を接続するためのご案内です。',
  'visit.button': '連携ページを開く',
  'visit.once':
    'このリンクはあなた専用です。{until} まで、一度だけ開けます。お心当たりがない場合は、このメールを無視してください。',
  'favour.subject': '{asker} さんが {app} と {vendor} の接続をお願いしています',
  'favour.body':
    '{customer} の {asker} さんが {app} を {vendor} で使うために、{app} へのサインインをあなたにお願いしています。',
  'favour.note': '{asker} さんからのメモ: {note}',
  'favour.button': '内容を確認する',
  'favour.proof':
    '{vendor} に許可される内容を確認し、このアドレスに届くコードを入力するまで、何も接続されません。リンクは {until} まで有効です。',
  'code.subject': '{vendor} の連携ページ用のコード',
  'code.body': '開いているページに、このコードを入力してください。',
  'code.life':
    '10 分間有効です。ほかの人に教えないでください。お心当たりがない場合は無視してください。コードなしでは誰も入れません。',
  'attention.subject': '{app} の再接続が必要です: {vendor} からアクセスできません',
  'attention.revoked': '{vendor} の {app} へのアクセスが {app} 側で取り消されました。',
  'attention.expired': '{vendor} の {app} へのアクセスの期限が切れました。',
  'attention.missing_scope': '{vendor} に必要な許可の一部が {app} で得られなくなりました。',
  'attention.misconfigured': '登録された情報では {app} に接続できません。',
  'attention.meanwhile': '再接続するまでデータは同期されません。失われるものはなく、止まったところから再開します。',
  'attention.button': '{app} を再接続する',
  'ends.subject': '{app} の再接続がまもなく必要です',
  'ends.body':
    '{vendor} の {app} へのアクセスは {until} に終わります。{app} ではこれより長く許可できません。それまでに再接続すれば、止まることはありません。',
  'drift.subject': '{vendor} が使っている項目が {app} からなくなりました',
  'drift.body': '{vendor} の「{target}」に使われていた項目「{field}」が {app} からなくなりました。',
  'drift.todo': '別の項目を選ぶか、今後は空のままにしてください。',
  'drift.button': '別の項目を選ぶ',
  'link.once': 'このボタンはあなた専用で、{until} まで一度だけ使えます。',
  why: '{customer} の {app} を {vendor} に接続されたため、このメールをお送りしています。',
  unsubscribe: 'この種類のメールを受け取らない',
  'nudges.on': '接続についてのメールを受け取る設定です',
  'nudges.onBody': '{vendor} に接続したものに対応が必要なときにだけ、{email} に届きます。',
  'nudges.off': '接続についてのメールは届きません',
  'nudges.offBody':
    '{vendor} に接続したものに対応が必要なときも、{email} にはお知らせしません。連携ページで確認できます。',
  'nudges.again': 'もう一度受け取る',
};
