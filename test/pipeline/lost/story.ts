import type { Connector } from '#contract';
import type { Source } from '../../../src/inbox/index.js';

/** Sends one webhook to a hub's door; throws when it is not taken. */
export type Webhook = (door: string) => Promise<void>;

/** What the clocks of all tools show, in milliseconds since 1970. */
export interface Clock {
  nowMs(): number;
}

/** A tool of which things happen in three parts: before its polls are off, meanwhile, and after. */
export interface Story {
  /** Opens the stand-in, with nothing that happened yet. */
  open(clock: Clock): Promise<Playing>;
}

export interface Playing {
  /** As a hub reads it. */
  readonly source: Source;
  /** Of how many collections its readings are on record. */
  readonly collections: number;
  /** Has a part happen, from that moment on and within ten minutes; gives the webhooks that tell of it. */
  part(nth: number, startMs: number): readonly Webhook[];
  /** Types of events that no poll and no census brings; each is among the facts that the connector lists as webhook-only. */
  readonly onlyByWebhook: readonly string[];
  /** Subjects of which nobody told but a webhook, all of whose events are webhook-only. */
  readonly forgotten?: readonly string[];
  /** Types of events, or a type and its subject: what stood there when it was read, or is read only where a verdict asks for it. */
  readonly read?: readonly string[];
  /** Where its stand-in keeps its own clock: so far it is ahead of the real one. */
  skew?(offsetMs: number): void;
  close(): Promise<void>;
}

/** For what a connector's own types say about its configuration the hub has its schema. */
export function anyConnector(connector: object): Connector<unknown> {
  return connector as Connector<unknown>;
}

/** Posts bytes; throws when they are not taken. */
export async function post(door: string, body: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const { status } = await fetch(door, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  if (status !== 202) throw new Error(`a webhook was answered ${String(status)}`);
}

/** Seconds since the start of 2026, in which the stand-ins count. */
export function secondsOf(ms: number): number {
  return Math.floor((ms - Date.UTC(2026, 0, 1)) / 1000);
}

/** As it is at this moment. */
export function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}
