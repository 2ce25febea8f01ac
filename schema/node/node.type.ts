import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'A thing that can be asked for by its id.', resolveType: typeOf })
export abstract class Node {
  @Field(() => ID, { description: 'Stable, unique in the hub.' })
  id!: string;
}

/** Which type a row is of, by the property that only it has. */
function typeOf(row: object): string {
  if ('eventId' in row) return 'TimelineEvent';
  if ('openings' in row) return 'Gap';
  if ('isChange' in row) return 'Change';
  if ('pullRequest' in row) return 'PullRequest';
  if ('prerelease' in row) return 'Release';
  if ('resolvedAt' in row) return 'Incident';
  return 'Deployment';
}
