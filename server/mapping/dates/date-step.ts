import type { PlainStep } from '../mapping-document.ts';
import { shapeOf, Trouble } from '../trouble.ts';
import { isDate, readIsoDateTime } from './iso.ts';
import { patternOf } from './pattern.ts';
import { instantOf, type LocalTime, localOf, utc } from './zone.ts';

type DateStep = Extract<PlainStep, { do: 'date' }>;

/** A day of no zone, or an instant. */
type Moment = { day: LocalTime } | { instant: number };

type Reader = (value: unknown, zone: string | undefined) => Moment | undefined;

const dotNet = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/;
const farthest = 8.64e15;

const atInstant = (ms: number): Moment | undefined =>
  Math.abs(ms) <= farthest ? { instant: Math.trunc(ms) } : undefined;

const numberOf = (value: unknown): number =>
  typeof value === 'number'
    ? value
    : typeof value === 'string' && /^-?\d{1,17}(\.\d{1,9})?$/.test(value)
      ? Number(value)
      : Number.NaN;

/** Ways of writing that have a name instead of a pattern. */
const named: Record<string, Reader> = {
  iso: (value, zone) => {
    if (typeof value !== 'string') return undefined;
    const text = value.trim();
    if (isDate(text)) return dayOf(text);
    const at = readIsoDateTime(text, zone);
    return at === undefined ? undefined : { instant: at };
  },
  rfc2822: (value) => {
    if (typeof value !== 'string') return undefined;
    const text = value.trim().replace(/^[A-Za-z]{3}, */, '');
    for (const form of ['d MMM yyyy HH:mm:ss XX', 'd MMM yyyy HH:mm XX']) {
      const found = patternOf(form)?.read(text);
      if (found?.offset !== undefined) return { instant: utc(found.local) - found.offset };
    }
    return undefined;
  },
  unix: (value) => atInstant(numberOf(value) * 1000),
  unix_ms: (value) => atInstant(numberOf(value)),
  dotnet: (value) => {
    const digits = typeof value === 'string' ? dotNet.exec(value.trim())?.[1] : undefined;
    return digits === undefined ? undefined : atInstant(Number(digits));
  },
};

const dayOf = (text: string): Moment => ({
  day: [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)), 0, 0, 0, 0],
});

/** Whether a date can be read in this way. */
export const canRead = (form: string): boolean => Object.hasOwn(named, form) || patternOf(form) !== undefined;

/** Whether a date can be written in this way. */
export const canWrite = (form: string): boolean =>
  ['date', 'datetime', 'unix', 'unix_ms'].includes(form) || patternOf(form) !== undefined;

function readerOf(form: string, language: string | undefined): Reader {
  const byName = Object.hasOwn(named, form) ? named[form] : undefined;
  if (byName) return byName;
  const pattern = patternOf(form, language);
  return (value, zone) => {
    const found = typeof value === 'string' ? pattern?.read(value) : undefined;
    if (!found) return undefined;
    if (!found.hasTime) return { day: found.local };
    if (found.offset !== undefined) return { instant: utc(found.local) - found.offset };
    return zone === undefined ? undefined : { instant: instantOf(found.local, zone) };
  };
}

/** Reads a date in any of the ways that are named, ISO 8601 where none is, and writes it as ISO 8601 or as it is said. */
export function dateStep(step: DateStep): (value: unknown) => unknown {
  const readers = (step.read ?? ['iso', 'rfc2822', 'dotnet']).map((form) => readerOf(form, step.language));
  const write = writerOf(step);
  return (value) => {
    for (const read of readers) {
      const moment = read(value, step.zone);
      if (moment && inRange(moment)) return write(moment);
    }
    throw new Trouble(
      `${shapeOf(value)} is no date as ${step.read ? step.read.join(' or ') : 'ISO 8601 writes it'}.`,
      step.zone === undefined
        ? 'Say how the date is written, and in which time zone.'
        : 'Say how the date is written; several ways are possible.',
    );
  };
}

/** Years that ISO 8601 writes with four digits. */
function inRange(moment: Moment): boolean {
  const year = 'day' in moment ? moment.day[0] : new Date(moment.instant).getUTCFullYear();
  return year >= 0 && year <= 9999;
}

function writerOf({ write, zone, writeZone, language }: DateStep): (moment: Moment) => unknown {
  const outZone = writeZone ?? zone ?? 'UTC';
  const instant = (moment: Moment) => ('instant' in moment ? moment.instant : instantOf(moment.day, zone ?? 'UTC'));
  const local = (moment: Moment) => ('day' in moment ? moment.day : localOf(moment.instant, outZone));
  const iso = (moment: Moment) => new Date(instant(moment)).toISOString();
  const day = (moment: Moment) =>
    local(moment)
      .slice(0, 3)
      .map((part, at) => String(part).padStart(at === 0 ? 4 : 2, '0'))
      .join('-');
  switch (write) {
    case undefined:
      return (moment) => ('day' in moment ? day(moment) : iso(moment));
    case 'date':
      return day;
    case 'datetime':
      return iso;
    case 'unix':
      return (moment) => Math.floor(instant(moment) / 1000);
    case 'unix_ms':
      return instant;
    default: {
      const pattern = patternOf(write, language);
      return (moment) => pattern?.write(local(moment), instant(moment), outZone) ?? iso(moment);
    }
  }
}
