import { visibleIssue, visibleProject } from '../lookup.js';
import type { Issue, World } from '../world.js';
import { dateOf } from './dates.js';
import type { Clause, Query } from './parse.js';
import { BadJql } from './tokens.js';

export interface Asking {
  readonly world: World;
  /** Of the user who asks. */
  readonly zone: string;
  readonly nowMs: number;
}

type Test = (issue: Issue) => boolean;

/** Whether an issue fits a query. Throws `BadJql` where it names a project or an issue that is not there or may not be seen. */
export function testOf(query: Query, asking: Asking): Test {
  const tests = query.clauses.map((clause) => clauseTest(clause, asking));
  return (issue) => tests.every((test) => test(issue));
}

function clauseTest(clause: Clause, asking: Asking): Test {
  if (clause.field === 'project') return inProjects(clause, asking.world);
  if (clause.field === 'key') return isOneOf(clause, asking.world);
  return atTime(clause, asking);
}

function inProjects({ values }: Clause, world: World): Test {
  const ids = new Set(
    values.map(({ text }) => {
      const project = visibleProject(world, text);
      if (project === undefined) throw new BadJql(`The value '${text}' does not exist for the field 'project'.`);
      return project.id;
    }),
  );
  return (issue) => ids.has(issue.projectId);
}

// One key that is gone spoils the whole list: a trap for whoever asks for many at once.
function isOneOf({ values }: Clause, world: World): Test {
  const ids = new Set(
    values.map(({ text }) => {
      const issue = visibleIssue(world, text);
      if (issue === undefined) throw new BadJql(`An issue with key '${text}' does not exist for field 'key'.`);
      return issue.id;
    }),
  );
  return (issue) => ids.has(issue.id);
}

function atTime({ field, operator, values: [value] }: Clause, { zone, nowMs }: Asking): Test {
  if (value === undefined || field === 'project' || field === 'key')
    throw new BadJql(`Error in the JQL Query: Expecting a date for '${field}'.`);
  const limit = dateOf(field, value, zone, nowMs);
  const timeOf = (issue: Issue): number => Date.parse(issue[field]);
  if (operator === '>') return (issue) => timeOf(issue) > limit;
  if (operator === '>=') return (issue) => timeOf(issue) >= limit;
  if (operator === '<') return (issue) => timeOf(issue) < limit;
  return (issue) => timeOf(issue) <= limit;
}
