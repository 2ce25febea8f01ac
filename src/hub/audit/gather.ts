import type { Instant, Policy } from '#contract';
import { askedBy } from '../../controls/index.js';
import { placeOf } from '../../correlate/index.js';
import type { Sql } from '../../db/pool.js';
import {
  type AuditUnit,
  complexityOf,
  type Hole,
  originOf,
  type RuleSaid,
  sourcesFor,
  toldFrom,
  type UnitGround,
  type UnitKind,
} from '../../evidence/audit/index.js';
import { type AuditSurroundings, type FoundUnit, saidOf, type SaidRow, sourcesOf } from '../../read/index.js';

export interface Gathering {
  readonly sql: Sql;
  /** What is due later is not over yet. */
  readonly at: Instant;
  readonly around: AuditSurroundings;
  readonly progress: (done: number, total: number) => Promise<void>;
}

const AT_ONCE = 500;

/** Everything that the steps look at, of each unit. */
export async function groundsOf(found: readonly FoundUnit[], gathering: Gathering): Promise<readonly UnitGround[]> {
  // Pull requests that lead to changes, each with its deployment.
  const led = new Set(found.flatMap(({ deployment, through }) => through.map((one) => `${deployment} ${one}`)));
  const ground = grounding(gathering, led);
  const grounds: UnitGround[] = [];
  for (let done = 0; done < found.length; done += AT_ONCE) {
    const some = found.slice(done, done + AT_ONCE);
    const names = new Set(some.flatMap(({ deployment, change }) => [deployment, change]).filter((name) => name !== null));
    const said = await saidOf(gathering.sql, [...names]);
    const cameFrom = await originsOf(gathering, said);
    grounds.push(...some.map((one) => ground(one, { said, cameFrom })));
    await gathering.progress(Math.min(done + AT_ONCE, found.length), found.length);
  }
  return grounds;
}

interface Said {
  readonly said: ReadonlyMap<string, readonly SaidRow[]>;
  /** The source of each event, where policy names sources for anything at all. */
  readonly cameFrom: ReadonlyMap<number, string>;
}

async function originsOf({ sql, around }: Gathering, said: Said['said']): Promise<Said['cameFrom']> {
  const names = around.policies.at(-1)?.content.scope?.some(({ sources }) => sources !== undefined) ?? false;
  return names
    ? sourcesOf(
        sql,
        [...said.values()].flat().flatMap(({ events }) => events),
      )
    : new Map<number, string>();
}

function grounding({ at, around }: Gathering, led: ReadonlySet<string>): (found: FoundUnit, said: Said) => UnitGround {
  const last = around.policies.at(-1)?.content ?? null;
  const asked = remembering();
  const read = new Set(around.sources.map(({ source }) => source));
  return (found, { said, cameFrom }) => {
    const rows = [...(said.get(found.deployment ?? '') ?? []), ...(said.get(found.change ?? '') ?? [])].filter((row) =>
      isAbout(row, found, led),
    );
    const judge = rows.find(({ unit }) => unit === (found.deployment ?? found.change)) ?? rows[0];
    const policy = around.policies.find(({ version }) => version === judge?.policy)?.content ?? null;
    const wanted = sourcesFor(found.service, found.startedAt, last?.scope);
    const told = rows.map(toldBy);
    return {
      unit: unitOf(found, last),
      said: [...told.map((one) => toldFrom(one, wanted, cameFrom)), ...pendingOf(found, rows, at)],
      origin: originOf({ wanted, read, own: [found.source, sourceOf(found.change)], told }, cameFrom),
      asked: policy === null ? new Set() : asked(policy, found),
      policy: judge?.policy ?? null,
      beforePolicy: judge?.beforePolicy ?? false,
      holes: around.holes.filter((hole) => concerns(hole, found)),
      contents: found.contents,
    };
  };
}

/** The unit's id, of which the draw is made. */
export function idOf({ deployment, change }: Pick<FoundUnit, 'deployment' | 'change'>): string {
  return [deployment, change].filter((name) => name !== null).join(' ');
}

function unitOf(found: FoundUnit, policy: Policy | null): AuditUnit {
  const { deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts } = found;
  const known = service === null ? undefined : policy?.services[service];
  const kind: UnitKind = deployment === null ? 'MANUAL' : change === null ? 'ALONE' : 'CHANGE';
  return {
    ...{ id: idOf(found), kind, deployment, change, key, service, environment, startedAt, isEmergency, sha, artifacts },
    application: known?.application ?? service ?? '',
    infrastructure: known?.infrastructure ?? 'UNKNOWN',
    complexity: complexityOf(found, policy?.complexity),
  };
}

/** A verdict about another change that the deployment carries, or about a pull request of one, is not about this one. */
function isAbout({ unit, subject }: SaidRow, { deployment, change, through }: FoundUnit, led: ReadonlySet<string>): boolean {
  if (unit !== deployment || subject === deployment) return true;
  const second = subject.startsWith(`${unit} `) ? subject.slice(unit.length + 1) : '';
  if (second.startsWith('ticket:')) return second === change;
  // One that leads to no change is about all that the deployment carries.
  return through.includes(second) || !led.has(`${unit} ${second}`);
}

function toldBy({ rule, subject, answer, sentence, events }: SaidRow): RuleSaid {
  return { rule, subject, answer, sentence, events };
}

/** Rules whose deadline is not over and that have given no answer yet. */
function pendingOf(found: FoundUnit, rows: readonly SaidRow[], at: Instant): readonly RuleSaid[] {
  const own = new Set([idOf(found), found.deployment, found.change]);
  const answered = new Set(rows.map(({ rule }) => rule));
  return found.deadlines
    .filter(({ rule, subject, at: due }) => due > at && own.has(subject) && !answered.has(rule))
    .map(({ rule, subject, sentence }) => ({ rule, subject, answer: 'PENDING' as const, sentence, events: [] }));
}

/** A hole in a repository concerns what is built from it; in anything else of a source, all whose evidence comes from there. */
function concerns({ source, scope }: Hole, { source: own, repository, change }: FoundUnit): boolean {
  if (scope.startsWith('repository:') && repository !== null) return scope === repository;
  return source === own || source === sourceOf(change);
}

/** Of a ticket, by its ref. */
function sourceOf(change: string | null): string | null {
  return change?.split(':')[1] ?? null;
}

function remembering(): (policy: Policy, found: FoundUnit) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (policy, { service, environment: name }) => {
    const environment = name === null ? null : placeOf(name, policy).environment;
    const key = JSON.stringify([policy.version, service, environment]);
    const rules = known.get(key) ?? askedBy(policy, { service, environment });
    known.set(key, rules);
    return rules;
  };
}
