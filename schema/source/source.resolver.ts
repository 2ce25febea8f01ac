import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql';
import { sentenceOf, sources, syncNews } from '../../src/read/index.js';
import type {
  CoverageRow,
  DeniedRow,
  DeniedRuleRow,
  Page,
  PermissionRow,
  QuarantineRow,
  SourceRow,
  StreamRow,
  SyncProgress as SyncProgressRow,
  UnmappedRow,
} from '../../src/read/index.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import {
  CoverageConnection,
  DeniedCollection,
  DeniedRule,
  QuarantineConnection,
  Source,
  SourcePermission,
  SourceStreamConnection,
  UnmappedEnvironment,
} from './source.type.js';
import { SyncProgress } from './sync-progress.type.js';

@Resolver(() => Source)
export class SourceResolver {
  @Query(() => [Source], {
    nullable: true,
    description: 'The sources, by name: those that are configured, and those that once were; at most 200.',
  })
  sources(@Ctx() { hub }: ApiContext): Promise<readonly SourceRow[]> {
    return sources(hub);
  }

  @FieldResolver(() => [String], { description: 'Facts that only a webhook brings: what a lost webhook loses for ever.' })
  webhookOnly(@Root() source: SourceRow, @Ctx() { hub }: ApiContext): readonly string[] {
    return hub.sources.find((configured) => configured.name === source.name)?.webhookOnly ?? [];
  }

  @FieldResolver(() => SourceStreamConnection, { description: 'What is read of it, and how far, by name.' })
  streams(
    @Root() source: SourceRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<StreamRow>> {
    return loaders.streamsOf.load({ of: source.name, page });
  }

  @FieldResolver(() => SyncProgress, {
    nullable: true,
    description: 'How far its first reading is; null before it is known what there is to read.',
  })
  async progress(@Root() { name }: SourceRow, @Ctx() { hub }: ApiContext): Promise<SyncProgressRow | null> {
    return (await hub.meter.look()).find(({ source }) => source === name) ?? null;
  }

  @Subscription(() => SyncProgress, {
    description:
      'How far the first reading of each source is, or of one: at once, and whenever it stands otherwise, every two seconds at most.',
    subscribe: ({ args, context: { hub } }: { args: { source?: string | null }; context: ApiContext }) =>
      syncNews(hub.meter, args.source ?? null),
  })
  syncProgress(
    @Root() progress: SyncProgressRow,
    @Arg('source', () => ID, { nullable: true, description: 'Which; all of them where it is left out.' }) _source?: string | null,
  ): SyncProgressRow {
    return progress;
  }

  @FieldResolver(() => CoverageConnection, { description: 'How far each collection was completely read, by scope.' })
  coverage(
    @Root() source: SourceRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<CoverageRow>> {
    return loaders.coverageOf.load({ of: source.name, page });
  }

  @FieldResolver(() => [DeniedCollection], {
    description: 'What the tool does not let the hub read, at most 200; rules that need it answer INDETERMINATE.',
  })
  denied(@Root() source: SourceRow, @Ctx() { loaders }: ApiContext): Promise<readonly DeniedRow[]> {
    return loaders.denied.load(source.name);
  }

  @FieldResolver(() => [SourcePermission], {
    description: 'What its token was found to be allowed to read, at most 200, by collection; asked hourly.',
  })
  permissions(@Root() source: SourceRow, @Ctx() { loaders }: ApiContext): Promise<readonly PermissionRow[]> {
    return loaders.permissions.load(source.name);
  }

  @FieldResolver(() => String, { description: 'How it is doing, as a sentence; names what the tool does not let the hub read.' })
  async sentence(@Root() source: SourceRow, @Ctx() { loaders }: ApiContext): Promise<string> {
    return sentenceOf(source, await loaders.denied.load(source.name));
  }

  @FieldResolver(() => [String], {
    description: 'What is wrong with what it tells, as sentences: deployments, and no production environment.',
  })
  async errors(@Root() source: SourceRow, @Ctx() { loaders }: ApiContext): Promise<readonly string[]> {
    return (await loaders.sourceErrors.load(source.name)).map(({ sentence }) => sentence);
  }

  @FieldResolver(() => QuarantineConnection, { description: 'Records that were not understood, oldest first.' })
  quarantine(
    @Root() source: SourceRow,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: ApiContext,
  ): Promise<Page<QuarantineRow>> {
    return loaders.quarantineOf.load({ of: source.name, page });
  }

  @FieldResolver(() => [UnmappedEnvironment], {
    description: 'Environments of which nobody said whether they are production; at most 200, those with most deployments first.',
  })
  unmappedEnvironments(@Root() source: SourceRow, @Ctx() { loaders }: ApiContext): Promise<readonly UnmappedRow[]> {
    return loaders.unmapped.load(source.name);
  }
}

@Resolver(() => DeniedCollection)
export class DeniedCollectionResolver {
  @FieldResolver(() => [DeniedRule], {
    description:
      'The rules that answer INDETERMINATE since it may not be read, by what their verdicts name as missing; one for each rule at most.',
  })
  rules(@Root() { source, collection }: DeniedRow, @Ctx() { loaders }: ApiContext): Promise<readonly DeniedRuleRow[]> {
    return loaders.deniedRules.load({ source, collection });
  }
}
