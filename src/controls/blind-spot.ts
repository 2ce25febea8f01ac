import type { Missing } from '#contract';
import { momentOf, notCoveredUpTo, type ImplementationCase, type ScopedCoverage } from './case.js';
import type { Finding, Rule } from './rule.js';

/** What an implementation rests on could not all be read, or a census found what one side lacks. */
export const blindSpot: Rule = {
  info: {
    id: 'blind-spot',
    title: 'Evidence could not be read completely',
    gapWhen:
      'there is a hole in the coverage of a source that the implementation’s evidence depends on, which no later complete read closed, or a census that still differs',
    severity: 'MEDIUM',
    subject: 'implementation, change',
    clauses: ['NIST 800-53 AU-12', 'ISO 27001 A.8.15', 'SOC 2 CC7.2', 'PCAOB AS 1105 (information produced by the entity)'],
  },
  silence: 'It is asked about every implementation of a change, and every one without a change.',
  judgeImplementation: (subject) => [finding(subject)],
};

/** YES: nobody could read it, and no reading closed that; UNKNOWN: it was not read yet. */
type Hole = { readonly of: ScopedCoverage; readonly isHole: boolean; readonly missing: Missing };

function finding(subject: ImplementationCase): Finding {
  const { subject: name, title, sources = [], events } = subject;
  const open = sources.flatMap((one) => holeIn(subject, one));
  const holes = open.filter(({ isHole }) => isHole);
  const missing = open.map((one) => one.missing);
  const common = { subject: name, events };
  if (holes.length > 0) return { ...common, ...gap(subject, holes), missing };
  const unsure = [...subject.unsure, ...missing];
  if (unsure.length > 0 || sources.length === 0) {
    const none = { what: 'No source of its evidence was read.', scope: name, collection: 'coverage', upTo: null };
    const all = unsure.length > 0 ? unsure : [none];
    const why = [...new Set(all.map(({ what }) => what))].join(' ');
    return { ...common, answer: 'INDETERMINATE', sentence: `Whether all evidence of ${title} was read is not known. ${why}`, missing: all };
  }
  const count = sources.filter(({ collection }) => !isCensus(collection)).length;
  return {
    ...common,
    answer: 'PASS',
    sentence: `All ${count} collections that ${title} rests on were read completely, and no census differs.`,
  };
}

function isCensus(collection: string): boolean {
  return collection.startsWith('census:');
}

function holeIn(subject: ImplementationCase, of: ScopedCoverage): readonly Hole[] {
  const { known, label, scope, collection } = of;
  if (isCensus(collection)) {
    if (known === null || known.state === 'COMPLETE') return [];
    const isHole = known.state === 'DIFFERS';
    const what = isHole
      ? `The ${label} still differs: ${known.reason ?? 'one side has what the other lacks.'}`
      : `The ${label} could not be made.`;
    return [{ of, isHole, missing: { what, scope, collection, upTo: null } }];
  }
  const missing = notCoveredUpTo(of, momentOf(subject));
  return missing ? [{ of, isHole: known?.state === 'DENIED', missing }] : [];
}

function gap({ title }: ImplementationCase, holes: readonly Hole[]): Pick<Finding, 'answer' | 'sentence' | 'about' | 'wouldPassIf'> {
  const named = holes.map(({ of }) => of.label);
  const said = [...new Set(holes.map(({ missing }) => missing.what))];
  const more = said.length > 3 ? ` And ${said.length - 3} more.` : '';
  return {
    answer: 'GAP',
    sentence: `What ${title} rests on could not all be read, and no later reading closed that. ${said.slice(0, 3).join(' ')}${more}`,
    about: [...new Set(holes.map(({ of }) => of.scope))],
    wouldPassIf: `the ${named.slice(0, 3).join(', the ')} had been read completely${holes.some(({ of }) => isCensus(of.collection)) ? ' and agreed' : ''}`,
  };
}
