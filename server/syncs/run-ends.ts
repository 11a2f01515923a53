/** This attempt is over: the run was cancelled, or another worker took it over. Nothing may be written any more. */
export class Superseded extends Error {
  constructor() {
    super('Another worker has taken this run over, or it was cancelled.');
    this.name = 'Superseded';
  }
}

/** What was known of a page is not true any more: a record of it has been written by something else meanwhile. It must be read. */
export class StalePage extends Error {
  constructor() {
    super('A record of this page was written since the page was compared.');
    this.name = 'StalePage';
  }
}

/** The sync's mapping was changed while a page was read with the old one: it must be read again. */
export class MappingChanged extends Error {
  constructor() {
    super('The mapping was changed while this page was read.');
    this.name = 'MappingChanged';
  }
}

/** A full pass would delete more than is believable, so it deletes nothing and asks. */
export class DeleteGuard extends Error {
  readonly missing: number;
  readonly present: number;
  /** As many new records came as are missing: it is the keys that are not stable. */
  readonly keysChanged: boolean;

  constructor(missing: number, present: number, keysChanged: boolean) {
    super(`${missing} of ${present} records were missing in a full pass.`);
    this.name = 'DeleteGuard';
    this.missing = missing;
    this.present = present;
    this.keysChanged = keysChanged;
  }
}

/** A pass ended long before it had brought what the app said is there, so what is missing says nothing. */
export class IncompletePass extends Error {
  readonly seen: number;
  readonly total: number;
  /** It was to bring what has changed, and not everything. */
  readonly ofChanges: boolean;

  constructor(seen: number, total: number, { ofChanges = false } = {}) {
    super(`A pass brought ${seen} of ${total} rows.`);
    this.ofChanges = ofChanges;
    this.name = 'IncompletePass';
    this.seen = seen;
    this.total = total;
  }
}

/** More than half of a page failed: the page is at fault, not its records. */
export class BadPage extends Error {
  readonly rows: number;
  readonly failed: number;
  readonly first: string;

  constructor(rows: number, failed: number, first: string) {
    super(`${failed} of ${rows} records of one page could not be read.`);
    this.name = 'BadPage';
    this.rows = rows;
    this.failed = failed;
    this.first = first;
  }
}
