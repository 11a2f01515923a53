import { withTenant } from '#server/db/tenant.ts';
import type { EnvironmentId } from '#server/ids.ts';
import { open } from '#server/keys/seal.ts';
import { mailPlace } from './mail.queries.ts';

/** The e-mails of an environment that nobody got, the newest first, with what they say. */
export function keptMails(environmentId: EnvironmentId) {
  return withTenant({ environmentId }, async (tx) => {
    const rows = await tx
      .selectFrom('mail')
      .selectAll()
      .where('environment_id', '=', environmentId)
      .where('status', '=', 'kept')
      .orderBy('id', 'desc')
      .execute();
    return Promise.all(
      rows.map(async (row) => {
        const content: { text: string; html: string; unsubscribe: string | null } = JSON.parse(
          row.content ? await open(tx, mailPlace(row.id), row.content) : '{}',
        );
        const link = content.text.match(/https?:\/\/\S+#\S+/)?.[0] ?? '';
        return { ...row, ...content, link, code: content.text.match(/^ {4}(\d{6})$/m)?.[1] ?? '' };
      }),
    );
  });
}
