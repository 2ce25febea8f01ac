import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const sha = z.string().regex(/^[0-9a-f]{40}$/, 'is no 40-digit commit id');
const shas = z
  .string()
  .regex(/^([0-9a-f]{40}( |$))*$/, 'is no list of commit ids')
  .transform((text) => text.split(' ').filter(Boolean));
const time = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'is no UTC time to the second');
const flag = z.enum(['0', '1'], 'is neither 0 nor 1').transform((text) => text === '1');
const count = z.string().regex(/^\d+$/, 'is no number').transform(Number);
const perhaps = <T extends z.ZodType>(inner: T) => z.union([z.literal('').transform(() => null), inner]);

const commitRow = z.object({
  sha,
  parents: shas,
  tree: sha,
  author_time: time,
  commit_time: time,
  on_first_parent: flag,
  pr_number: perhaps(count),
  subject: z.string(),
  body: z.string(),
});
const pullCommitRow = z.object({
  pr_number: count,
  position: count,
  sha,
  parents: shas,
  author_time: time,
  commit_time: time,
  subject: z.string(),
});
const releaseRow = z.object({
  tag: z.string().min(1, 'is empty'),
  object_type: z.string(),
  target_sha: sha,
  tag_time: time,
  is_prerelease: flag,
  on_default_branch: flag,
});
const pullEntry = z.object({
  number: z.number().int(),
  state: z.enum(['merged', 'closed_or_unmerged', 'open_or_unknown']),
  head_sha: sha,
  base_sha: sha,
  merge_commit_sha: sha.nullable(),
  head_ref: z.string().nullable(),
  title: z.string(),
  merged_at: time.nullable(),
  first_commit_authored_at: time.nullable(),
  last_commit_time: time.nullable(),
});

export type CommitRow = z.infer<typeof commitRow>;
export type PullCommitRow = z.infer<typeof pullCommitRow>;
export type ReleaseRow = z.infer<typeof releaseRow>;
export type PullEntry = z.infer<typeof pullEntry>;

export interface Rows {
  readonly commits: readonly CommitRow[];
  readonly pullCommits: readonly PullCommitRow[];
  readonly releases: readonly ReleaseRow[];
  readonly pulls: readonly PullEntry[];
}

/** The folder cannot be read as a history: the sentence names the file and the line. For the operator. */
export class BadHistory extends Error {}

/** The four files of a git-history folder, checked. Throws `BadHistory`. */
export async function readRows(folder: string): Promise<Rows> {
  const [commits, pullCommits, releases, pulls] = await Promise.all(
    ['commits.csv', 'pull_commits.csv', 'releases.csv', 'pulls.json'].map((file) => readText(folder, file)),
  );
  return {
    commits: csvRows('commits.csv', commits as string, commitRow),
    pullCommits: csvRows('pull_commits.csv', pullCommits as string, pullCommitRow),
    releases: csvRows('releases.csv', releases as string, releaseRow),
    pulls: jsonEntries('pulls.json', pulls as string, pullEntry),
  };
}

async function readText(folder: string, file: string): Promise<string> {
  try {
    return await readFile(join(folder, file), 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const why = code === 'ENOENT' ? 'is missing' : `cannot be read (${code})`;
    throw new BadHistory(
      `${file} ${why} in ${folder}: a history folder holds commits.csv, pulls.json, pull_commits.csv and releases.csv.`,
      { cause },
    );
  }
}

function csvRows<T>(file: string, text: string, row: z.ZodType<T> & { readonly shape: object }): T[] {
  const columns = (header: string[]): string[] => withEvery(Object.keys(row.shape), header, file);
  let records: { info: { lines: number }; record: unknown }[];
  try {
    // `info` says on which line a row ends; the library's types do not know that it changes what comes back.
    records = parse(text, { columns, bom: true, info: true }) as unknown as typeof records;
  } catch (cause) {
    if (cause instanceof BadHistory) throw cause;
    throw new BadHistory(`${file} is no CSV: ${(cause as Error).message}.`, { cause });
  }
  return records.map(({ info, record }) => checked(`${file} line ${info.lines}`, record, row));
}

function withEvery(wanted: readonly string[], header: string[], file: string): string[] {
  const lacking = wanted.filter((name) => !header.includes(name));
  if (lacking.length > 0) throw new BadHistory(`${file} line 1: the column ${lacking.join(', ')} is missing.`);
  return header;
}

function jsonEntries<T>(file: string, text: string, entry: z.ZodType<T>): T[] {
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch (cause) {
    throw new BadHistory(`${file} is no JSON: ${(cause as Error).message}.`, { cause });
  }
  if (!Array.isArray(entries)) throw new BadHistory(`${file} holds no list of pull requests.`);
  return entries.map((each, index) => checked(`${file} entry ${index + 1}`, each, entry));
}

function checked<T>(where: string, value: unknown, shape: z.ZodType<T>): T {
  const { data, error } = shape.safeParse(value);
  if (error === undefined) return data as T;
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  const given = (value as Record<string, unknown> | null)?.[field];
  if (given === undefined) throw new BadHistory(`${where}: ${field} is missing.`);
  throw new BadHistory(`${where}: ${field} ${JSON.stringify(given).slice(0, 60)} ${issue?.message ?? 'is malformed'}.`);
}
