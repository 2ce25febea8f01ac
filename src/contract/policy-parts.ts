import { z } from 'zod';

/** Stages of a change, in order (`controls.md`). */
export const STAGES = ['REQUESTED', 'REVIEW', 'APPROVAL', 'SCHEDULED', 'IMPLEMENTING', 'VALIDATING', 'CLOSED'] as const;
export type Stage = (typeof STAGES)[number];

export const INFRASTRUCTURE = ['APPLICATION', 'DATABASE', 'NETWORK', 'PLATFORM', 'CLOUD', 'MAINFRAME', 'UNKNOWN'] as const;

export const words = z.string().min(1, 'a text that is not empty');
export const names = z.array(words).min(1, 'at least one');

/** Other tickets by their types and by the types of the links to them, each by id or name; where both are given, both must fit. */
export const relatedBy = z.strictObject({ types: names.optional(), links: names.optional() });

const REVISION = 'a full 40-digit revision, or empty';

/** A revision, or `empty`: what stood in an environment before the first deployment that the hub knows. */
export const revision = z.union([z.literal('empty'), z.string(REVISION).regex(/^[0-9a-f]{40}$/, REVISION)], REVISION);

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const DURATION = 'a duration such as 0s, 90s, 2m, 72h or 14d';

/** `90s`, `2m`, `72h`, `14d`. */
export const duration = z.string(DURATION).regex(/^\d{1,7}(ms|s|m|h|d)$/, DURATION);

/** Milliseconds of a duration that the schema let pass. */
export function durationMs(written: string): number {
  const [, count = '0', unit = 'ms'] = /^(\d+)(\D+)$/.exec(written) ?? [];
  return Number(count) * (UNITS[unit] ?? 1);
}

/** What is deployed, by whom; which repositories, paths in them, and objects of other tools it consists of. */
export const SERVICE_SHAPE = z.strictObject({
  name: words.optional(),
  team: words.optional(),
  application: words.optional(),
  infrastructure: z.enum(INFRASTRUCTURE).default('UNKNOWN'),
  /**
   * `owner/name`, or with the paths in it that belong to this service: files, or folders with all below them, from the root;
   * `*` stands for any text within one name, `**` for any folders.
   */
  repositories: z
    .array(
      z.union([words, z.strictObject({ repository: words, paths: names })], 'owner/name, or { repository: owner/name, paths: [path] }'),
    )
    .default([]),
  /**
   * Objects of other tools by `source:kind/name`: `argocd-acme:application/pay`, `jenkins-acme:job/deploy-pay`; and environments
   * that deployments of this service alone go to, where several share a repository: `github-acme:environment/production-pay`.
   */
  objects: z.array(words).default([]),
});
