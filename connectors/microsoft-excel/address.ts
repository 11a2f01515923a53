/** Cells of a sheet, from row 1 and from column 0; both ends belong to them. A type, so that it may travel in a cursor. */
export type Cells = {
  sheet: string;
  top: number;
  left: number;
  bottom: number;
  right: number;
};

const pattern = /^(?:(?:'((?:[^']|'')+)'|([^!]+))!)?\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?$/;

/** The letters of a column, from 0: A, B, … Z, AA. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

const indexOf = (letters: string): number =>
  [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1;

/** `'Orders of 2026'!$A$1:$C$9` taken apart; undefined where it is more than one block, or whole columns. */
export function cellsAt(address: string): Cells | undefined {
  const [, quoted, plain, left, top, right = left, bottom = top] = pattern.exec(address) ?? [];
  if (left === undefined || right === undefined) return undefined;
  return {
    sheet: quoted?.replaceAll("''", "'") ?? plain ?? '',
    top: Number(top),
    left: indexOf(left),
    bottom: Number(bottom),
    right: indexOf(right),
  };
}

/** Without the sheet: `A1:C9`. */
export const addressOf = ({ top, left, bottom, right }: Omit<Cells, 'sheet'>): string =>
  `${letterOf(left)}${top}:${letterOf(right)}${bottom}`;
