import { policySchema, type PolicyFile } from '#contract';
import type { z } from 'zod';

/** The part of a file that has the right shape, and the top keys of which something had to be left out. */
export interface SoundPart {
  readonly policy: PolicyFile;
  readonly maimed: ReadonlySet<string>;
}

/** Each round takes out what does not fit; what then misses a part is taken out in the next one. */
const ROUNDS = 8;

/** What is left of a content when everything that the schema refuses is taken out of it. */
export function soundPartOf(content: unknown): SoundPart {
  const maimed = new Set<string>();
  let rest = content;
  for (let round = 0; round < ROUNDS; round++) {
    const result = policySchema.safeParse(rest);
    if (result.success) return { policy: result.data, maimed };
    for (const path of result.error.issues.flatMap(pathsOf)) {
      maimed.add(String(path[0] ?? ''));
      rest = without(rest, path);
    }
  }
  return { policy: policySchema.parse({}), maimed };
}

type Path = readonly PropertyKey[];

function pathsOf(issue: z.core.$ZodIssue): Path[] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
}

/** Without the value at the path; where none is there, without what should hold it. Members of lists keep their places. */
function without(content: unknown, [key, ...path]: Path): unknown {
  if (key === undefined || typeof content !== 'object' || content === null || !Object.hasOwn(content, key)) return undefined;
  const inner = path.length === 0 ? undefined : without((content as Readonly<Record<PropertyKey, unknown>>)[key], path);
  if (Array.isArray(content)) return inner === undefined ? undefined : content.map((one: unknown, index) => (index === key ? inner : one));
  const { [key]: _, ...others } = content as Readonly<Record<PropertyKey, unknown>>;
  return inner === undefined ? others : { ...others, [key]: inner };
}
