import type { Deadline, Instant, Verdict } from '#contract';
import type { ChangeCase, DeploymentCase, ImplementationCase } from '../../src/controls/index.js';
import { isExtra } from '../company/differences.js';
import type { Labels } from '../company/said.js';
import { openPool, type Sql } from '../../src/db/pool.js';
import { FollowState, readTables } from '../../src/follow/index.js';
import { stepDeadlines, stepTransaction } from '../../src/follow/step.js';
import { readAfter } from '../../src/ledger/index.js';
import type { Noticed, ToSandbox } from './sandbox.js';

// Reads a ledger once, with the rules as they are, and keeps every case that they are asked about; then judges these cases
// again by whatever rules it is told, which takes milliseconds. Arguments: the address of the database, and the clock of
// the second look. It runs in a sandbox, whose `controls/judge.js` calls `recordCase`.

const MOST_EVENTS = 1_000_000;

/** The rules of one folder. */
interface Rules {
  judge(subject: DeploymentCase): readonly Verdict[];
  judgeChange(earliest: ImplementationCase, isManual: boolean): readonly Verdict[];
  judgeTicket(subject: ChangeCase): readonly Verdict[];
  reviewDeadline(subject: ImplementationCase): Deadline | null;
}
type Call = ['judge', DeploymentCase] | ['judgeChange', ImplementationCase, boolean] | ['judgeTicket', ChangeCase];

/** What is said of one call. */
interface Told {
  readonly answers: readonly string[];
  readonly words: string;
}

/** The last call about each unit; the first look is before any deadline fires, the second after all. */
const looks: [Map<string, Call>, Map<string, Call>] = [new Map(), new Map()];
let look: 0 | 1 = 0;

/** A rule that goes round so often never comes to an end. */
const MOST_ROUNDS = 5_000_000;
let rounds = 0;

Object.assign(globalThis, {
  countRound: () => {
    if ((rounds += 1) > MOST_ROUNDS) throw new Error('It does not end.');
    return true;
  },
  recordCase: (...call: Call) => {
    for (const calls of looks.slice(look)) calls.set(unitOf(call), call);
  },
});

function unitOf([what, subject]: Call): string {
  if (what === 'judge') return subject.deployment;
  return what === 'judgeTicket' ? `whole ${subject.subject}` : `alone ${subject.ticket?.ticket ?? subject.subject}`;
}

async function follow(sql: Sql, clock: Instant): Promise<void> {
  for (const table of await readTables(sql)) await sql.unsafe(`create temporary table ${table} (like read.${table} including all)`);
  const events = await readAfter(sql, -1, MOST_EVENTS);
  const state = new FollowState();
  // All at once: the last word is the same as when they are followed one transaction after the other.
  await sql.begin((tx) => stepTransaction(tx, state, events));
  look = 1;
  await sql.begin((tx) => stepDeadlines(tx, state, clock));
}

/** Of a folder only the rules with these ids. */
async function rulesIn(folder: string, ids: readonly string[]): Promise<Rules> {
  const at = (file: string) =>
    import(new URL(`../../src/${folder}/${file}`, import.meta.url).href) as Promise<Rules & { RULES: { info: { id: string } }[] }>;
  const { judge, judgeChange, judgeTicket } = await at('judge.js');
  const { RULES } = await at('rules.js');
  if (ids.length > 0) RULES.splice(0, RULES.length, ...RULES.filter(({ info }) => ids.includes(info.id)));
  const { reviewDeadline } = await at('emergency-without-review.js');
  return { judge, judgeChange, judgeTicket, reviewDeadline };
}

const NONE: Rules = { judge: () => [], judgeChange: () => [], judgeTicket: () => [], reviewDeadline: () => null };

function only({ judge, judgeChange, judgeTicket, reviewDeadline }: Rules, ids: readonly string[]): Rules {
  const isIn = ({ rule }: Verdict) => ids.length === 0 || ids.includes(rule);
  return {
    judge: (subject) => judge(subject).filter(isIn),
    judgeChange: (earliest, isManual) => judgeChange(earliest, isManual).filter(isIn),
    judgeTicket: (subject) => judgeTicket(subject).filter(isIn),
    reviewDeadline,
  };
}

