interface Limits<Item> {
  /** How much an item is. */
  weigh: (item: Item) => number;
  /** As much as this is done at once; one item that is more is done alone. */
  mostAtOnce: number;
  /** Beyond this, of one key, nobody else is let in. */
  mostWaiting: number;
  /** Whether what went wrong may be one item's fault: then each is tried alone, and the others need not suffer. */
  mayBeOnes: (error: unknown) => boolean;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

interface Lane<Item, Result> {
  waiting: Waiting<Item, Result>[];
  weight: number;
}

/**
 * Does together what waits at the same moment and has the same key: whoever comes first is served at once, who comes
 * meanwhile is served after that with all the others who did. So nobody waits for a clock, nobody gets what was begun
 * before they came, and the more come, the less each costs.
 */
export class Together<Key, Item, Result> {
  readonly #act: (key: Key, items: Item[]) => Promise<Result[]>;
  readonly #limits: Limits<Item>;
  /** Of the keys for which something is being done. */
  readonly #lanes = new Map<Key, Lane<Item, Result>>();

  /** `act` gives the results in the order of the items. */
  constructor(act: (key: Key, items: Item[]) => Promise<Result[]>, limits: Limits<Item>) {
    this.#act = act;
    this.#limits = limits;
  }

  async add(key: Key, item: Item): Promise<Result> {
    const { weigh, mostWaiting } = this.#limits;
    const lane = this.#lanes.get(key);
    const { promise, resolve, reject } = Promise.withResolvers<Result>();
    const waiting = { item, resolve, reject };
    if (!lane) void this.#work(key, { waiting: [waiting], weight: weigh(item) });
    else if (lane.weight + weigh(item) > mostWaiting) throw new Error('Too much is waiting already.');
    else {
      lane.weight += weigh(item);
      lane.waiting.push(waiting);
    }
    return promise;
  }

  async #work(key: Key, lane: Lane<Item, Result>): Promise<void> {
    this.#lanes.set(key, lane);
    while (lane.waiting.length > 0) await this.#serve(key, this.#next(lane));
    this.#lanes.delete(key);
  }

  #next(lane: Lane<Item, Result>): Waiting<Item, Result>[] {
    const { weigh, mostAtOnce } = this.#limits;
    let weight = 0;
    const beyond = lane.waiting.findIndex(({ item }, index) => {
      weight += weigh(item);
      return index > 0 && weight > mostAtOnce;
    });
    const next = lane.waiting.splice(0, beyond === -1 ? lane.waiting.length : beyond);
    for (const { item } of next) lane.weight -= weigh(item);
    return next;
  }

  async #serve(key: Key, turn: Waiting<Item, Result>[]): Promise<void> {
    try {
      const items = turn.map(({ item }) => item);
      for (const [index, result] of (await this.#act(key, items)).entries()) turn[index]?.resolve(result);
    } catch (error) {
      if (turn.length > 1 && this.#limits.mayBeOnes(error)) for (const one of turn) await this.#serve(key, [one]);
      else for (const { reject } of turn) reject(error);
    }
  }
}
