type Tree = { readonly [key: string]: unknown };

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether an event matches a pattern of EventBridge, as far as the recipe uses them: lists of values, `exists`, and what lies in objects. */
export function matches(pattern: unknown, event: unknown): boolean {
  if (!isTree(pattern)) return false;
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = isTree(event) ? event[name] : undefined;
    return Array.isArray(wanted) ? wanted.some((one) => isOne(one, value)) : matches(wanted, value);
  });
}

function isOne(wanted: unknown, value: unknown): boolean {
  return isTree(wanted) && 'exists' in wanted ? (value !== undefined) === wanted['exists'] : wanted === value;
}

/** What an input transformer makes of an event: each `<name>` in the template is the text at the path of that name. */
export function transformed(event: unknown, paths: Readonly<Record<string, string>>, template: string): unknown {
  const text = template.replaceAll(/<(\w+)>/g, (_, name: string) => {
    const path = paths[name];
    if (path === undefined) throw new Error(`The template asks for ${name}, which has no path.`);
    const value = path
      .slice('$.'.length)
      .split('.')
      .reduce<unknown>((at, step) => (isTree(at) ? at[step] : undefined), event);
    if (typeof value !== 'string') throw new Error(`${path} is no text in this event.`);
    return JSON.stringify(value).slice(1, -1);
  });
  return JSON.parse(text) as unknown;
}