function toldBy(rules: Rules, call: Call): Told {
  const verdicts = verdictsOf(rules, call);
  const deadlines = implementationsOf(call).flatMap((one) => {
    const due = rules.reviewDeadline(one);
    return due === null || due.at <= one.at ? [] : [`REVIEW_DUE ${one.subject}`];
  });
  const answers = [...verdicts.map(({ rule, subject, answer }) => `${rule} ${subject} ${answer}`), ...deadlines];
  return { answers: answers.sort(), words: JSON.stringify(verdicts) };
}

function verdictsOf({ judge, judgeChange, judgeTicket }: Rules, call: Call): readonly Verdict[] {
  if (call[0] === 'judge') return judge(call[1]);
  return call[0] === 'judgeTicket' ? judgeTicket(call[1]) : judgeChange(call[1], call[2]);
}

/** What is deployed elsewhere has no deadline. */
function implementationsOf(call: Call): readonly ImplementationCase[] {
  if (call[0] === 'judge') return call[1].standing === 'PRODUCTION' ? call[1].implementations : [];
  return call[0] === 'judgeTicket' ? [] : [call[1]];
}

/** What the right rules say of each case, and what must be said of it. */
interface Right extends Told {
  readonly call: Call;
  readonly labels: Labels;
  /** Those of its answers that a label names. */
  readonly labelled: readonly string[];
}

function rightOf(rules: Rules, labels: readonly Labels[]): readonly Right[] {
  const all = looks.flatMap((calls, nth) =>
    [...calls.values()].map((call) => {
      const told = toldBy(rules, call);
      const { bad, good } = labels[nth]!;
      return { ...told, call, labels: labels[nth]!, labelled: told.answers.filter((line) => bad.has(line) || good.has(line)) };
    }),
  );
  // Where things are wrong a broken rule is noticed soonest.
  const wrong = ({ answers }: Told) => answers.filter((line) => !line.endsWith('PASS')).length;
  return all.sort((a, b) => wrong(b) - wrong(a));
}

const DEGREES: readonly Noticed[] = ['NOT', 'IN_WORDS', 'UNLABELLED', 'CAUGHT'];

/** Until a label contradicts them. */
function noticed(rules: Rules, right: readonly Right[]): Noticed {
  let most = 0;
  for (const one of right) {
    most = Math.max(most, DEGREES.indexOf(noticedIn(toldBy(rules, one.call), one)));
    if (DEGREES[most] === 'CAUGHT') break;
  }
  return DEGREES[most]!;
}

function noticedIn(told: Told, right: Right): Noticed {
  if (told.words === right.words && told.answers.join() === right.answers.join()) return 'NOT';
  const said = new Set(told.answers);
  const isCaught = right.labelled.some((line) => !said.has(line)) || told.answers.some((line) => isExtra(line, right.labels));
  if (isCaught) return 'CAUGHT';
  return told.answers.join() === right.answers.join() ? 'IN_WORDS' : 'UNLABELLED';
}

async function main(url: string, clock: Instant): Promise<void> {
  const sql = openPool(url, { max: 1, name: 'mutant' });
  await follow(sql, clock);
  await sql.end({ timeout: 5 });
  const rights = new Map<string, readonly Right[]>();
  let labels: readonly Labels[] = [];
  let all: Rules = NONE;
  const answer = async (asked: ToSandbox) => {
    rounds = 0;
    if ('labels' in asked) {
      labels = asked.labels.map(({ bad, good, none }) => ({ bad: new Map(bad), good: new Map(good), none: new Map(none) }));
      all = await rulesIn(asked.folder, []);
      return [...new Set([...looks[0].values()].flatMap((call) => toldBy(all, call).answers))].sort();
    }
    const key = asked.rules.join();
    const known = rights.get(key) ?? rightOf(only(all, asked.rules), labels);
    rights.set(key, known);
    return noticed(await rulesIn(asked.folder, asked.rules), known);
  };
  process.on('message', (asked: ToSandbox) => {
    answer(asked).then(
      (said) => process.send?.(said),
      () => process.send?.('CAUGHT'),
    );
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.('ready');
}

const [, , url = '', clock = ''] = process.argv;
await main(url, clock as Instant);
