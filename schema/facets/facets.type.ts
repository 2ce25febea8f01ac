import { Field, Int, ObjectType } from 'type-graphql';
import type { Facet as FacetRow, FacetValue as Value } from '../../src/read/index.js';

@ObjectType({ description: 'How many have a value.' })
export class FacetValue implements Value {
  @Field(() => String, { description: 'The value.' })
  value!: string;

  @Field(() => Int, { description: 'How many have it.' })
  count!: number;
}

/** The type `<name>Facet` of a connection whose facets count by the closed set `by`. */
export function facetOf<By extends string>(by: () => Readonly<Record<By, By>>, name: string, what: string) {
  @ObjectType(`${name}Facet`, {
    description: `The values of one property among all ${what} that match, at most 200, the most frequent first.`,
  })
  class Facet implements FacetRow<By> {
    @Field(() => by(), { description: 'The property.' })
    by!: By;

    @Field(() => [FacetValue], { description: 'Its values; those without one are not counted.' })
    values!: FacetValue[];

    @Field(() => Boolean, {
      description:
        'False where more than 10,000 match (then the first 10,000 of the list are counted), or more than 200 values stand there.',
    })
    exact!: boolean;
  }
  return Facet;
}
