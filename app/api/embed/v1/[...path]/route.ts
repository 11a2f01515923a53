import { serveEmbed } from '#server/embed/serve-embed.ts';

export const dynamic = 'force-dynamic';
export { serveEmbed as DELETE, serveEmbed as GET, serveEmbed as OPTIONS, serveEmbed as POST };
