import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { ComparedRow, FigureRow, FigureUnit } from '../../src/read/index.js';
import { DateTime } from '../scalars/index.js';
import { FigureUnitSet } from './report.enums.js';

@ObjectType({ description: 'A figure over the time before.' })
export class ComparedFigure implements ComparedRow {
  @Field(() => DateTime, { description: 'The beginning of that time.' })
  from!: Instant;

  @Field(() => DateTime, { description: 'Its end, which does not belong to it.' })
  to!: Instant;

  @Field(() => Float, { nullable: true, description: 'As in Figure.' })
  value!: number | null;

  @Field(() => Int, { description: 'As in Figure.' })
  numerator!: number;

  @Field(() => Float, { nullable: true, description: 'As in Figure.' })
  denominator!: number | null;

  @Field(() => Int, { description: 'As in Figure.' })
  unknown!: number;
}

@ObjectType({ description: 'A figure of a report, with what it is made of.' })
export class Figure implements Omit<FigureRow, 'isPartial' | 'comparedTo' | 'changes'> {
  isPartial!: boolean;
  comparedTo!: FigureRow['comparedTo'];
  changes!: FigureRow['changes'];

  @Field(() => FigureUnitSet, { description: 'What the value is in.' })
  unit!: FigureUnit;

  @Field(() => Float, { nullable: true, description: 'The figure; null where there is nothing to divide by, or nothing was measured.' })
  value!: number | null;

  @Field(() => Int, { description: 'How many it counts, or how many times it measures.' })
  numerator!: number;

  @Field(() => Float, {
    nullable: true,
    description:
      'What it is divided by: of a share all that is known, of a duration all that was to be measured, of a frequency the days that are over; null for a count.',
  })
  denominator!: number | null;

  @Field(() => Int, { description: 'How many could not be counted, and are in neither.' })
  unknown!: number;

  @Field(() => String, { nullable: true, description: 'Why some could not be counted; null where all can be.' })
  because!: string | null;

  @Field(() => Boolean, {
    description: 'Whether later facts may change it: the window is not over, or something that it rests on was not read to its end.',
  })
  partial(): boolean {
    return this.isPartial;
  }
}
