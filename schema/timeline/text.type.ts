import { Field, ObjectType } from 'type-graphql';
import type { SealedText } from '#contract';
import type { MentionOfEvent, TextOfEvent } from '../../src/read/index.js';
import { MentionMethod, TextState } from '../enums.js';

@ObjectType({ description: 'What a person typed into a field. The ledger holds a commitment to it; the text itself can be erased.' })
export class EventText implements TextOfEvent {
  commitment!: string | null;

  @Field(() => String, { description: 'Where in the event it stands: `title`.' })
  field!: string;

  @Field(() => TextState, { description: 'Whether there is a text.' })
  state!: SealedText['text'];
}

@ObjectType({ description: 'Something that an event names.' })
export class Mention implements MentionOfEvent {
  @Field(() => String, { nullable: true, description: 'The ref of the thing named, where it is known.' })
  ref!: string | null;

  @Field(() => String, { nullable: true, description: 'Else the kind of thing that it seems to be: `ticket`.' })
  kind!: string | null;

  @Field(() => String, { nullable: true, description: 'And the words that name it: `PAY-12`.' })
  text!: string | null;

  @Field(() => MentionMethod, { description: 'How it was found.' })
  method!: MentionOfEvent['method'];

  @Field(() => String, { description: 'Where it stood: `title`, `merge_commit`.' })
  place!: string;
}
