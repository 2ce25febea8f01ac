import type { z } from 'zod';
import type { Delivery, GenuineDelivery, Verification, VerifyTools } from './delivery.js';
import type { Draft } from './event.js';
import type { EventType } from './event-types.js';
import type { Io, WatchIo } from './io.js';
import type { Json, RefMark } from './mark.js';
import type { Instant } from './time.js';

/** One thing as the tool wrote it. Both doors hand over the same record with the same key where the tool's shapes allow it. */
export interface RawRecord {
  /** The shape of the payload, which `normalise` switches on: `webhook.pull_request`, `graphql.pull_request`. */
  readonly kind: string;
  /** The thing itself, so that a page with nothing new is not kept: `pull_request:1296269`. */
  readonly key: string;
  readonly payload: Json;
}

/** Wakes a reading of the thing that it names; `fetch` understands the reference. */
export interface Doorbell {
  readonly collection: string;
  readonly reference: Json;
}

export interface Parsed {
  /** GitHub's delivery id and the like: a second delivery with the same id and bytes is the first. */
  readonly deliveryKey: string;
  readonly records: readonly RawRecord[];
  readonly doorbells: readonly Doorbell[];
}

export interface Webhook {
  /** Over the raw bytes, before anyone parses them. `secrets`: one, or two during a rotation. Never throws on malformed input: that is a refusal. */
  verify(delivery: Delivery, secrets: readonly string[], tools: VerifyTools): Verification;
  /** The id that makes a redelivery recognisable, from headers alone. */
  deliveryKey(delivery: GenuineDelivery): string;
  /** Throws `MalformedRecord` when the body cannot be split at all. */
  parse(delivery: GenuineDelivery): Omit<Parsed, 'deliveryKey'>;
  /**
   * For tools that send secrets along (outputs of Terraform): the body as it may be kept, without them; `parse` gets this one.
   * Throws `MalformedRecord` when they cannot be told from the rest; then nothing is kept.
   */
  withoutSecrets?(delivery: GenuineDelivery): Uint8Array;
  /**
   * For sources whose operator declared that the tool cannot sign (`unsignedWebhooks: true`): nothing of the delivery is
   * believed or kept but which things to read. Throws `MalformedRecord` when the body cannot be split at all.
   */
  ring?(delivery: Delivery): readonly Doorbell[];
  /** 401, or 200 for senders that disable a hook on 4xx (dropped and counted, never 202). */
  readonly refuseWith?: 401 | 200;
}

/** One thing that can be read to its end: `pull_requests` of one repository. */
export interface Stream {
  /** Unique in the source and stable: `4711/pull_requests`. */
  readonly name: string;
  readonly scope: RefMark;
  /** For people: `acme/pay pull requests`. */
  readonly label: string;
}

/** A stream with the cursor that its last reading left. */
export interface ReadStream {
  readonly stream: Stream;
  readonly cursor: Json | null;
}

/** What a reading proves, or why it proves nothing. The ledger holds it as `coverage.changed`. */
export interface CoverageClaim {
  readonly scope: RefMark;
  /** `commits`, `branches`, `tags`, `pull_requests`, `reviews`, `deployments`, `releases` … */
  readonly collection: string;
  readonly state: 'COMPLETE' | 'DENIED';
  /** COMPLETE: everything that happened before this moment of the source's clock was read. */
  readonly upTo?: Instant;
  /** DENIED: the source's own words. */
  readonly reason?: string;
}

/** One page. `cursor` means: everything changed up to here was read; it is committed together with the page. */
export interface Page {
  readonly records: readonly RawRecord[];
  readonly cursor: Json;
  /** Set on the page that ends a pass. */
  readonly claims?: readonly CoverageClaim[];
  /** Of this pass, where the tool says so. */
  readonly total?: number;
}

/** What a doorbell brought: records with whatever they prove, or names of streams to read at once, where only their cursor tells what is new. */
export interface Fetched extends Omit<Page, 'cursor'> {
  readonly wakes?: readonly string[];
}

/** What a watch brought; no records, too, where the tool only shows that it is there. */
export interface Heard {
  readonly records: readonly RawRecord[];
  /** What of each thing was heard up to here: handed over when the tool is listened to again, and lost at a restart. */
  readonly known: Json;
}

