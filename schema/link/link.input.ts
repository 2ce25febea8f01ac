import { Field, ID, InputType } from 'type-graphql';
import type { AssertLinkInput as Assert, RetractLinkInput as Retract } from '../../src/read/index.js';
import { ChangeBy } from '../change/change.input.js';

@InputType({ description: 'A thing that belongs to a change, and why.' })
export class AssertLinkInput implements Assert {
  @Field(() => String, { description: 'The ref of a deployment, a pull request or a commit: `commit:github-acme:4711:4f2c…`, in full.' })
  ref!: string;

  @Field(() => ChangeBy, { description: 'The change.' })
  change!: ChangeBy;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}

@InputType({ description: 'An assertion to be taken back, and why.' })
export class RetractLinkInput implements Retract {
  @Field(() => ID, { description: 'The event that asserted the link, as `assertLink` answered it and the link shows it.' })
  assertion!: string;

  @Field(() => String, { description: 'Why; 1 to 2,000 characters.' })
  reason!: string;
}
