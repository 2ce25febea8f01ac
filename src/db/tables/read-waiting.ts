import { bigint, boolean, index, primaryKey, text } from 'drizzle-orm/pg-core';
import { instant } from './column.js';
import { read } from './read-facts.js';

/** What the verdicts of a deployment or change wait for: a commit not yet read, a key, or coverage of a collection up to a moment. */
export const awaiting = read.table(
  'awaiting',
  {
    unit: text('unit').notNull(),
    scope: text('scope').notNull(),
    /** `commit`, `ticket` and the like of one thing, or the name of a collection. */
    collection: text('collection').notNull(),
    /** The sha of a commit, the key of a ticket; empty for a collection. */
    item: text('item').notNull(),
    upTo: instant('up_to'),
  },
  (table) => [
    primaryKey({ columns: [table.unit, table.scope, table.collection, table.item] }),
    index('awaiting_item').on(table.scope, table.collection, table.item),
    index('awaiting_up_to').on(table.upTo),
  ],
);

/** What time alone will change: a deployment without an end becomes UNKNOWN after 24 h, the review of an emergency is overdue. */
export const deadline = read.table(
  'deadline',
  {
    unit: text('unit').notNull(),
    kind: text('kind').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.unit, table.kind] }), index('deadline_at').on(table.at)],
);

/** Of which rule and subject the next step in the life of a gap is due, and from when on (`follow/due-steps.ts`). */
export const dueStep = read.table(
  'due_step',
  { rule: text('rule').notNull(), subject: text('subject').notNull(), at: instant('at').notNull() },
  (table) => [primaryKey({ columns: [table.rule, table.subject] }), index('due_step_at').on(table.at, table.rule, table.subject)],
);

/** How far all is judged again, after a policy, a join of persons or a clock; no row where nothing waits for it (`follow/again.ts`). */
export const judgingAgain = read.table('judging_again', {
  singleton: boolean('singleton').primaryKey(),
  since: bigint('since', { mode: 'number' }).notNull(),
  cause: text('cause').notNull(),
  /** Deployments and tickets, or tickets alone. */
  whole: boolean('whole').notNull(),
  /** The last that was judged. */
  after: text('after').notNull(),
});

/** What names a commit whose repository another tool keeps, until the commit is read in a repository of the name that is given, if any. */
export const commitNaming = read.table(
  'commit_naming',
  {
    /** Of the event. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    sha: text('sha').notNull(),
    /** `git.acme.example/acme/pay`; null where the tool gives none. */
    address: text('address'),
    /** Where a commit of this hash was found so far, under another name. */
    repository: text('repository'),
  },
  (table) => [primaryKey({ columns: [table.seq, table.sha] }), index('commit_naming_sha').on(table.sha)],
);
