import type { z } from 'zod';
import type { Problem } from './problem.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

const INSTEAD: Readonly<Record<string, string>> = {
  string: 'Write a text (in quotes when it looks like a number)',
  number: 'Write a number',
  int: 'Write a whole number',
  boolean: 'Write true or false',
  array: 'Write a list: [one, two]',
  object: 'Write keys and values, one a line, indented',
  record: 'Write keys and values, one a line, indented',
};

/**
 * What a schema has against a part of a file, as sentences with places. Values are never repeated: an operator may
 * have put a secret anywhere.
 */
export function schemaProblems(file: YamlFile, at: YamlPath, error: z.core.$ZodError, known: readonly string[] = []): Problem[] {
  return error.issues.flatMap((issue) => problemsOf(file, at, issue, known));
}

function problemsOf(file: YamlFile, at: YamlPath, issue: z.core.$ZodIssue, known: readonly string[]): Problem[] {
  const path = [...at, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  if (issue.code === 'unrecognized_keys') {
    const hint = known.length > 0 && issue.path.length === 0 ? ` Known here: ${known.join(', ')}.` : ' Remove it or mend its name.';
    return issue.keys.map((key) => ({ where: file.placeOf([...path, key]), sentence: `${named([...path, key])} is no known key.${hint}` }));
  }
  return [{ where: file.placeOf(path), sentence: `${named(path)} ${complaint(issue, valueAt(file.content, path))}` }];
}

function named(path: YamlPath): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function complaint(issue: z.core.$ZodIssue, value: unknown): string {
  const what = value === undefined ? 'is missing' : `is ${kindOf(value)}`;
  if (issue.code === 'invalid_type') return `${what}. ${INSTEAD[issue.expected] ?? `Write ${issue.expected}`}.`;
  if (issue.code === 'invalid_union') return `${what} that does not fit. Write ${unionWords(issue)}.`;
  if (issue.code === 'invalid_key') return `is no possible key: ${issue.issues.map(({ message }) => message).join('; ')}.`;
  // Our own messages say what to write; zod's own ("Too small: …") say what is wrong.
  return /^[A-Z]/.test(issue.message) ? `does not fit: ${issue.message}.` : `does not fit. Write ${issue.message}.`;
}

function unionWords(issue: z.core.$ZodIssueInvalidUnion): string {
  return [...new Set(issue.errors.flat().map(({ message }) => message))].join(', or ');
}

function kindOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return { string: 'a text', number: 'a number', boolean: 'true or false' }[typeof value as string] ?? 'something else';
}

function valueAt(content: unknown, path: YamlPath): unknown {
  let here = content;
  for (const part of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<string | number, unknown>)[part];
  }
  return here;
}
