import type { ConnectSnapshot, DraftPart, FieldValues } from './connect-snapshot.ts';
import type { ConnectStage, OptionsAnswer, Schedule } from './contract.ts';
import type { Match, Matching } from './matching.ts';

/** What is known before anybody types, by the part of the wizard that asks it and the field's name. */
export type Prefill = Partial<Record<DraftPart, FieldValues>>;

/** A step that is about to be sent. Secrets are left out of `values`. */
export interface StepToCheck {
  integration: string;
  stage: ConnectStage;
  values: FieldValues;
}

/** Why a step is not sent: a sentence for the person, the field that it is about, and what to do. */
export interface StepRefusal {
  message: string;
  field?: string;
  remedy?: string;
}

/** Says why a step must not be sent, or nothing. May take its time: the step waits. */
export type StepCheck = (
  step: StepToCheck,
  // biome-ignore lint/suspicious/noConfusingVoidType: a function that returns nothing has no objection.
) => StepRefusal | null | undefined | void | Promise<StepRefusal | null | undefined | void>;

/** Which live choices to read. */
export interface OptionsQuery {
  search?: string;
  cursor?: string | null;
  /** Of files: the `value` of the folder that is open, '' at the top. */
  inside?: string;
  signal?: AbortSignal;
}

/**
 * The state machine of connecting one account: `account-type → before → authorize → after → mapping → review → done`,
 * with `failed` and `cancelled`. Stages that the integration does not need are skipped. Promises reject with a
 * `PorticoError`, which the snapshot holds too.
 *
 * @example
 * const flow = portico.connect('your-crm');
 * flow.subscribe(() => draw(flow.getSnapshot()));
 * button.onclick = () => flow.authorize();
 */
export interface ConnectFlow {
  /** Calls `listener` after each change; returns the function that ends it. */
  subscribe(listener: () => void): () => void;
  /** The moment as it stands; the same object until something changes. */
  getSnapshot(): ConnectSnapshot;
  /** Opens the app's window. Call it inside the click itself, or the browser blocks it. Opens it again, too, and after a failure. */
  authorize(): void;
  /** Brings the open window to the front. */
  focusPopup(): void;
  /** The way without a window: the whole page goes to the app and comes back to the registered return address. */
  authorizeByRedirect(): Promise<void>;
  /** Asks somebody else to authorise, by e-mail; the flow goes on by itself when that is done. Again: takes the place of asking before. */
  ask(email: string, note?: string): Promise<void>;
  /** Asks nobody any more. */
  stopAsking(): Promise<void>;
  /** Keeps what was typed, without sending it. */
  edit(part: DraftPart, values: FieldValues): void;
  /** Says which kind of account it is; from a later stage, too, while none was authorised. */
  chooseAccountType(accountType: string): Promise<void>;
  /** Sends the answers to what is asked before authorising. */
  answerBefore(answers: FieldValues): Promise<void>;
  /** Sends the fields of an app that is let in by fields. */
  submitCredentials(fields: FieldValues): Promise<void>;
  /** Sends the answers to the questions. */
  answer(answers: FieldValues): Promise<void>;
  /** The fields of a sync (a key of the answer's `matching`) that may be matched. */
  matching(sync: string): Matching;
  /** Sends what was matched, by the sync's key, and goes on to the review. */
  match(mappings: Record<string, readonly Match[]>): Promise<void>;
  /** Accepts that another account was authorised than before. */
  confirm(): Promise<void>;
  /** At the review: whether one thing is copied, and when; the review changes with it. */
  choose(offer: string, choice: { on?: boolean; schedule?: Schedule }): Promise<void>;
  /** At the review: how many of each there are, by the offer's key; null where the app does not tell. */
  counts(): Promise<ReadonlyMap<string, number | null>>;
  /** Does what the review says: the first sync starts. */
  finish(): Promise<void>;
  /** The live choices of a field, a page at a time. */
  options(name: string, query?: OptionsQuery): Promise<OptionsAnswer>;
  /** Shows the stage before; loses nothing. False where there is none. */
  back(): boolean;
  /** Shows a stage that was asked already, as a link to it does. False where it was not. */
  show(stage: ConnectStage): boolean;
  /** Shows the stage after again, without sending anything. */
  next(): void;
  /** Begins anew with what was typed: after a failure, or to authorise another account. */
  restart(): Promise<void>;
  /** Ends it: nothing was connected. */
  cancel(): void;
  /** Closes the window; leaves no timer and no listener. */
  dispose(): void;
}
