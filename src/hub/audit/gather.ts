import type { Instant, Policy } from '#contract';
import { askedBy } from '../../controls/index.js';
import { placeOf } from '../../correlate/index.js';
import type { Sql } from '../../db/pool.js';
import { type AuditUnit, complexityOf, type Hole, type RuleSaid, type UnitGround, type UnitKind } from '../../evidence/audit/index.js';
import { type AuditSurroundings, type FoundUnit, saidOf, type SaidRow } from '../../read/index.js';

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
    grounds.push(...some.map((one) => ground(one, said)));
    await gathering.progress(Math.min(done + AT_ONCE, found.length), found.length);
  }
  return grounds;
}

type Said = ReadonlyMap<string, readonly SaidRow[]>;

function grounding({ at, around }: Gathering, led: ReadonlySet<string>): (found: FoundUnit, said: Said) => UnitGround {
  const last = around.policies.at(-1)?.content ?? null;
  const asked = remembering();
  return (found, said) => {
    const rows = [...(said.get(found.deployment ?? '') ?? []), ...(said.get(found.change ?? '') ?? [])].filter((row) =>
      isAbout(row, found, led),
    );
    const judge = rows.find(({ unit }) => unit === (found.deployment ?? found.change)) ?? rows[0];
    const policy = around.policies.find(({ version }) => version === judge?.policy)?.content ?? null;
    return {
      unit: unitOf(found, last),
      said: [...rows.map(toldBy), ...pendingOf(found, rows, at)],
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
  return source === own || source === change?.split(':')[1];
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
