import { Args, type ClassType, Ctx, Field, ObjectType } from 'type-graphql';
import type { AskedReport, Page, ProvenanceRow, ReportName, ReportTable } from '../../src/read/index.js';
import { pageOfList, REPORT_NAMES, REPORTS, reportTable } from '../../src/read/index.js';
import { connectionOf, PageArguments } from '../connection/connection.type.js';
import type { ApiContext } from '../context.js';
import { Provenance } from './provenance.type.js';
import { inCapital, type RowNode, rowTypeOf } from './row.type.js';

/** In objects of an answer: reports read every change there is, so that some thirty of them are as much as a question may ask. */
const COST = 1_500;

/** The type `<Name>Report`: totals, rows, provenance. */
function tableTypeOf(name: ReportName): ClassType {
  const Row = rowTypeOf(name);
  const Rows = connectionOf<RowNode>(() => Row, `${inCapital(name)}Row`, 'rows of a report');
  const hasKeys = REPORTS[name].keys.length > 0;

  @ObjectType(`${inCapital(name)}Report`, { description: `${REPORTS[name].says} ${REPORTS[name].placed}` })
  class Table implements Pick<ReportTable, 'name'> {
    name!: ReportName;
    totals!: ReportTable['totals'];
    rows!: ReportTable['rows'];
    provenance!: () => Promise<ProvenanceRow>;

    @Field(() => [Row], { name: 'totals', description: hasKeys ? 'The whole period, a row for each key.' : 'The whole period; one row.' })
    whole(): readonly RowNode[] {
      return this.totals.map((row) => ({ row }));
    }

    @Field(() => Rows, {
      name: 'rows',
      description:
        'Each window of the period, for each group that occurs: by key and group, then by time. At most 10,000, else it is refused.',
    })
    async page(@Args(() => PageArguments) page: PageArguments, @Ctx() { loaders }: ApiContext): Promise<Page<RowNode>> {
      return pageOfList(
        `rows of ${this.name}`,
        this.rows.map((row) => ({ row })),
        page,
        await loaders.position.load('now'),
      );
    }

    @Field(() => Provenance, { name: 'provenance', description: 'What the report rests on.' })
    origin(): Promise<ProvenanceRow> {
      return this.provenance();
    }
  }
  return Table;
}

@ObjectType({
  description:
    'Reports over a period. A change with several teams, services or environments counts in each of them, and once in the whole. The same as CSV: GET /reports/{name}.csv.',
})
export class Report {}

for (const name of REPORT_NAMES) {
  const Table = tableTypeOf(name);
  const made = function (this: AskedReport) {
    return reportTable(this, name);
  };
  Object.defineProperty(Report.prototype, name, { value: made, writable: true, configurable: true });
  const field = Field(() => Table, { nullable: true, complexity: COST, description: REPORTS[name].says }) as MethodDecorator;
  field(Report.prototype, name, Object.getOwnPropertyDescriptor(Report.prototype, name)!);
}
