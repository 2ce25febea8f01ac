import { z } from 'zod';
import type { Problem } from './problem.js';
import type { YamlFile, YamlPath } from './yaml-file.js';

const INSTEAD: Readonly<Record<string, string>> = {
  string: 'a text (in quotes when it looks like a number)',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list: [one, two]',
  object: 'keys and values, one a line, indented',
  record: 'keys and values, one a line, indented',
};

/** What a schema has against a part of a file: where in the file that part stands, and which keys it may have. */
export interface Checked {
  readonly file: YamlFile;
  readonly at: YamlPath;
  /** Keys that are known at the path within that part; empty where any key, or none, is. */
  readonly known: (path: YamlPath) => readonly string[];
}

/**
 * What a schema has against a part of a file, as sentences with places. Values are never repeated: an operator may
 * have put a secret anywhere.
 */
export function schemaProblems(checked: Checked, error: z.core.$ZodError): Problem[] {
  return error.issues.flatMap((issue) => problemsOf(checked, issue, []));
}

/** The keys of the map that stands at `path` of what the schema describes; empty for anything else. */
export function keysAt(schema: unknown, path: YamlPath): readonly string[] {
  let here = inner(schema);
  for (const part of path) {
    if (here instanceof z.ZodObject) here = inner(here.shape[String(part)]);
    else if (here instanceof z.ZodRecord) here = inner(here.valueType);
    else if (here instanceof z.ZodArray) here = inner(here.element);
    else return [];
  }
  if (here instanceof z.ZodObject) return Object.keys(here.shape);
  return here instanceof z.ZodRecord && here.keyType instanceof z.ZodEnum ? here.keyType.options.map(String) : [];
}

/** Without what only says that it may be left out; of a union, the map in it. */
function inner(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return inner(schema.unwrap());
  if (schema instanceof z.ZodUnion) return schema.options.map(inner).find((option) => option instanceof z.ZodObject);
  return schema;
}

function problemsOf(checked: Checked, issue: z.core.$ZodIssue, before: YamlPath): Problem[] {
  const within = [...before, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))];
  const path = [...checked.at, ...within];
  const value = valueAt(checked.file.content, path);
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(checked, within, key));
  const meant = issue.code === 'invalid_union' ? meantOption(issue, value) : null;
  if (meant) return meant.flatMap((one) => problemsOf(checked, one, within));
  return [{ where: checked.file.placeOf(path), sentence: `${named(path)} ${complaint(issue, value)}` }];
}

function unknownKey({ file, at, known }: Checked, within: YamlPath, key: string): Problem {
  const names = known(within);
  const hint = names.length > 0 ? `Known here: ${names.join(', ')}.` : 'Remove it or mend its name.';
  const path = [...at, ...within, key];
  return { where: file.placeOf(path), sentence: `${named(path)} is no known key. ${hint}` };
}

/** A map given where a text or a map may stand was meant as the map: what is wrong inside it says more than "neither". */
function meantOption(issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly z.core.$ZodIssue[] | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const isInside = ({ path, code }: z.core.$ZodIssue) => path.length > 0 || code === 'unrecognized_keys';
  return issue.errors.find((option) => option.every(isInside)) ?? null;
}

function named(path: YamlPath): string {
  return path.length === 0 ? 'the file' : path.join('.');
}

function complaint(issue: z.core.$ZodIssue, value: unknown): string {
  const what = value === undefined ? 'is missing' : `is ${kindOf(value)}`;
  // Our own messages say what to write; zod's own ("Too small: …") say what is wrong.
  const own = /^[A-Z]/.test(issue.message) ? null : issue.message;
  if (issue.code === 'invalid_type') return `${what}. Write ${own ?? INSTEAD[issue.expected] ?? issue.expected}.`;
  if (issue.code === 'invalid_union') return `${what} that does not fit. Write ${own ?? unionWords(issue)}.`;
  if (issue.code === 'invalid_value') return `is none of the words that may stand here. Write ${issue.values.map(String).join(' or ')}.`;
  if (issue.code === 'invalid_key') return `is no possible key. Write ${issue.issues.map(keyWords).join(', or ')}.`;
  return own === null ? `does not fit: ${issue.message}.` : `does not fit. Write ${own}.`;
}

function keyWords(issue: z.core.$ZodIssue): string {
  return issue.code === 'invalid_value' ? `one of: ${issue.values.map(String).join(', ')}` : issue.message;
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
