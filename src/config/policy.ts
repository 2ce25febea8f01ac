import { policySchema, type PolicyFile } from '#contract';
import { unsentDocuments } from './policy/documents.js';
import { meaningProblems } from './policy/meaning.js';
import { soundPartOf } from './policy/sound-part.js';
import { withPreset } from './presets/index.js';
import { byPlace, type Problem } from './problem.js';
import { keysAt, schemaProblems } from './schema-problems.js';
import { parseYaml, type YamlFile, type YamlPath } from './yaml-file.js';

/** What a file states, preset and defaults included; only the sound part of it where it has a problem. */
export function readPolicy(file: YamlFile, sources: readonly string[] | null, problems: Problem[]): PolicyFile {
  const content = withPreset(file.content);
  const result = policySchema.safeParse(content);
  const sound = result.success ? { policy: result.data, maimed: NOTHING } : soundPartOf(content);
  const misshapen = result.success ? [] : schemaProblems({ file, at: [], known: (path) => keysAt(policySchema, path) }, result.error);
  problems.push(...[...misshapen, ...meaningProblems(file, sound, sources)].sort(byPlace));
  return sound.policy;
}

const NOTHING: ReadonlySet<string> = new Set();

interface CheckedPolicy {
  /** Null when there are problems. */
  readonly policy: PolicyFile | null;
  readonly problems: readonly Problem[];
  /** Where a part stands in the text: `policy.yaml:3:5`. */
  readonly placeOf: (path: YamlPath) => string;
}

/** The same check for a text that came another way than by the file; `sources` are the names that it may speak of. */
export function checkPolicy(text: string, sources: readonly string[]): CheckedPolicy {
  const problems: Problem[] = [];
  const file = parseYaml('policy.yaml', text, problems);
  const policy = file && readPolicy(file, sources, problems);
  if (file && policy) problems.push(...unsentDocuments(file, policy));
  return { policy: problems.length > 0 ? null : policy, problems, placeOf: (path) => file?.placeOf(path) ?? 'policy.yaml:1:1' };
}
