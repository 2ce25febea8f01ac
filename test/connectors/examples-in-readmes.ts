import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** The YAML in the README of a connector that begins with `sources:`, the simplest first. */
export function examplesOf(kind: string): readonly string[] {
  const readme = readFileSync(new URL(`../../connectors/${kind}/README.md`, import.meta.url), 'utf8');
  const blocks = readme.matchAll(/^( *)```yaml\n\1(sources:\n[\s\S]*?)^\1```$/gm);
  return [...blocks].map(([, indent = '', yaml = '']) => yaml.replace(new RegExp(`^${indent}`, 'gm'), ''));
}

/** What stands below the name of its first source, without the kind of connector. */
export function settingsOf(kind: string): Readonly<Record<string, unknown>> {
  const { sources } = parse(examplesOf(kind)[0] ?? '') as { sources: Record<string, Record<string, unknown>> };
  const [settings = {}] = Object.values(sources);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => name !== 'connector'));
}
