import { type FieldFact, orderInside, statusesInOrder, type TicketFacts } from '../../correlate/index.js';

/** A place at which the history of the status does not lead on. */
interface Break {
  /** For a sentence: `it leaves "Done", but the step before it led to "Review"`. */
  readonly says: string;
  readonly seqs: readonly number[];
  /** Steps that cannot be ordered leave it open. */
  readonly isSure: boolean;
}

/** Where the changelog of a ticket's status does not lead from one step to the next, and to what was read of it. */
export function breaksOf(ticket: TicketFacts): readonly Break[] {
  const facts = statusesInOrder(ticket);
  const steps = facts.filter(({ kind }) => kind === 'CHANGED');
  const readings = facts.filter(({ kind }) => kind === 'READ');
  return [...betweenSteps(steps), ...ofReadings(steps, readings)];
}

function betweenSteps(steps: readonly FieldFact[]): readonly Break[] {
  return steps.flatMap((step, nth): Break[] => {
    const before = steps[nth - 1];
    if (before === undefined || same(before.to, step.from)) return [];
    const says = `the step at ${step.at.from} leaves ${named(step, 'from')}, but the one before it led to ${named(before, 'to')}`;
    return [{ says, seqs: [before.seq, step.seq], isSure: isOrdered(before, step) }];
  });
}

/** Every status that was read must stand in the history; the one to which it leads last must have been read. */
function ofReadings(steps: readonly FieldFact[], readings: readonly FieldFact[]): readonly Break[] {
  const [first] = steps;
  const last = steps.at(-1);
  if (first === undefined || last === undefined) {
    // Without any step there is one status, from the beginning.
    return readings
      .slice(1)
      .map((fact) => ({ says: `it shows ${named(fact, 'to')}, and no step leads there`, seqs: [fact.seq], isSure: true }));
  }
  const values = [first.from, ...steps.map(({ to }) => to)];
  const strange = readings.filter(({ to }) => !values.some((value) => same(value, to)));
  const unseen = readings.length > 0 && !readings.some(({ to }) => same(to, last.to));
  const isSure = steps.every((step, nth) => nth === 0 || isOrdered(steps[nth - 1]!, step));
  return [
    ...strange.map((fact) => ({ says: `it shows ${named(fact, 'to')}, and no step leads there`, seqs: [fact.seq], isSure: true })),
    ...(unseen && strange.length === 0
      ? [{ says: `its last step led to ${named(last, 'to')}, which it does not show`, seqs: [last.seq], isSure }]
      : []),
  ];
}

function isOrdered(a: FieldFact, b: FieldFact): boolean {
  return orderInside(a, b) === 'BEFORE';
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function named(fact: FieldFact, which: 'from' | 'to'): string {
  const [name, value] = which === 'from' ? [fact.fromName, fact.from] : [fact.toName, fact.to];
  return `"${name ?? (typeof value === 'string' ? value : '(none)')}"`;
}
