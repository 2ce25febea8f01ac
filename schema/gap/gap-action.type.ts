import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { GapRow, GapStepDone } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { LedgerCursor } from '../scalars/index.js';
import { Gap } from './gap.type.js';

@ObjectType({ description: 'A step in the life of a gap was recorded; `gaps` shows it once the ledger was followed.' })
export class GapStepped implements GapStepDone {
  @Field(() => Gap, { description: 'The gap as it stands after the step.' })
  gap!: GapRow;

  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => LedgerCursor, { description: 'The place of the step in the ledger.' })
  cursor!: number;
}

@ObjectType({ description: 'All of these gaps are waived; `gaps` shows it once the ledger was followed.' })
export class GapsWaived {
  @Field(() => [Gap], { description: 'The gaps as they stand now, at most 200.' })
  gaps!: readonly GapRow[];

  @Field(() => LedgerCursor, { description: 'The place of the last waiver in the ledger.' })
  cursor!: number;
}

@ObjectType({ description: 'All of these gaps were given to somebody, or to nobody; `gaps` shows it once the ledger was followed.' })
export class GapsAssigned {
  @Field(() => [Gap], { description: 'The gaps as they stand now, at most 200.' })
  gaps!: readonly GapRow[];

  @Field(() => LedgerCursor, { description: 'The place of the last assignment in the ledger.' })
  cursor!: number;
}

@ObjectType({ description: 'A gap that cannot be waived.' })
export class GapNotWaived {
  @Field(() => Gap, { description: 'Which.' })
  gap!: GapRow;

  @Field(() => String, { description: 'Why, and what to do.' })
  sentence!: string;
}

@ObjectType({ description: 'None of these gaps was waived.' })
export class GapsNotWaived {
  @Field(() => String, { description: 'Why, and what to do.' })
  sentence!: string;

  @Field(() => [GapNotWaived], { description: 'Those that cannot be waived, where it is because of some of them; at most 200.' })
  of!: readonly GapNotWaived[];
}

export const GapStepResult = createUnionType({
  name: 'GapStepResult',
  description: 'What came of it.',
  types: () => [GapStepped, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'GapStepped'),
});

export const WaiveGapsResult = createUnionType({
  name: 'WaiveGapsResult',
  description: 'What came of it.',
  types: () => [GapsWaived, GapsNotWaived] as const,
  resolveType: (value) => ('sentence' in value ? 'GapsNotWaived' : 'GapsWaived'),
});

export const AssignGapsResult = createUnionType({
  name: 'AssignGapsResult',
  description: 'What came of it.',
  types: () => [GapsAssigned, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'GapsAssigned'),
});
