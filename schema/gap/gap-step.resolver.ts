import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GapStepRow } from '../../src/read/index.js';
import type { ApiContext } from '../context.js';
import { Person } from '../timeline/person.type.js';
import { GapStep } from './gap-step.type.js';

@Resolver(() => GapStep)
export class GapStepResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Who holds that token; null once the name was erased.' })
  byName(@Root() { holder }: GapStepRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return holder === null ? null : loaders.text.load(holder);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Why, in the words of that person; null once they were erased.' })
  reason(@Root() { reason }: GapStepRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return reason === null ? null : loaders.text.load(reason);
  }

  @FieldResolver(() => Person, { nullable: true, description: 'Of an assignment: to whom; null for nobody.' })
  assignee(@Root() { assignee }: GapStepRow, @Ctx() { loaders }: ApiContext): Promise<Person> | null {
    return assignee === null ? null : loaders.person.load(assignee);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Of a waiver: the control that compensates.' })
  control(@Root() { control }: GapStepRow, @Ctx() { loaders }: ApiContext): Promise<string | null> | null {
    return control === null ? null : loaders.text.load(control);
  }

  @FieldResolver(() => [String], {
    nullable: 'items',
    description: 'What shows it, at most 20 texts; null in the place of one that was erased.',
  })
  evidence(@Root() { evidence }: GapStepRow, @Ctx() { loaders }: ApiContext): Promise<readonly (string | null)[]> {
    return Promise.all(evidence.map((commitment) => loaders.text.load(commitment)));
  }
}
