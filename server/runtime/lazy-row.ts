/** A row that is known already: it is made out of its text only for whoever looks into it. */
class LazyRow {
  readonly parse: () => object;
  /** Somebody may have changed what it holds: he has it in his hands. */
  isOpened = false;
  #row: object | undefined;

  constructor(parse: () => object) {
    this.parse = parse;
  }

  get row(): object {
    this.#row ??= this.parse();
    return this.#row;
  }
}

/** What is handed out of an opened row may be changed out of sight. */
function handOut(lazy: LazyRow, value: unknown): void {
  if (typeof value === 'object' && value !== null) lazy.isOpened = true;
}

const handler: ProxyHandler<LazyRow> = {
  get(lazy, name) {
    const value: unknown = Reflect.get(lazy.row, name);
    handOut(lazy, value);
    return value;
  },
  getOwnPropertyDescriptor(lazy, name) {
    const descriptor = Reflect.getOwnPropertyDescriptor(lazy.row, name);
    handOut(lazy, descriptor?.value);
    return descriptor;
  },
  has: (lazy, name) => Reflect.has(lazy.row, name),
  ownKeys: (lazy) => Reflect.ownKeys(lazy.row),
  getPrototypeOf: (lazy) => Reflect.getPrototypeOf(lazy.row),
  set(lazy, name, value) {
    lazy.isOpened = true;
    return Reflect.set(lazy.row, name, value);
  },
  defineProperty(lazy, name, descriptor) {
    lazy.isOpened = true;
    return Reflect.defineProperty(lazy.row, name, { ...descriptor, configurable: true });
  },
  deleteProperty(lazy, name) {
    lazy.isOpened = true;
    return Reflect.deleteProperty(lazy.row, name);
  },
  setPrototypeOf(lazy, prototype) {
    lazy.isOpened = true;
    return Reflect.setPrototypeOf(lazy.row, prototype);
  },
};

export interface HandedOut {
  row: object;
  /** Whether somebody could have changed it. */
  isOpened: () => boolean;
}

/** An object like any other, that is read when somebody first asks it for something. */
export function lazyRow(parse: () => object): HandedOut {
  const lazy = new LazyRow(parse);
  return { row: new Proxy(lazy, handler), isOpened: () => lazy.isOpened };
}
