import type { HubUnderTest } from '../hub-under-test.js';

/** Sends one webhook to a hub's door; throws when it is not taken. */
export type Webhook = (door: string) => Promise<void>;

/** A tool of which things happen in three parts: before its polls are off, meanwhile, and after. */
export interface Story {
  /** Opens the stand-in, with nothing that happened yet. */
  open(): Promise<Playing>;
  /** Types of events that no poll and no census brings. */
  readonly onlyByWebhook: readonly string[];
}

export interface Playing {
  /** The name of its source. */
  readonly source: string;
  /** A hub that reads it. */
  hub(): Promise<HubUnderTest>;
  /** Has the next part happen; the tool's clock stands at its end. At least an hour goes by in each. */
  next(): readonly Webhook[];
  /** What its clock shows. */
  nowMs(): number;
  /** From now on its clock shows the present. */
  toThePresent(): void;
  /** Of how many collections its readings are on record. */
  readonly collections: number;
  close(): Promise<void>;
}
