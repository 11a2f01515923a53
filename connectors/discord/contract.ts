import { defineContract } from '../kit/index.ts';

const guild = '1180000000000000002';
const notThere = 'the trimmed description leaves the path out';
const here = {
  id: '1180000000000000003',
  type: 0,
  guild_id: guild,
  name: 'orders',
  position: 0,
  flags: 0,
  last_message_id: '1300000000000000000',
};

export default defineContract({
  descriptions: [{ name: 'discord', url: 'https://discord.com/api/v10' }],
  learnt: { guild, botToken: 'bot-1' },
  objects: {
    channel: { key: here.id },
    member: { key: '1180000000000000004' },
    role: { key: '1180000000000000005' },
    message: { key: `${here.id}/1180000000000000006`, watermark: '2026-11-20T00:00:00.000Z' },
  },
  answers: { 'GET /channels/{channel_id}': here, 'GET /guilds/{guild_id}/channels': [here] },
  skip: {
    'actions.addReaction': notThere,
    'actions.giveRole': notThere,
    'actions.takeRole': notThere,
    'actions.createCommand': notThere,
    'actions.answerCommand': notThere,
  },
});
