import { z } from 'zod';
import { RECORDABLE } from './event-types.js';
import { complexity, policyDocument, scopePart } from './policy-audit.js';
import { exemption, moment } from './policy-exemptions.js';
import { freeze } from './policy-freezes.js';
import { gapsPart } from './policy-gaps.js';
import { ruleSettings } from './policy-rules.js';
import { duration, names, relatedBy, revision, SERVICE_SHAPE, STAGES, words } from './policy-parts.js';
import { OUTCOMES } from './record.js';

/** What a field of a ticket holds, in the words of `controls.md`; the keys under `fields`. */
export const CONTENTS = [
  'description',
  'requester',
  'justification',
  'implementationPlan',
  'backoutPlan',
  'impact',
  'risk',
  'communication',
  'dependencies',
  'testing',
  'plannedStart',
  'plannedEnd',
  'affectedSystems',
  'outcome',
  'implementer',
  'verifier',
  'actualStart',
  'actualEnd',
] as const;
export type Content = (typeof CONTENTS)[number];

/** What a change may have come from, or be part of. */
export const CONTEXTS = ['customerRequest', 'project', 'incident', 'problem'] as const;
export type Context = (typeof CONTEXTS)[number];

/** What a status means for a change: its stage, and whether to reach it is a decision about it. */
const statusMeaning = z.strictObject({
  stage: z.enum(STAGES).optional(),
  approval: z.enum(['APPROVED', 'REJECTED', 'DEFERRED', 'INFO_REQUESTED', 'REVOKED']).optional(),
});

/** Approvals that changes of these services, types and risks need; a list left out stands for all of them. */
const requirement = z.strictObject({
  services: names.optional(),
  types: names.optional(),
  risks: names.optional(),
  /** Only people with one of these roles count. */
  roles: names.optional(),
  number: z.int().min(1, 'at least 1').default(1),
});

/** Who may approve changes of these services and risks; a list left out stands for all of them. One of `people` and `roles` is enough. */
const approver = z
  .strictObject({ services: names.optional(), risks: names.optional(), people: names.optional(), roles: names.optional() })
  .refine(({ people, roles }) => people !== undefined || roles !== undefined, 'people or roles: who may approve');

/** Whose review code of these paths needs; a list of repositories left out stands for all. One of `people` and `roles` is enough. */
const reviewer = z
  .strictObject({ repositories: names.optional(), paths: names, people: names.optional(), roles: names.optional() })
  .refine(({ people, roles }) => people !== undefined || roles !== undefined, 'people or roles: who reviews');

/** An account as `source:id`, the id being the one that its tool never changes. */
const accountName = z.string().regex(/^[a-z0-9][a-z0-9-]*:.+$/, 'an account as source:id, such as jira-acme:5b10ac8d82e05b22cc7d4ef5');

