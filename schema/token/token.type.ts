import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Instant } from '#contract';
import type { CreateTokenInput as Wanted, Role, Token as TokenRow, Viewer as ViewerRow } from '../../src/read/index.js';
import { connectionOf } from '../connection/connection.type.js';
import { GrantedKind, HolderKind, TokenRole } from '../enums.js';
import { DateTime } from '../scalars/index.js';

@ObjectType({ description: 'A token; what it says is shown once, when it is made.' })
export class Token implements TokenRow {
  @Field(() => ID, { description: 'Its id, which is not the token.' })
  id!: string;

  @Field(() => String, { description: 'Whose it is.' })
  holder!: string;

  @Field(() => HolderKind, { description: 'What the holder is.' })
  holderKind!: TokenRow['holderKind'];

  @Field(() => TokenRole, { description: 'What it may do.' })
  role!: Role;

  @Field(() => String, { description: 'The token that made it; `hub` for the bootstrap token.' })
  createdBy!: string;

  @Field(() => DateTime, { description: 'When it was made.' })
  createdAt!: Instant;

  @Field(() => DateTime, { description: 'When it ends.' })
  expiresAt!: Instant;

  @Field(() => DateTime, { nullable: true, description: 'When it was revoked.' })
  revokedAt!: Instant | null;
}

export const TokenConnection = connectionOf(() => Token, 'Token', 'tokens');

@ObjectType({ description: 'Who is asking.' })
export class Viewer implements ViewerRow {
  @Field(() => ID, { description: 'The id of the token.' })
  token!: string;

  @Field(() => String, { description: 'Whose it is.' })
  name!: string;

  @Field(() => HolderKind, { description: 'What the holder is.' })
  kind!: ViewerRow['kind'];

  @Field(() => TokenRole, { description: 'What it may do.' })
  role!: Role;

  @Field(() => DateTime, { description: 'When the token, or this browser session, ends.' })
  expiresAt!: Instant;
}

@InputType({ description: 'A token for somebody.' })
export class CreateTokenInput implements Wanted {
  @Field(() => String, { description: 'Whose it will be: a name that others recognise, up to 200 characters.' })
  holder!: string;

  @Field(() => GrantedKind, { description: 'What the holder is.' })
  holderKind!: Wanted['holderKind'];

  @Field(() => TokenRole, { description: 'What it may do.' })
  role!: Role;

  @Field(() => Int, { description: 'How many days it is good for: 1 to 366.' })
  expiresInDays!: number;
}

@InputType({ description: 'A token to end.' })
export class RevokeTokenInput {
  @Field(() => ID, { description: 'Its id.' })
  id!: string;
}
