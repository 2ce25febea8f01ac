import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isMap, isNode, LineCounter, parseDocument, type Document, type Pair } from 'yaml';
import type { Problem } from './problem.js';

export type YamlPath = readonly (string | number)[];

/** A YAML file with its positions, so that a problem can be shown where it stands. */
export interface YamlFile {
  readonly path: string;
  readonly text: string;
  /** As plain data; an empty file is an empty map. */
  readonly content: unknown;
  /** `policy.yaml:3:5` of the key at `path`; of the nearest thing around it where it is missing. */
  placeOf(path: YamlPath): string;
}

/** Null when the file is missing or no YAML; why is then in `problems`, every syntax error at once. */
export function readYaml(path: string, problems: Problem[]): YamlFile | null {
  const text = textOf(path, problems);
  return text === null ? null : parseYaml(path, text, problems);
}

/** The same of a text that came another way; `path` is how it is called in the problems. */
export function parseYaml(path: string, text: string, problems: Problem[]): YamlFile | null {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${basename(path)}:${line}:${col}`;
  };
  for (const error of document.errors) problems.push({ where: at(error.pos[0]), sentence: `is no YAML: ${error.message}` });
  if (document.errors.length > 0) return null;
  const content = plain(document, at, problems);
  return content === undefined ? null : { path, text, content: content ?? {}, placeOf: (place) => at(offsetOf(document, place)) };
}

function textOf(path: string, problems: Problem[]): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    problems.push({
      where: path,
      sentence: `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}). Write the file, or unset the variable that names it.`,
    });
    return null;
  }
}

// A tower of aliases that would unfold to gigabytes is refused by the library.
function plain(document: Document, at: (offset: number) => string, problems: Problem[]): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    problems.push({ where: at(0), sentence: `cannot be unfolded: ${(error as Error).message}. Write it without aliases.` });
    return undefined;
  }
}

function offsetOf(document: Document, path: YamlPath): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = exactOffset(document, path.slice(0, length));
    if (offset !== null) return offset;
  }
  return 0;
}

// The key where there is one: a value may stand lines below it.
function exactOffset(document: Document, path: YamlPath): number | null {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const name = path.at(-1);
  const pair = isMap(parent) ? parent.items.find((item) => keyOf(item) === String(name)) : undefined;
  const node: unknown = pair ? pair.key : document.getIn(path, true);
  return isNode(node) && node.range ? node.range[0] : null;
}

function keyOf(pair: Pair): string {
  return String(pair.key);
}
