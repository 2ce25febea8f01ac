import { readFile, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../root.js';

const TABLES = 'test/controls';

/** What the tables of cases are built of: files by their paths in the project. */
export interface Graph {
  /** Files with what they import, by their own paths in the project; of packages nothing. */
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly texts: ReadonlyMap<string, string>;
  readonly tables: readonly string[];
}

/** Reads every table of cases and all that they import. Properties are left out: their cases are others each time. */
export async function readGraph(): Promise<Graph> {
  const names = await readdir(join(ROOT, TABLES));
  const isTable = (name: string) => name.endsWith('.test.ts') && !name.endsWith('.property.test.ts');
  const tables = names
    .filter(isTable)
    .sort()
    .map((name) => `${TABLES}/${name}`);
  const imports = new Map<string, readonly string[]>();
  const texts = new Map<string, string>();
  const waiting = [...tables];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (imports.has(file)) continue;
    const text = await readFile(join(ROOT, file), 'utf8');
    const folder = dirname(file);
    const files = importsOf(text).map((name) => join(folder, name.replace(/\.js$/, '.ts')));
    texts.set(file, text);
    imports.set(file, files);
    waiting.push(...files);
  }
  return { imports, texts, tables };
}

/** Also of types alone, which only makes a graph larger. */
function importsOf(text: string): readonly string[] {
  return ts.createSourceFile('', text, ts.ScriptTarget.ES2022).statements.flatMap((one) => {
    const isFrom = ts.isImportDeclaration(one) || ts.isExportDeclaration(one);
    const from = isFrom ? one.moduleSpecifier : undefined;
    return from && ts.isStringLiteral(from) && from.text.startsWith('.') ? [from.text] : [];
  });
}

/** The file, and all that import it, over however many others; not over those that are passed by. */
export function dependentsOf(file: string, { imports }: Graph, passedBy: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [file];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (found.has(one) || passedBy.has(one)) continue;
    found.add(one);
    for (const [importer, imported] of imports) if (imported.includes(one)) waiting.push(importer);
  }
  return found;
}

/**
 * The tables that can notice what is broken in a file, those of its own name first: they ask it, or a rule that it has a
 * part in, without the list of all rules; or they name such a rule. Of what the list itself needs, every table.
 */
export function tablesFor(file: string, graph: Graph): readonly string[] {
  const { tables, texts } = graph;
  const throughList = new Set([...dependentsOf('src/controls/rules.ts', graph)].filter((one) => one.startsWith('src/')));
  const near = dependentsOf(file, graph, throughList);
  const rules = [...near].filter((one) => one.startsWith('src/controls/')).map((one) => basename(one, '.ts'));
  const isNear = (table: string) => near.has(table) || rules.some((rule) => texts.get(table)?.includes(`'${rule}'`));
  const all = throughList.has(file) ? tables : tables.filter(isNear);
  const own = basename(file, '.ts');
  const rank = (table: string) => {
    if (basename(table).startsWith(own)) return 0;
    return texts.get(table)?.includes(`/${own}.js`) ? 1 : 2;
  };
  return [...all].sort((a, b) => rank(a) - rank(b));
}
