import type { policySchema } from '#contract';
import type { z } from 'zod';

/** What a preset says, in the words of the file. */
export type PresetPolicy = z.input<typeof policySchema>;

/**
 * The file laid over the preset: maps are merged key by key, at every depth; lists and single values of the file take the
 * place of the preset's. So a file that gives one parameter of a rule keeps the others, and one that gives a list of
 * fields gives the whole list.
 */
export function overPreset(preset: unknown, file: unknown): unknown {
  if (!isMap(preset) || !isMap(file)) return file === undefined ? preset : file;
  const keys = new Set([...Object.keys(preset), ...Object.keys(file)]);
  return Object.fromEntries([...keys].map((key) => [key, Object.hasOwn(file, key) ? overPreset(preset[key], file[key]) : preset[key]]));
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
