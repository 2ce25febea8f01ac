import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Rule } from '../../src/controls/rule.js';
import { mustBeSwitchedOn, RULES } from '../../src/controls/index.js';
import { shownBy, SHOWN } from './answers-of-cases.js';

/** A case of a table: the words after the rule, and the file that holds it. */
interface Case {
  readonly name: string;
  readonly file: string;
}

/** Rules whose cases stand in tables of several: all in one row of the file, or under a heading that names them. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  'unapproved-deployment': ['authorisation', 'authorisation-in-time', 'emergency', 'standard-change'],
  'post-hoc-approval': ['authorisation', 'authorisation-in-time', 'emergency', 'standard-change'],
  'deployed-despite-rejection': ['authorisation', 'authorisation-in-time', 'standard-change'],
  'emergency-without-review': ['emergency'],
  'post-merge-review': ['reviews-in-time'],
  'stale-review': ['reviews-in-time'],
  'unreviewed-code': ['unreviewed-code', 'reviews-in-time'],
  'direct-push': ['direct-push', 'exempt-push', 'exemptions'],
  'outside-window': ['outside-window', 'window-edges'],
  'control-weakened': ['control-weakened', 'control-weakened-bypasses', 'control-weakened-edges', 'control-weakened-rules'],
};

const HEAD = `# The rules

Written by \`UPDATE_GOLDENS=1 npx vitest run test/house/rules-table.test.ts\` from \`src/controls\` and its tables of cases; a test refuses another text. The
cases of a rule stand in the named files under \`test/controls\`, each with its sentence; beside them, each rule is in the properties there
(three-valued logic, order of arrival). "On" are rules that are asked from the start, "policy" those that \`rules: { …: { enabled: true } }\` switches on.

"Shown" is how many of them end as PASS / GAP / INDETERMINATE / EXEMPT; the others show words, edges and what is missing. Policy can take the subject of
any rule out, which is EXEMPT ([exemptions](../test/controls/exemptions.test.ts)); the last number is of what is EXEMPT by the catalogue itself.

| rule | a GAP when | of | severity | asked | cases | shown | relevant to |
|---|---|---|---|---|---|---|---|
`;

/** The table of docs/rules.md: every rule with its cases and clauses. */
export async function rulesTable(): Promise<string> {
  return tableOf(await casesOfControls());
}

/** Throws where a rule is never shown to pass, to be a gap, or not to be known. */
function tableOf(cases: readonly Case[]): string {
  return HEAD + RULES.map((rule) => rowOf(rule, cases)).join('');
}

function rowOf(rule: Rule, all: readonly Case[]): string {
  const { id, gapWhen, subject, severity, clauses } = rule.info;
  const files = SHARED[id] ?? [id];
  const counted = files.map((file) => [file, all.filter((one) => one.file === file).length] as const);
  const missing = counted.filter(([, count]) => count === 0).map(([file]) => file);
  if (missing.length > 0) throw new Error(`${id} has no cases in test/controls/${missing.join(', ')}.test.ts.`);
  const cases = counted.map(([file, count]) => `${count} in [${file}](../test/controls/${file}.test.ts)`).join(', ');
  const asked = mustBeSwitchedOn(rule) ? 'policy' : 'on';
  const cells = [`\`${id}\``, gapWhen, subject, severity, asked, cases, shownOf(id, files, all), clauses.join('; ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
}

/** `12 / 8 / 5 / –` */
function shownOf(id: string, files: readonly string[], all: readonly Case[]): string {
  const shown = all.filter(({ file }) => files.includes(file)).flatMap((one) => shownBy(id, one));
  const counts = SHOWN.map((answer) => shown.filter((one) => one === answer).length);
  const never = SHOWN.filter((answer, nth) => answer !== 'EXEMPT' && counts[nth] === 0);
  if (never.length > 0) throw new Error(`No case of ${id} in test/controls ends as ${never.join(', ')}.`);
  return counts.map((count) => count || '–').join(' / ');
}

/** As the test runner lists them, each row of a table by itself. */
async function casesOfControls(): Promise<readonly Case[]> {
  const runner = new URL('../../node_modules/vitest/vitest.mjs', import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [runner, 'list', 'test/controls', '--json'], {
    maxBuffer: 64_000_000,
    env: { ...process.env, UPDATE_GOLDENS: '' },
  });
  const listed = JSON.parse(stdout.slice(stdout.indexOf('['))) as readonly Case[];
  return casesIn(listed);
}

function casesIn(listed: readonly Case[]): readonly Case[] {
  return listed.map(({ name, file }) => ({ name, file: file.slice(file.lastIndexOf('/') + 1).replace('.test.ts', '') }));
}
