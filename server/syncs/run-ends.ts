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

/** A full pass would delete more than is believable, so it stops and asks. */
export class DeleteGuard extends Error {
  readonly missing: number;
  readonly present: number;

  constructor(missing: number, present: number) {
    super(`${missing} of ${present} records were missing in a full pass.`);
    this.name = 'DeleteGuard';
    this.missing = missing;
    this.present = present;
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
