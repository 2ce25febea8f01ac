import { createUnionType, Field, ID, InputType, Float, ObjectType, registerEnumType } from 'type-graphql';
import type { RecordContent as ContentWord } from '#contract';
import type { AttachEvidenceInput as Attach, EvidenceAttached as Attached, EvidenceRow } from '../../src/read/index.js';
import { Refused } from '../action/refused.type.js';
import { RecordContent } from '../change/record.enums.js';
import { connectionOf } from '../connection/connection.type.js';
import { LedgerCursor } from '../scalars/index.js';

const EvidenceKind = { FILE: 'FILE', LINK: 'LINK', NOTE: 'NOTE' } as const;
registerEnumType(EvidenceKind, {
  name: 'EvidenceKind',
  description: 'What was attached.',
  valuesConfig: { FILE: { description: 'A file.' }, LINK: { description: 'An address.' }, NOTE: { description: 'Words.' } },
});

@InputType({ description: 'A file whose bytes were sent by `PUT /evidence/files`.' })
class EvidenceFileInput {
  @Field(() => String, { description: 'SHA-256 of its bytes, in hex, as the upload answered.' })
  digest!: string;

  @Field(() => String, { description: 'Its name; 1 to 200 characters.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its media type, `application/pdf`.' })
  mediaType?: string | null;
}

@InputType({ description: 'An address.' })
class EvidenceLinkInput {
  @Field(() => String, { description: 'The address; no secrets in it.' })
  url!: string;

  @Field(() => String, { nullable: true, description: 'What stands there.' })
  title?: string | null;
}

@InputType({ description: 'What to attach, and to what; one of file, link and note.' })
export class AttachEvidenceInput implements Attach {
  @Field(() => ID, {
    description:
      'The ref of a ticket, deployment, pull request or commit; the id of a change or a gap; `audit:ID`, or `audit:ID/STEP` of one of its steps.',
  })
  to!: string;

  @Field(() => RecordContent, { nullable: true, description: 'Which content of the record of a change it shows.' })
  shows?: ContentWord | null;

  @Field(() => EvidenceFileInput, { nullable: true, description: 'A file.' })
  file?: EvidenceFileInput | null;

  @Field(() => EvidenceLinkInput, { nullable: true, description: 'An address.' })
  link?: EvidenceLinkInput | null;

  @Field(() => String, { nullable: true, description: 'Words; 1 to 20,000 characters.' })
  note?: string | null;
}

@ObjectType({ description: 'It is attached.' })
export class EvidenceAttached implements Attached {
  @Field(() => ID, { description: 'The event that says so.' })
  event!: string;

  @Field(() => LedgerCursor, { nullable: true, description: 'Its place in the ledger; null where the same was attached before.' })
  cursor!: number | null;
}

export const AttachEvidenceResult = createUnionType({
  name: 'AttachEvidenceResult',
  description: 'What came of it.',
  types: () => [EvidenceAttached, Refused] as const,
  resolveType: (value) => ('sentence' in value ? 'Refused' : 'EvidenceAttached'),
});

@ObjectType({ description: 'What somebody attached to a thing.' })
export class Evidence implements EvidenceRow {
  seq!: number;
  about!: string;

  @Field(() => EvidenceKind, { description: 'What it is.' })
  kind!: EvidenceRow['kind'];

  @Field(() => String, { nullable: true, description: 'Of a file SHA-256 of its bytes; `/evidence/files/{digest}` gives them.' })
  digest!: string | null;

  @Field(() => Float, { nullable: true, description: 'Of a file how many bytes.' })
  size!: number | null;

  @Field(() => String, { nullable: true, description: 'Of a file its media type, as whoever attached it says.' })
  mediaType!: string | null;

  @Field(() => RecordContent, { nullable: true, description: 'Which content of the record of a change it shows.' })
  shows!: string | null;

  @Field(() => ID, { description: 'The token with which it was attached first: `token:…`.' })
  by!: string;
}

export const EvidenceConnection = connectionOf(() => Evidence, 'Evidence', 'evidence');
