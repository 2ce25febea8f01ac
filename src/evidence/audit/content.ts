import type { Instant } from '#contract';
import { type Draw, draw, type DrawnUnit } from '../sample/index.js';
import { type Concluded, conclude } from './conclusion.js';
import { type DrawnHow, judgeStep, type StepAnswer, type StepVerdict } from './judge-step.js';
import type { PastDeployments } from './past-deployments.js';
import { STEPS } from './steps.js';
import type { AuditUnit, UnitGround } from './unit.js';

/** What the draw was made with. */
export interface Seed {
  readonly isCommitted: boolean;
  /** SHA-256 of the secret, as the auditor published it before the period closed; null: UNCOMMITTED. */
  readonly commitment: string | null;
  /** The event that holds it. */
  readonly committedBy: string | null;
  /** Hex; empty where none was given. */
  readonly secret: string;
  /** SHA-256(secret ‖ root), hex. */
  readonly value: string;
  readonly sentence: string;
}

export interface PopulationRow extends AuditUnit {
  /** One for each step, in order. */
  readonly answers: readonly StepAnswer[];
}

/** A unit that is shown whole: drawn, an emergency, or with something INDETERMINATE. */
export interface ShownUnit {
  readonly id: string;
  readonly because: readonly ('DRAWN' | 'EMERGENCY' | 'INDETERMINATE')[];
  readonly contents: readonly string[];
  readonly steps: readonly StepVerdict[];
}

export interface Finding {
  readonly unit: string;
  readonly step: string;
  readonly answer: StepAnswer;
  readonly sentence: string;
}

export interface Tested {
  readonly sampleSize: number;
  readonly strata: Draw['strata'];
  readonly population: readonly PopulationRow[];
  readonly sample: readonly Pick<DrawnUnit, 'id' | 'stratum' | 'lot'>[];
  readonly shown: readonly ShownUnit[];
  /** Every answer of the population that is no PASS, EXEMPT or NOT_TESTED. */
  readonly findings: readonly Finding[];
  readonly conclusion: { readonly population: Concluded; readonly sample: Concluded };
}

/** Runs the test on the whole population, and draws the sample: the same units, seed and size give the same, in whatever order they come. */
export function test(grounds: readonly UnitGround[], past: readonly PastDeployments[], seed: Seed, size: number): Tested {
  const how: DrawnHow = { isCommitted: seed.isCommitted, sentence: seed.sentence };
  const judged = [...grounds]
    .sort((a, b) => (a.unit.id < b.unit.id ? -1 : 1))
    .map((ground) => ({ ground, steps: STEPS.map((step) => judgeStep(step, ground, how)) }));
  const { strata, drawn } = draw(
    judged.map(({ ground }) => ground.unit),
    Buffer.from(seed.value, 'hex'),
    size,
  );
  const isDrawn = new Set(drawn.map(({ id }) => id));
  return {
    sampleSize: size,
    strata,
    population: judged.map(({ ground, steps }) => ({ ...ground.unit, answers: steps.map(({ answer }) => answer) })),
    sample: drawn.map(({ id, stratum, lot }) => ({ id, stratum, lot })),
    shown: judged.flatMap((one) => shownUnit(one, isDrawn)),
    findings: judged.flatMap(({ ground, steps }) => steps.flatMap((each) => findingOf(ground.unit.id, each))),
    conclusion: {
      population: conclude(
        judged.map(({ steps }) => steps),
        past,
      ),
      sample: conclude(judged.filter(({ ground }) => isDrawn.has(ground.unit.id)).map(({ steps }) => steps)),
    },
  };
}

interface Judged {
  readonly ground: UnitGround;
  readonly steps: readonly StepVerdict[];
}

function shownUnit({ ground: { unit, contents }, steps }: Judged, isDrawn: ReadonlySet<string>): readonly ShownUnit[] {
  const because = [
    ...(isDrawn.has(unit.id) ? (['DRAWN'] as const) : []),
    ...(unit.isEmergency ? (['EMERGENCY'] as const) : []),
    ...(steps.some(({ answer }) => answer === 'INDETERMINATE') ? (['INDETERMINATE'] as const) : []),
  ];
  return because.length === 0 ? [] : [{ id: unit.id, because, contents, steps }];
}

function findingOf(unit: string, { step, answer, sentence }: StepVerdict): readonly Finding[] {
  return answer === 'GAP' || answer === 'INDETERMINATE' || answer === 'PENDING' ? [{ unit, step, answer, sentence }] : [];
}

/** A unit, or a fact about the period, that came after the checkpoint. */
export interface Late {
  /** Units that would belong to the population by what is known when it is drawn. */
  readonly added: readonly string[];
  /** Units that would not any more. */
  readonly gone: readonly string[];
  /** Facts that happened in the period and were recorded after the checkpoint; the first 1,000. */
  readonly facts: readonly { readonly seq: number; readonly type: string; readonly subject: string; readonly recordedAt: Instant }[];
  readonly factCount: number;
}
