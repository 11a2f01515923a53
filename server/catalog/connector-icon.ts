import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { LoadedConnector } from '#connectors/registry.ts';
import { letterTile, logoTile } from './icon-tile.ts';

type Drawn = Pick<LoadedConnector, 'slug' | 'iconPath' | 'icon'> & { name: string };

const packaged = join(/* turbopackIgnore: true */ process.cwd(), 'node_modules/simple-icons');
const titles = z.array(z.object({ slug: z.string(), hex: z.string().regex(/^[0-9A-F]{6}$/i) }));
const largest = 50_000;

/** The icon of a connector as an SVG: its own drawing, the packaged logo that it names, or a tile with its letter. */
export async function connectorIcon({ slug, iconPath, icon = '', name }: Drawn): Promise<string> {
  if (iconPath !== '') return readFile(iconPath, 'utf8');
  if (icon.startsWith('<svg') && icon.length <= largest) return icon;
  const [, logo] = icon.match(/^simple-icons:([a-z0-9]+)$/) ?? [];
  return (logo !== undefined && (await logoOf(logo))) || letterTile(name || slug);
}

const logos = new Map<string, string | undefined>();
let colours: Promise<Map<string, string>> | undefined;

async function logoOf(logo: string): Promise<string | undefined> {
  if (logos.has(logo)) return logos.get(logo);
  colours ??= readColours();
  const colour = (await colours).get(logo);
  const file = await readFile(join(packaged, 'icons', `${logo}.svg`), 'utf8').catch(() => undefined);
  const path = file?.match(/<path d="([^"]+)"/)?.[1];
  const tile = path === undefined || colour === undefined ? undefined : logoTile(path, colour);
  logos.set(logo, tile);
  return tile;
}

/** None where the package is not there: every such icon is then a letter. */
async function readColours(): Promise<Map<string, string>> {
  const text = await readFile(join(packaged, 'data/simple-icons.json'), 'utf8').catch(() => '[]');
  return new Map(titles.parse(JSON.parse(text)).map(({ slug, hex }) => [slug, `#${hex}`]));
}