/** `policy.yaml`. Everything that gives meaning; versioned by content and recorded as `policy.activated`. */
export const policySchema = z.strictObject({
  /** Begins with what this preset says; whatever the file says itself comes before it. */
  preset: z.enum(['soc2', 'sox', 'pci']).optional(),
  /** Environment names as the tools write them. What is not named takes the tool's own mark, or is unknown. */
  environments: z
    .record(words, z.strictObject({ production: z.boolean(), environment: words.optional(), target: words.optional() }))
    .default({}),
  /** Branches from which a repository is released; `*` stands for every repository not named. Default: its default branch. */
  releaseBranches: z.record(words, names).default({}),
  /** By `repository/environment`, `repository` or `*`. */
  baselines: z.record(words, revision).default({}),
  /** Where several tools report one deployment: whose report speaks for its start and end, by `source` or `source/environment name`, in order. */
  reports: z.strictObject({ speaks: names.optional() }).prefault({}),
  teams: z.record(words, z.strictObject({ name: words.optional() })).default({}),
  services: z.record(words, SERVICE_SHAPE).default({}),
  /** By source or `*`: types of tickets that are changes, by id or name. Left out: a ticket that an implementation carries is one. */
  changeTypes: z.record(words, names).default({}),
  /** By source or `*`: types of tickets that report incidents, by id or name. */
  incidentTypes: z.record(words, names).default({}),
  /** By source or `*`: what the statuses mean, by id or name. */
  statuses: z.record(words, z.record(words, statusMeaning)).default({}),
  /** By source or `*`: the fields, by id, that hold a content. */
  fields: z.record(words, z.partialRecord(z.enum(CONTENTS), words)).default({}),
  /** By source or `*`: what outcome a resolution or status, or a value of the field `outcome`, stands for; by id or name. */
  outcomes: z.record(words, z.record(words, z.enum(OUTCOMES))).default({}),
  /** By source or `*`: which linked tickets are the operational context of a change. Incidents are known by `incidentTypes`, too. */
  context: z.record(words, z.partialRecord(z.enum(CONTEXTS), relatedBy)).default({}),
  /** By source or `*`: which tickets below a change, or linked to it, are steps of its plan. */
  planSteps: z.record(words, relatedBy).default({}),
  /** Checks that are tests, by name; `*` stands for any text. Left out: all checks. */
  tests: names.optional(),
  /** IANA zone of a source, for windows given in dates. Left out: UTC. */
  zones: z.record(words, words).default({}),
  /** Texts that stand in a field from the beginning, by content: they count as placeholders. */
  templates: z.partialRecord(z.enum(CONTENTS), z.array(words)).default({}),
  approvals: z
    .strictObject({
      /** A review of code approves the changes that its pull request refers to. */
      reviewIsApproval: z.boolean().default(false),
      /** An approval of a deployment covers the changes that it carries. */
      deploymentApprovalCovers: z.boolean().default(false),
      /** Left out: one approval by anybody. */
      required: z.array(requirement).default([]),
    })
    .prefault({}),
  /** Who may approve what. Left out: `unauthorised-approver` is not asked. */
  approvers: z.array(approver).default([]),
  /** Who reviews which paths, written as in `services`. Left out: `unqualified-reviewer` is not asked. */
  reviewers: z.array(reviewer).default([]),
  /** Marks of emergencies; a mark set after the start does not count. */
  emergencies: z.strictObject({ types: names.optional(), labels: names.optional() }).prefault({}),
  /** Times in which nothing is to be deployed but emergencies and what is exempt. */
  freezes: z.array(freeze).optional(),
  /** Numbered decisions that take subjects out of rules for a time. */
  exemptions: z.array(exemption).optional(),
  /** Stages in which a change must have been before it comes further: of `IMPLEMENTING` those before it, and so on. */
  requiredStages: z.array(z.enum(STAGES)).min(1, 'at least one').optional(),
  /** Environments in the order in which a revision goes through them, as policy calls them. */
  environmentOrder: names.optional(),
  /** Models of pre-approved changes. */
  standardChanges: z.strictObject({ types: names.optional(), labels: names.optional() }).prefault({}),
  /** Persons with all their accounts: whoever is listed has no other, and perhaps none. */
  people: z.record(words, z.strictObject({ accounts: z.array(accountName), roles: z.array(words).default([]) })).default({}),
  serviceAccounts: z.array(accountName).default([]),
  /** Sources that verify the addresses of their accounts. What a tool says of one address itself needs no line here. */
  verifiedEmails: names.optional(),
  /** What is under control. Left out: every service. */
  scope: z.array(scopePart).min(1, 'at least one').optional(),
  /** Since when the control is worked by: gaps about the time before are marked as BASELINE, and alert nobody. */
  goLive: moment.optional(),
  gaps: gapsPart.optional(),
  /** How many persons it takes to put another policy in force. Left out: one. */
  activation: z.strictObject({ approvers: z.int().min(1, 'at least 1').max(5, 'at most 5').default(1) }).optional(),
  /** Documents kept beside the policy. */
  documents: z.array(policyDocument).min(1, 'at least one').optional(),
  /** Strata of an audit. Left out: by services and commits, as `docs/audit.md` says. */
  complexity: complexity.optional(),
  /** By sender of pushed events: the types for which its word satisfies rules. */
  trust: z.record(words, z.array(z.enum(RECORDABLE))).default({}),
  clockSkew: duration.default('60s'),
  settle: duration.default('2m'),
  rules: ruleSettings,
});

/** What `policy.yaml` says, presets and defaults included, before accounts are replaced by pseudonyms. */
export type PolicyFile = z.output<typeof policySchema>;

/** An account in the ledger's form. */
export interface PolicyAccount {
  readonly source: string;
  readonly person: string;
}

/** The policy in force, as verdicts use it and the ledger holds it: times in milliseconds, accounts and template texts replaced. */
export interface Policy extends Omit<PolicyFile, 'people' | 'serviceAccounts' | 'clockSkew' | 'settle' | 'templates'> {
  /** First 16 hex digits of SHA-256 over the JCS form of the rest. */
  readonly version: string;
  readonly clockSkewMs: number;
  readonly settleMs: number;
  readonly people: Readonly<Record<string, { readonly accounts: readonly PolicyAccount[]; readonly roles: readonly string[] }>>;
  readonly serviceAccounts: readonly PolicyAccount[];
  /** Digests of template texts by field: as in the bodies of `ticket.field_changed`. */
  readonly templates: Readonly<Record<string, readonly string[]>>;
}
