/** A line around it, so that a tile as dark or as light as the page has an edge. */
const frame = '<rect x=".5" y=".5" width="39" height="39" rx="8.5" fill="none" stroke="#808080" stroke-opacity=".35"/>';

/** A logo of 24 units in the maker's colour, as our own drawings are: white or dark on a tile, on whatever page. */
export function logoTile(path: string, colour: string): string {
  const ink = luminance(colour) > 0.45 ? '#1c1917' : '#fff';
  return tile(colour, `<path transform="translate(8 8)" style="fill:${ink}" d="${path}"/>`);
}

const hues = [
  '#9a3412',
  '#92400e',
  '#3f6212',
  '#166534',
  '#115e59',
  '#155e75',
  '#1e40af',
  '#5b21b6',
  '#86198f',
  '#9f1239',
];

/** A tile with the first letter of a name. One name always has the same colour. */
export function letterTile(name: string): string {
  const [letter = '?'] =
    name
      .trim()
      .toUpperCase()
      .match(/[\p{L}\p{N}]/u) ?? [];
  const sum = [...name].reduce((total, character) => total + (character.codePointAt(0) ?? 0), 0);
  const style = 'fill:#fff;font:600 20px system-ui,sans-serif;text-anchor:middle';
  return tile(hues[sum % hues.length] ?? '#44403c', `<text x="20" y="27" style="${style}">${letter}</text>`);
}

const tile = (colour: string, drawing: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="9" style="fill:${colour}"/>${frame}${drawing}</svg>`;

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
