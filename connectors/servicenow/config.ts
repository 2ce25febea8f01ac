import { z } from 'zod';
import { COLUMN, isFilter } from './query.js';

/** Where a secret is found; never the secret itself. */
const secret = z.union([z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })]);

/** The letters before a number, as `sys_number` of the instance has them. */
const prefix = z.string().regex(/^[A-Z]{2,10}$/, 'the letters before the numbers, for example CHG');
const column = z.string().regex(COLUMN, 'the name of a column, for example u_backout_tested');

/** What an operator fills in under `sources:` to connect one ServiceNow instance. */
export const serviceNowConfig = z
  .strictObject({
    /** The instance's address, `https://acme.service-now.com`. */
    url: z.url(),
    /** Whose password it is (basic authentication); left out, `token` is sent as a bearer token (OAuth 2.0). */
    username: z.string().min(1).optional(),
    password: secret.optional(),
    token: secret.optional(),
    /** One, or two while the secret in the instance is being changed; without it only polling tells what happens. */
    webhookSecret: z.union([secret, z.array(secret).min(1).max(2)]).optional(),
    /** Change requests to read, as an encoded query without `^NQ`, `^OR` and scripts: `assignment_group=…^u_pci=true`. Left out: all. */
    changes: z.string().refine(isFilter, 'an encoded query of column, operator and value, joined by ^').optional(),
    /** Columns to read beside ServiceNow's own, under names for people: `regulator informed: u_regulator_informed`. */
    fields: z.record(z.string().min(1), column).optional(),
    /** The letters before the numbers, where the instance has others. */
    prefixes: z
      .strictObject({ change_request: prefix.default('CHG'), change_task: prefix.default('CTASK'), incident: prefix.default('INC') })
      .prefault({}),
    /**
     * Whether `sys_audit.record_checkpoint` is the record's `sys_mod_count`, as was seen on this instance: then a change is the same
     * whether it was told by a delivery or read (see README, Signed deliveries). Set once, before the first reading.
     */
    checkpoints: z.boolean().default(false),
    /** Seconds between two readings; 60 when left out. */
    pollSeconds: z.number().int().min(1).max(86_400).optional(),
  })
  .refine(({ username, password, token }) => (username && password ? !token : !username && !password && token), {
    message: 'either username and password, or token',
    path: ['token'],
  });

export type ServiceNowConfig = z.output<typeof serviceNowConfig>;
