import { Arg, Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { AskedReport, ChangePage, ComparedRow, FigurePart as Part, FigureRow } from '../../src/read/index.js';
import { report } from '../../src/read/index.js';
import { ChangeConnection } from '../change/change.type.js';
import { PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { ComparedFigure, Figure } from './figure.type.js';
import { FigurePart } from './report.enums.js';
import { ReportArguments } from './report.input.js';
import { Report } from './report.type.js';

@Resolver(() => Report)
export class ReportResolver {
  @Query(() => Report, { nullable: true, description: 'Reports over a period, each counted when it is asked for.' })
  report(@Args(() => ReportArguments) input: ReportArguments, @Ctx() { hub, viewer }: ApiContext): Promise<AskedReport> {
    return report(hub.sql, viewer, input);
  }
}

@Resolver(() => Figure)
export class FigureResolver {
  @FieldResolver(() => ComparedFigure, {
    description:
      'The same over the time before: of the whole period as many months, or days and hours, as it has; of a window one window earlier.',
  })
  comparedTo(@Root() figure: FigureRow): Promise<ComparedRow> {
    return figure.comparedTo();
  }

  @FieldResolver(() => ChangeConnection, {
    complexity: 1_000,
    description: 'The changes behind it, by ref: of a deployment those that it implements.',
  })
  changes(
    @Root() figure: FigureRow,
    @Args(() => PageArguments) page: PageArguments,
    @Arg('of', () => FigurePart, { defaultValue: 'NUMERATOR', description: 'Which of them.' }) part: Part,
  ): Promise<ChangePage> {
    return figure.changes(part, page);
  }
}
