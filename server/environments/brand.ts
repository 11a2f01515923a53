import { z } from 'zod';
import type { TenantTx } from '#server/db/tenant.ts';

export const defaultAccent = '#0a7389';

const logo = z
  .string()
  .max(90_000, 'the picture is larger than 64 KB')
  .regex(
    /^data:image\/(png|svg\+xml|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/,
    'expected a picture: PNG, SVG, JPEG or WebP',
  );

/** How the vendor looks to its customers where the page is ours: the hosted page, and e-mails. */
export const brandSchema = z.strictObject({
  /** Instead of the vendor's own name. */
  name: z.string().trim().min(1).max(80).optional(),
  logo: logo.optional(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, 'expected a colour such as #5b5bd6')
    .optional(),
  radius: z.number().int().min(0).max(24).optional(),
  mode: z.enum(['light', 'dark', 'auto']).optional(),
});

export type Brand = z.infer<typeof brandSchema>;

/** The brand of this environment, with what was not chosen filled in; `own` is the vendor's name without one. */
export async function brandOf(tx: TenantTx): Promise<Brand & { name: string; accent: string; own: string }> {
  const row = await tx
    .selectFrom('environment')
    .innerJoin('vendor', 'vendor.id', 'environment.vendor_id')
    .select(['environment.brand', 'vendor.name'])
    .where('environment.id', '=', tx.tenant.environmentId)
    .executeTakeFirstOrThrow();
  const brand = brandSchema.parse(row.brand);
  return { ...brand, name: brand.name ?? row.name, accent: brand.accent ?? defaultAccent, own: row.name };
}
