import { blindSpot } from './blind-spot.js';
import { controlWeakened } from './control-weakened.js';
import { directAccess } from './direct-access.js';
import { driftWithoutChange } from './drift-without-change.js';
import { evidenceRemoved } from './evidence-removed.js';
import type { Rule } from './rule.js';

/** The rules about the integrity of the evidence. */
export const INTEGRITY_RULES: readonly Rule[] = [controlWeakened, evidenceRemoved, directAccess, driftWithoutChange, blindSpot];
