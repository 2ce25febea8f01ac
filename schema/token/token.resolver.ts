import { Arg, Args, createUnionType, Ctx, Field, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { grant, revoke, tokens } from '../../src/read/index.js';
import type { Page, Token as TokenRow, Viewer as ViewerRow } from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Refused } from '../action/refused.type.js';
import { CreateTokenInput, RevokeTokenInput, Token, TokenConnection, Viewer } from './token.type.js';

@ObjectType({ description: 'A token was made.' })
export class TokenCreated {
  @Field(() => Token, { description: 'The token.' })
  token!: TokenRow;

  @Field(() => String, { description: 'What to send as `Authorization: Bearer …`. It is shown here and never again.' })
  secret!: string;
}

@ObjectType({ description: 'A token was revoked.' })
export class TokenRevoked {
  @Field(() => Token, { description: 'The token.' })
  token!: TokenRow;
}

const CreateTokenResult = createUnionType({
  name: 'CreateTokenResult',
  description: 'What came of it.',
  types: () => [TokenCreated, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'TokenCreated'),
});

const RevokeTokenResult = createUnionType({
  name: 'RevokeTokenResult',
  description: 'What came of it.',
  types: () => [TokenRevoked, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'TokenRevoked'),
});

@Resolver()
export class TokenResolver {
  @Query(() => Viewer, { description: 'Who is asking.' })
  viewer(@Ctx() { viewer }: ApiContext): ViewerRow {
    return viewer;
  }

  @Query(() => TokenConnection, { nullable: true, description: 'All tokens, newest first. For administrators.' })
  tokens(@Args(() => PageArguments) page: PageArguments, @Ctx() { hub, viewer }: ApiContext): Promise<Page<TokenRow>> {
    return tokens(hub.sql, viewer, page);
  }

  @Mutation(() => CreateTokenResult, {
    nullable: true,
    description: 'Makes a token for a named person or service account. For administrators.',
  })
  createToken(
    @Arg('input', () => CreateTokenInput, { description: 'For whom.' }) input: CreateTokenInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return grant(hub, viewer, input);
  }

  @Mutation(() => RevokeTokenResult, { nullable: true, description: 'Ends a token and its browser sessions at once. For administrators.' })
  revokeToken(
    @Arg('input', () => RevokeTokenInput, { description: 'Which.' }) { id }: RevokeTokenInput,
    @Ctx() { hub, viewer }: ApiContext,
  ): Promise<object> {
    return revoke(hub, viewer, id);
  }
}
