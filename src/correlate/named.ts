/** Only what policy itself names: an environment called `constructor` is none of it. */
export function named<T>(entries: Readonly<Record<string, T>>, name: string | null): T | undefined {
  return name !== null && Object.hasOwn(entries, name) ? entries[name] : undefined;
}
