import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { dateStep } from '../dates/date-step.ts';
import type { PlainStep } from '../mapping-document.ts';
import { parsePath, type Read, readerOf, type Scope } from '../path.ts';
import { countryOf, writeCountry } from '../places/country.ts';
import { currencyOf } from '../places/currency.ts';
import { countriesWithStates, stateOf } from '../places/state.ts';
import { shapeOf, Trouble } from '../trouble.ts';
import { decimalStep, minorUnitsStep } from './decimal-steps.ts';

type Of<Name extends PlainStep['do']> = Extract<PlainStep, { do: Name }>;
export type Act = (value: unknown, scope: Scope) => unknown;

/** Makes a step that turns what means one thing in many spellings into the one that is agreed: dates, numbers of telephones, codes. */
export function codeStep(step: PlainStep): Act | undefined {
  switch (step.do) {
    case 'date':
      return dateStep(step);
    case 'phone':
      return phoneStep(step);
    case 'country':
      return countryStep(step);
    case 'state':
      return stateStep(step);
    case 'decimal':
      return decimalStep(step);
    case 'minor_units':
      return minorUnitsStep(step);
    case 'currency':
      return (value) => {
        const code = currencyOf(value);
        if (code !== undefined) return code;
        throw new Trouble(
          `${shapeOf(value)} names no one currency.`,
          'Add a value table for what this app writes, such as $.',
        );
      };
    default:
      return undefined;
  }
}

const readCountry = (path: string | undefined): Read | undefined => {
  const parsed = path === undefined ? undefined : parsePath(path);
  return parsed && readerOf(parsed);
};

const longestPhone = 80;

function phoneStep({ country, countryFrom, write = 'e164' }: Of<'phone'>): Act {
  const read = readCountry(countryFrom);
  return (value, scope) => {
    const text = typeof value === 'number' ? String(value) : value;
    const there = (read && countryOf(read(scope))) ?? country;
    const home = there !== undefined && isSupportedCountry(there) ? (there as CountryCode) : undefined;
    const found =
      typeof text === 'string' && text.length <= longestPhone ? parsePhoneNumberFromString(text, home) : undefined;
    if (found?.isPossible()) {
      if (write === 'e164') return found.number;
      return write === 'national' ? found.formatNational() : found.formatInternational();
    }
    throw new Trouble(
      `${shapeOf(value)} is no telephone number${home === undefined ? ' with its country’s code' : ` of ${home}`}.`,
      home === undefined
        ? 'Say in which country numbers without +… are, or from which field that is known.'
        : 'Correct it in the app, or let this field be left out where it can’t be used.',
    );
  };
}

function countryStep({ write = 'alpha2', language }: Of<'country'>): Act {
  return (value) => {
    const code = countryOf(value);
    const written = code === undefined ? undefined : writeCountry(code, write, language);
    if (written !== undefined) return written;
    throw new Trouble(
      `${shapeOf(value)} names no country that is known.`,
      'Add a value table for what this app writes.',
    );
  };
}

function stateStep({ country, countryFrom, write = 'code' }: Of<'state'>): Act {
  const read = readCountry(countryFrom);
  return (value, scope) => {
    const there = (read && countryOf(read(scope))) ?? country;
    if (there === undefined)
      throw new Trouble(
        'A state is told apart by its country, and none is known here.',
        'Say the country, or from which field it is known.',
      );
    const state = typeof value === 'string' ? stateOf(value, there) : undefined;
    if (state) return write === 'code' ? state.code : state.name;
    throw new Trouble(
      `${shapeOf(value)} names no state of ${there}.`,
      countriesWithStates.includes(there)
        ? 'Correct it in the app, or add a value table.'
        : `Add a value table: Portico knows the states of ${countriesWithStates.join(', ')}.`,
    );
  };
}
