import type { Message } from '#server/webhooks/message.ts';

/** What an endpoint can be told, in words. */
export const messageWords: Record<Message['type'], string> = {
  'records.changed': 'Records were added, updated or deleted',
  'connection.created': 'A customer connected an account',
  'connection.needs_attention': 'A connection stopped and needs somebody',
  'connection.reconnected': 'A connection works again',
  'connection.removed': 'A connection was disconnected',
  'mapping.broken': 'A mapping does not fit the model',
  'sync.failed': 'A sync failed',
  'write.finished': 'What you wrote to an app was written, or refused',
  'integration.published': 'A version of an integration was published',
  'installation.upgraded': 'A customer came to a newer version',
  'installation.asked': 'A customer has to do something for a newer version',
  'rollout.halted': 'A rollout stopped because runs failed',
  'rollout.finished': 'A rollout reached everybody',
  'rollout.rolled_back': 'A rollout was taken back',
};

const known = (type: string): type is Message['type'] => type in messageWords;

export const messageTypes = Object.keys(messageWords).filter(known);