/** Whether the token may read a collection, by asking the tool. */
export interface PermissionClaim {
  readonly scope: RefMark;
  readonly collection: string;
  /** What it takes, in the tool's words: `Pull requests: read`. */
  readonly permission: string;
  /** A sentence that names tool, thing and permission; null: it may be read. */
  readonly denied: string | null;
}

/** Something that a deployment names and that nobody read. */
export interface Named {
  /** The ref of its repository or project. */
  readonly scope: string;
  readonly collection: 'commit' | 'paths' | 'ticket';
  /** A commit's hash (of its paths, too), a ticket's key. */
  readonly item: string;
}

export interface Poll<Config> {
  /** What there is to read, in the order of first reading. */
  streams(io: Io<Config>): Promise<readonly Stream[]>;
  /** One pass from the cursor (null: from the beginning) to now. Throws `SourceUnavailable` or `SourceRefused`. */
  read(stream: Stream, cursor: Json | null, io: Io<Config>): AsyncIterable<Page>;
  /**
   * For a tool that tells of changes as they happen: the same records as `read`, sooner, and those that are gone before a poll. Listens
   * until the tool ends it, and is begun again by itself. It claims nothing, as what came while nobody listened is the poll's.
   * Throws `SourceUnavailable`, `SourceRefused` or `MalformedRecord`.
   */
  watch?(known: Json | null, io: WatchIo<Config>): AsyncIterable<Heard>;
  /**
   * Of streams that were read to their end, those of which a reading from the cursor would bring no record, and what it would claim: learnt in a
   * few requests for many streams. Whatever is not in the answer is read, so what the tool has no sign for is left out. Throws as `streams` does.
   */
  unmoved?(read: readonly ReadStream[], io: Io<Config>): Promise<ReadonlyMap<string, readonly CoverageClaim[]>>;
  /** One record by a doorbell's reference. */
  fetch(doorbell: Doorbell, io: Io<Config>): Promise<Fetched>;
  /** Ids of the root objects created in the window, for comparing with what the hub has. */
  census(stream: Stream, window: { from: Instant; to: Instant }, io: Io<Config>): Promise<readonly string[]>;
  /** What the token may read, of what was asked and answered. Throws `SourceUnavailable` or `SourceRefused`, as `streams` does. */
  permissions?(io: Io<Config>): Promise<readonly PermissionClaim[]>;
  /** The doorbell by which something is read alone; null: it cannot be, or it is not of this source. */
  named?(thing: Named, config: Config): Doorbell | null;
  /** Of what the census of a stream lists the ids; null, or not there: it has none. */
  roots?(stream: Stream): Roots | null;
}

/** What a census counts. */
export interface Roots {
  /** `tickets`; what streams of one source list of one kind and ground is counted together, since things move between them. */
  readonly kind: string;
  /** A repository, where the ids lie in one; null: the whole source. */
  readonly ground: RefMark | null;
  /** Its subject's last part is the id that the census lists. */
  readonly created: EventType;
  /** The event that tells of a deletion, and the record from which `normalise` makes it; null: such things are not deleted. */
  readonly deleted: { readonly type: EventType; record(id: string): RawRecord } | null;
  /** Reads one by its id; null: it cannot be read alone. */
  bell(id: string): Doorbell | null;
  /** The tool keeps the latest alone (a history of ten, a rotated log): that it does not list one says nothing. */
  readonly forgets?: true;
}

export type Normalised = { readonly events: readonly Draft[] } | { readonly ignored: string };

export interface Normaliser {
  readonly version: number;
  /** Pure: same record, same answer for ever. Throws `MalformedRecord`, naming the field. */
  normalise(record: RawRecord): Normalised;
}

export interface Connector<Config = unknown> {
  /** The kind of tool, `github`; the name of its folder. */
  readonly kind: string;
  /** What an operator fills in under `sources:`; secrets stand in it as `{ env: NAME }` or `{ file: PATH }` (`secretSchema`). */
  readonly config: z.ZodType<Config>;
  /** The names under which the config holds secrets; `webhook` secrets may be a list of two. */
  readonly secrets: readonly string[];
  readonly webhook?: Webhook;
  readonly poll: Poll<Config>;
  readonly normaliser: Normaliser;
  /** Facts that only a webhook brings, by name: what a lost webhook loses for ever. */
  readonly webhookOnly: readonly string[];
}

/** Any connector, for the list and the runtime; the config is checked by its own schema before it is used. */
export type AnyConnector = Connector<unknown>;
