import type { AssetKind, Instant, Json, Policy } from '#contract';
import { fieldOf, isLacking, presentOf } from '../held.js';
import type { RecordFacts } from './record-facts.js';
import type { StageSpan } from './stages.js';

/** Something that a change touches, with when it went through which step; null: not so far as is known. */
export interface AssetEntry {
  readonly kind: 'SYSTEM' | AssetKind;
  /** What policy calls the service, or what stands in the ticket: an id, a name, a text's digest. */
  readonly name: string;
  readonly application: string | null;
  readonly infrastructure: string | null;
  /** NAMED in the request, TOUCHED by a deployment, or both. */
  readonly known: readonly ('NAMED' | 'TOUCHED')[];
  readonly reviewed: Instant | null;
  readonly approved: Instant | null;
  readonly scheduled: Instant | null;
  /** End of the first deployment that put the change there. */
  readonly moved: Instant | null;
  readonly validated: Instant | null;
  readonly closed: Instant | null;
  readonly seqs: readonly number[];
}

/** What the request names and what the deployments touched, by name; the stages of the ticket hold for all of it. */
export function assetsOf(facts: RecordFacts, stages: readonly StageSpan[], policy: Policy): readonly AssetEntry[] {
  const named = namedIn(facts, policy);
  const touched = new Map<string, RecordFacts['implementations'][number][]>();
  for (const one of facts.implementations) {
    if (one.deployment !== null) touched.set(one.service, [...(touched.get(one.service) ?? []), one]);
  }
  const names = [...new Set([...named.names, ...touched.keys()])].sort();
  const systems = names.map((name): AssetEntry => {
    const here = touched.get(name) ?? [];
    const service = Object.hasOwn(policy.services, name) ? policy.services[name] : undefined;
    const moved = here.filter(({ outcome }) => outcome === 'SUCCEEDED').flatMap(({ end }) => end?.from ?? []);
    const isNamed = named.names.includes(name);
    return {
      kind: service || here.length > 0 ? 'SERVICE' : 'SYSTEM',
      name,
      application: service?.application ?? null,
      infrastructure: service?.infrastructure ?? null,
      known: [...(isNamed ? (['NAMED'] as const) : []), ...(here.length > 0 ? (['TOUCHED'] as const) : [])],
      ...stepsOf(stages),
      moved: moved.sort()[0] ?? null,
      seqs: [...(isNamed ? named.seqs : []), ...here.flatMap(({ events }) => events)].sort((a, b) => a - b),
    };
  });
  return [...systems, ...ownSteps(facts)];
}

const COLUMNS = {
  REVIEWED: 'reviewed',
  APPROVED: 'approved',
  SCHEDULED: 'scheduled',
  MOVED: 'moved',
  VALIDATED: 'validated',
  CLOSED: 'closed',
} as const;

/** Assets whose steps are told one by one: of several of one kind the first. */
function ownSteps({ assetSteps = [] }: RecordFacts): readonly AssetEntry[] {
  const names = [...new Set(assetSteps.map(({ asset }) => asset))].sort();
  return names.map((asset) => {
    const own = assetSteps.filter((step) => step.asset === asset);
    const { kind, name } = own[0]!;
    const first = (word: keyof typeof COLUMNS) => own.find(({ step, at }) => step === word && at !== null)?.at?.from ?? null;
    const steps = Object.entries(COLUMNS).map(([word, column]) => [column, first(word as keyof typeof COLUMNS)] as const);
    return {
      ...{ kind: kind as AssetKind, name, application: null, infrastructure: null, known: ['NAMED'] },
      ...(Object.fromEntries(steps) as Record<(typeof COLUMNS)[keyof typeof COLUMNS], Instant | null>),
      seqs: own.map(({ seq }) => seq),
    };
  });
}

/** When the ticket first left REVIEW and APPROVAL, and first reached the later stages. */
function stepsOf(stages: readonly StageSpan[]) {
  const first = (stage: string) => stages.find((span) => span.stage === stage);
  return {
    reviewed: first('REVIEW')?.to ?? null,
    approved: first('APPROVAL')?.to ?? first('SCHEDULED')?.from ?? null,
    scheduled: first('SCHEDULED')?.from ?? null,
    validated: first('VALIDATING')?.to ?? null,
    closed: first('CLOSED')?.from ?? null,
  };
}

function namedIn({ ticket }: RecordFacts, policy: Policy): { readonly names: readonly string[]; readonly seqs: readonly number[] } {
  const field = ticket && fieldOf('affectedSystems', ticket.source, policy);
  const fact = ticket && field ? presentOf(ticket, field) : null;
  if (!fact || !field || isLacking(fact.to, policy.templates[field] ?? [])) return { names: [], seqs: [] };
  const values = Array.isArray(fact.to) ? (fact.to as readonly Json[]) : [fact.to];
  // One value has the name that the tool gave it; of several it names them together.
  const names = values.length === 1 && fact.toName !== null ? [fact.toName] : values.flatMap(nameOf);
  return { names, seqs: [fact.seq] };
}

function nameOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null && 'digest' in value && typeof value['digest'] === 'string'
    ? [`text ${value['digest'].slice(0, 16)}`]
    : [];
}
