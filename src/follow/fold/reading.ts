import type { Body, Interval, Json, LedgerEvent } from '#contract';

/** Reads fields of a body without trusting their shape: bodies of older normalisers are read for ever. */
export class Reading {
  readonly event: LedgerEvent;
  readonly #body: Body;

  constructor(event: LedgerEvent) {
    this.event = event;
    this.#body = event.body;
  }

  get seq(): number {
    return this.event.seq;
  }
  get subject(): string {
    return this.event.envelope.subject;
  }
  get occurredAt(): Interval | null {
    return this.event.envelope.occurredAt;
  }

  text(name: string): string | null {
    const value = this.#body.core[name];
    return typeof value === 'string' ? value : null;
  }
  /** Of a text that a person typed: equal texts of one field have the same. */
  digest(name: string): string | null {
    const value = this.#body.core[name];
    const digest = isObject(value) ? value['digest'] : null;
    return typeof digest === 'string' ? digest : null;
  }
  number(name: string): number | null {
    const value = this.#body.core[name];
    return typeof value === 'number' ? value : null;
  }
  flag(name: string): boolean {
    return this.#body.core[name] === true;
  }
  texts(name: string): readonly string[] {
    return strings(this.#body.core[name]);
  }
  value(name: string): Json {
    return this.#body.core[name] ?? null;
  }
  has(name: string): boolean {
    return Object.hasOwn(this.#body.core, name);
  }

  /** What one door adds: a value, or after enrichment the first of several. */
  seenText(name: string): string | null {
    return strings(this.#body.seen[name])[0] ?? null;
  }
  seenTexts(name: string): readonly string[] | null {
    const value = this.#body.seen[name];
    return Array.isArray(value) ? strings(value) : null;
  }
  seenNumber(name: string): number | null {
    const value = this.#body.seen[name];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'number' ? first : null;
  }
  seenFlag(name: string): boolean | null {
    const value = this.#body.seen[name];
    const first: unknown = Array.isArray(value) ? value[0] : value;
    return typeof first === 'boolean' ? first : null;
  }

  /** Of sealed texts that are not empty, in the core or as one or several doors saw them. */
  commitments(name: string): readonly string[] {
    const values = [this.#body.core[name], this.#body.seen[name]].flatMap((value) => (Array.isArray(value) ? value : [value]) as Json[]);
    return strings(
      values.map((value) => (typeof value === 'object' && value !== null && 'commitment' in value ? value['commitment'] : null)) as Json,
    );
  }

  /** The person whose act it is, wherever the event names him. */
  get person(): string | null {
    for (const name of ['opener', 'merger', 'reviewer', 'by', 'pusher', 'creator', 'author', 'owner', 'operator', 'reporter', 'resolver']) {
      const person = this.text(name);
      if (person?.startsWith('person:')) return person;
    }
    return this.seenTexts('authors')?.[0] ?? null;
  }

  /** Every person in it, and whether the source calls him a service account. */
  get accounts(): readonly (readonly [string, boolean])[] {
    return Object.entries(this.#body.accounts).map(([person, kind]) => [person, kind === 'SERVICE']);
  }
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function strings(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** `repository:<source>:<id>` of a subject whose ref begins with it: commits, branches, tags. */
export function repositoryOf(ref: string): string | null {
  const [, source, id] = ref.split(':');
  return source !== undefined && id !== undefined ? `repository:${source}:${id}` : null;
}
