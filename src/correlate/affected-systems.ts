import type { Json, Policy } from '#contract';
import type { FieldFact, TicketFacts } from './facts.js';
import { isEqual } from './field-at.js';
import { isLacking, presentOf } from './held.js';
import type { Truth } from './truth.js';

/** What a ticket says now of the systems that its change touches. */
export interface AffectedSystems {
  /** Each by all that it is called. */
  readonly systems: readonly (readonly string[])[];
  /** Some stand there of which no name is known: what a person typed, or an id alone. */
  readonly isOpen: boolean;
  readonly seqs: readonly number[];
}

/**
 * A field of several values tells of each what was added and what was taken out, and none of those that it was created
 * with; so of each value its last change counts, and without any that it was read. A list is all that stands there from then on.
 */
export function affectedSystems({ fields }: TicketFacts, field: string): AffectedSystems {
  const facts = fields.get(field) ?? [];
  const values = distinct(facts.flatMap(({ from, to }) => [...listed(from), ...listed(to)]));
  const standing = values.filter((value) => !isLacking(value, []) && stands(value, facts, field));
  const systems = standing.map((value) => namesOf(value, facts));
  return {
    systems: systems.filter((names) => names.length > 0),
    // An id that the source gave no name for may be that of anything.
    isOpen: systems.some((names, nth) => names.length < 2 && !isName(standing[nth]!)),
    seqs: facts.map(({ seq }) => seq),
  };
}

/** Whether a service is one of them, by its id or name in policy, by its repository where it is not in policy, or by an object of it. */
export function isAffected(
  { systems, isOpen }: AffectedSystems,
  service: { readonly id: string; readonly repositoryName: string; readonly source: string },
  { services }: Pick<Policy, 'services'>,
): Truth {
  const known = services[service.id];
  const own = new Set([service.id, ...(known ? [known.name] : [service.repositoryName])]);
  const isOwn = (name: string) =>
    own.has(name) || (known?.objects.some((object) => object.startsWith(`${service.source}:`) && object.endsWith(`/${name}`)) ?? false);
  if (systems.some((names) => names.some(isOwn))) return 'YES';
  return isOpen ? 'UNKNOWN' : 'NO';
}

function listed(value: Json): readonly Json[] {
  if (value === null || value === '') return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function distinct(values: readonly Json[]): readonly Json[] {
  return values.filter((value, nth) => values.findIndex((other) => isEqual(other, value)) === nth);
}

function stands(value: Json, facts: readonly FieldFact[], field: string): boolean {
  const isIn = (list: Json) => listed(list).some((one) => isEqual(one, value));
  const changes = facts.filter(({ kind, from, to }) => kind === 'CHANGED' && (isIn(from) !== isIn(to) || Array.isArray(to)));
  const last = presentOf({ fields: new Map([[field, changes]]) }, field);
  return last ? isIn(last.to) : facts.some(({ to }) => isIn(to));
}

/** Its id with every name that the source gave it where it stood alone. */
function namesOf(value: Json, facts: readonly FieldFact[]): readonly string[] {
  if (typeof value !== 'string') return [];
  const isAlone = (list: Json) => listed(list).length === 1 && isEqual(listed(list)[0], value);
  const names = facts.flatMap(({ from, to, fromName, toName }) => [isAlone(from) ? fromName : null, isAlone(to) ? toName : null]);
  return [...new Set([value, ...names.filter((name) => name !== null)])];
}

/** What is no number is what people call it: a label, a name that a sender pushed. */
function isName(value: Json): boolean {
  return typeof value === 'string' && !/^\d+$/.test(value);
}
