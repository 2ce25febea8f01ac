import { readFileSync } from 'node:fs';

const FENCE = /^```(\w+) (\w+) (\w+)\n([\s\S]*?)^```$/gm;

/** The named blocks of a recipe, as `event shell` → text; what a reader copies is what the tests run. */
export function blocksOf(recipe: string): ReadonlyMap<string, string> {
  const text = readFileSync(new URL(`../../../docs/recipes/${recipe}.md`, import.meta.url), 'utf8');
  return new Map([...text.matchAll(FENCE)].map(([, , what = '', of = '', block = '']) => [`${what} ${of}`, block]));
}

export function jsonIn(blocks: ReadonlyMap<string, string>, name: string): unknown {
  const block = blocks.get(name);
  if (block === undefined) throw new Error(`The recipe has no block ${name}.`);
  return JSON.parse(block) as unknown;
}
