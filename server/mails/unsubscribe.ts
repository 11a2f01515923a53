import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { popupPage } from '#server/connects/popup-pages.ts';
import { type TenantTx, withTenant } from '#server/db/tenant.ts';
import { vendorName } from '#server/environments/vendor-name.ts';
import { type EndUserId, type EnvironmentId, idSchema } from '#server/ids.ts';
import { masterKey } from '#server/keys/key-provider.ts';
import { portalRoot } from '#server/portal/portal-address.ts';
import { equalSecrets } from '#server/secrets.ts';
import { mailWords } from './phrases.ts';

/** What shows that an address to unsubscribe at is ours, for this person: it is stored nowhere. */
const proofOf = (environmentId: EnvironmentId, id: EndUserId): string =>
  createHmac('sha256', masterKey().reveal())
    .update(`no nudges ${environmentId} ${id}`)
    .digest('base64url')
    .slice(0, 32);

export const unsubscribeAddress = async (tx: TenantTx, id: EndUserId): Promise<string> => {
  const { environmentId } = tx.tenant;
  return `${await portalRoot(tx)}/portal/mails/${environmentId}/${id}/${proofOf(environmentId, id)}`;
};

const pathSchema = z.object({ environment: idSchema('environment'), person: idSchema('endUser'), proof: z.string() });

type Path = Record<'environment' | 'person' | 'proof', string>;

/**
 * The page behind the last line of an e-mail. To look at it changes nothing: programs follow links. One press does, and so
 * does the request that mail programs send for their own button (RFC 8058); a second press takes it back.
 */
export async function serveUnsubscribe(request: Request, path: Path): Promise<Response> {
  const at = pathSchema.safeParse(path);
  if (!at.success || !equalSecrets(at.data.proof, proofOf(at.data.environment, at.data.person))) return nothingHere();
  const { environment: environmentId, person } = at.data;
  const wants = new URL(request.url).searchParams.has('again');
  return withTenant({ environmentId }, async (tx) => {
    let query = tx
      .selectFrom('end_user')
      .select(['email', 'locale', 'nudges'])
      .where('environment_id', '=', environmentId);
    query = query.where('id', '=', person);
    const user = await query.executeTakeFirst();
    if (!user?.email) return nothingHere();
    const nudges = request.method === 'POST' ? wants : user.nudges;
    if (nudges !== user.nudges) await setNudges(tx, person, nudges);
    const lang = user.locale ?? 'en';
    const say = mailWords(lang);
    const values = { vendor: await vendorName(tx), email: user.email };
    return popupPage({
      lang,
      title: say(nudges ? 'nudges.on' : 'nudges.off'),
      sentence: say(nudges ? 'nudges.onBody' : 'nudges.offBody', values),
      form: { action: nudges ? '?' : '?again', label: say(nudges ? 'unsubscribe' : 'nudges.again') },
    });
  });
}

const nothingHere = () =>
  popupPage({ status: 404, title: 'This link is not complete', sentence: 'Open it from the e-mail once more.' });

async function setNudges(tx: TenantTx, id: EndUserId, nudges: boolean): Promise<void> {
  await tx
    .updateTable('end_user')
    .set({ nudges })
    .where('environment_id', '=', tx.tenant.environmentId)
    .where('id', '=', id)
    .execute();
}
