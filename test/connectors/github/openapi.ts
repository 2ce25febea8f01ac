import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly oneOf?: readonly Schema[];
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
type Refers<T> = T | { readonly $ref: string };
interface Operation {
  readonly parameters?: readonly Refers<Parameter>[];
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** GitHub's own description of its REST API, of github.com; one file of the package, whose index would load all of 400 MB. */
export function gitHubDescription(): Description {
  const folder = dirname(createRequire(import.meta.url).resolve('@octokit/openapi/package.json'));
  return JSON.parse(readFileSync(join(folder, 'generated', 'api.github.com.json'), 'utf8')) as Description;
}

export interface Checked {
  /** The path of the description that it is a request to; null: it is to none. */
  readonly template: string | null;
  /** What is wrong with it, each as a sentence. */
  readonly faults: readonly string[];
}

/** Whether a request is one that the description allows: its path, its method, each of its parameters and their values. */
export function checkerOf(description: Description): (method: string, path: string) => Checked {
  const templates = Object.keys(description.paths).map((template) => ({ template, pattern: patternOf(template) }));
  return (method, path) => {
    const url = new URL(path, 'https://api.github.com');
    // That with the fewest names is meant (/rulesets/rule-suites is no /rulesets/{ruleset_id}), and the longest, since a ref can hold slashes.
    const fitting = templates.filter(({ pattern }) => pattern.test(url.pathname));
    const [template] = fitting.map((each) => each.template).sort((a, b) => namesIn(a) - namesIn(b) || b.length - a.length);
    if (template === undefined) return { template: null, faults: [`${url.pathname} is no path of the description.`] };
    const operation = description.paths[template]?.[method.toLowerCase()];
    if (!operation) return { template, faults: [`${template} has no ${method}.`] };
    return { template, faults: faultsIn(url, template, parametersOf(description, operation)) };
  };
}

function patternOf(template: string): RegExp {
  const escaped = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  // A few names may hold slashes: a branch, a comparison.
  return new RegExp(`^${escaped.replace(/\{(?:ref|basehead|path)\}/g, '.+').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

function namesIn(template: string): number {
  return template.split('{').length;
}

function parametersOf(description: Description, { parameters = [] }: Operation): readonly Parameter[] {
  return parameters.map((each) => {
    if (!('$ref' in each)) return each;
    const [, , kind = '', name = ''] = each.$ref.split('/');
    return description.components[kind]?.[name] as Parameter;
  });
}

function faultsIn(url: URL, template: string, parameters: readonly Parameter[]): string[] {
  const known = new Map(parameters.filter((each) => each.in === 'query').map((each) => [each.name, each]));
  const given = [...url.searchParams];
  const unknown = given.filter(([name]) => !known.has(name)).map(([name]) => `${template} has no parameter ${name}.`);
  const wrong = given.flatMap(([name, value]) =>
    fits(known.get(name)?.schema, value) ? [] : [`${template}: ${name}=${value} is not allowed.`],
  );
  const missing = [...known.values()].filter(({ name, required }) => required && !url.searchParams.has(name));
  return [...unknown, ...wrong, ...missing.map(({ name }) => `${template} needs the parameter ${name}.`)];
}

function fits(schema: Schema | undefined, value: string): boolean {
  if (!schema) return true;
  if (schema.oneOf) return schema.oneOf.some((one) => fits(one, value));
  if (schema.enum && !schema.enum.map(String).includes(value)) return false;
  if (schema.type === 'boolean') return ['true', 'false'].includes(value);
  if (schema.type !== 'integer') return value.length <= (schema.maxLength ?? Infinity);
  return /^-?\d+$/.test(value) && Number(value) >= (schema.minimum ?? -Infinity) && Number(value) <= (schema.maximum ?? Infinity);
}
