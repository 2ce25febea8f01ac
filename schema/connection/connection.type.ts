import type { GraphQLScalarType } from 'graphql';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { Page, PageInput } from '../../src/read/index.js';
import { LedgerCursor, PageCursor } from '../scalars/index.js';

@ArgsType()
export class PageArguments implements PageInput {
  @Field(() => Int, { defaultValue: 50, description: 'How many, from 1 to 200.' })
  first!: number;

  @Field(() => PageCursor, { nullable: true, description: 'Begin after this place; `endCursor` of the page before.' })
  after?: string | null;
}

@ObjectType({ description: 'Where a page lies in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether anything comes before.' })
  hasPreviousPage!: boolean;

  @Field(() => PageCursor, { nullable: true, description: 'The place of the first edge.' })
  startCursor!: string | null;

  @Field(() => PageCursor, { nullable: true, description: 'The place of the last edge.' })
  endCursor!: string | null;
}

/** What the graph's class of a node may be: a class of ours, or a scalar. */
type NodeType<T> = (new () => T) | GraphQLScalarType;

/** The connection and edge types of a node, `<name>Connection` and `<name>Edge`. */
export function connectionOf<T extends object>(node: () => NodeType<T>, name: string, what: string) {
  @ObjectType(`${name}Edge`, { description: `One of ${what}, with its place in the list.` })
  class Edge {
    @Field(() => PageCursor, { description: 'The place in the list.' })
    cursor!: string;

    @Field(() => node(), { description: 'What stands there.' })
    node!: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of ${what}.` })
  class Connection {
    asOf!: number;
    count!: Page<object>['count'];

    @Field(() => PageInfo, { description: 'Where the page lies in the list.' })
    pageInfo!: PageInfo;

    @Field(() => [Edge], { description: 'The page, each with its place.' })
    edges!: Page<object>['edges'];

    @Field(() => [node()], { description: 'The page without places.' })
    nodes(): readonly object[] {
      return this.edges.map((edge) => edge.node);
    }

    @Field(() => Int, { description: 'How many the whole list holds: exact to 10,000, then a lower bound.' })
    async totalCount(): Promise<number> {
      return (await this.count()).value;
    }

    @Field(() => Boolean, { description: 'Whether totalCount is exact.' })
    async totalCountIsExact(): Promise<boolean> {
      return (await this.count()).exact;
    }

    @Field(() => LedgerCursor, {
      description: 'The position of the ledger at which the page was read. Hand it to a subscription as `after`.',
    })
    asOfCursor(): number {
      return this.asOf;
    }
  }
  return Connection;
}
