import type { TenantTx } from '#server/db/tenant.ts';
import { isId } from '#server/ids.ts';

const actors = /\b(?:mem|key)_[0-9a-z]{20}\b/g;

/** Says the names of those whose ids stand in some texts: members by their names, keys as the API. */
export async function actorWords(tx: TenantTx, texts: readonly (string | null)[]): Promise<(text: string) => string> {
  const ids = [...new Set(texts.flatMap((text) => text?.match(actors) ?? []))];
  const members = ids.filter((id) => isId('member', id));
  const rows =
    members.length === 0
      ? []
      : await tx.selectFrom('member').select(['id', 'name']).where('id', 'in', members).execute();
  const names = new Map<string, string>(rows.map(({ id, name }) => [id, name]));
  return (text) => text.replace(actors, (id) => names.get(id) ?? (id.startsWith('key_') ? 'the API' : id));
}
