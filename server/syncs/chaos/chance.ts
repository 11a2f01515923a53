/** Chance that can be repeated: the same seed gives the same choices. */
export interface Chance {
  /** From 0 up to, and not including, 1. */
  number(): number;
  /** A whole number from 0 to `most`. */
  whole(most: number): number;
  /** Up to `count` different members of `list`. */
  some<T>(list: readonly T[], count: number): T[];
  shuffled<T>(list: readonly T[]): T[];
}

/** Mulberry32. `name` gives each user a sequence of its own, so that what one draws does not move what another one gets. */
export function chanceOf(seed: number, name: string): Chance {
  let state = [...name].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 0x01000193), seed);
  const number = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (most: number) => Math.floor(number() * (most + 1));
  return {
    number,
    whole,
    some(list, count) {
      const places = new Set<number>();
      for (let left = Math.min(count, list.length); left > 0; left--) places.add(whole(list.length - 1));
      return [...places].flatMap((place) => list[place] ?? []);
    },
    shuffled: (list) =>
      list
        .map((member) => ({ member, at: number() }))
        .sort((a, b) => a.at - b.at)
        .map(({ member }) => member),
  };
}
