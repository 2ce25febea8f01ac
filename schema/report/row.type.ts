import { Ctx, Field, ObjectType, type ClassType } from 'type-graphql';
import type { Dimension, FigureDefinition, ReportName, ReportRow, RowKey } from '../../src/read/index.js';
import { REPORTS } from '../../src/read/index.js';
import { Stage } from '../change/change.enums.js';
import type { ApiContext } from '../context.js';
import { DateTime, RuleId } from '../scalars/index.js';
import { Person } from '../timeline/person.type.js';
import { Figure } from './figure.type.js';
import { Leg } from './report.enums.js';

/** What the graph has of a row. */
export interface RowNode {
  readonly row: ReportRow;
}

const DIMENSION_FIELDS: Readonly<Record<Dimension, readonly [string, string]>> = {
  TEAM: ['team', 'The team'],
  SERVICE: ['service', 'The service'],
  ENVIRONMENT: ['environment', 'The environment'],
  CHANGE_TYPE: ['changeType', 'How policy sorts the changes'],
  TICKET_TYPE: ['ticketType', 'What the tool calls the type of the ticket'],
  RISK: ['risk', 'What stands in the field of risk'],
};

const KEY_FIELDS: Readonly<Record<RowKey, { readonly type: () => object; readonly name: string; readonly says: string }>> = {
  stage: { type: () => Stage, name: 'stage', says: 'The stage.' },
  waitingFor: { type: () => Person, name: 'waitingFor', says: 'For whom the changes waited; null: of all stays, whoever was waited for.' },
  leg: { type: () => Leg, name: 'leg', says: 'From which moment to which.' },
  rule: { type: () => RuleId, name: 'rule', says: 'The rule.' },
  gapService: { type: () => String, name: 'gapService', says: 'The service of what was judged; null: none.' },
};

/** Has a class show what it computes, as `@Field` on a method would. */
function shown(
  type: ClassType,
  name: string,
  options: { type: () => object; says: string; nullable?: boolean },
  compute: (...given: never[]) => unknown,
): void {
  Object.defineProperty(type.prototype, name, { value: compute, writable: true, configurable: true });
  const descriptor = Object.getOwnPropertyDescriptor(type.prototype as object, name);
  const field = Field(options.type as never, { nullable: options.nullable ?? false, description: options.says }) as MethodDecorator;
  field(type.prototype as object, name, descriptor!);
}

/** The type `<Name>Row` of a report: the window, the groups, its own keys, and a field for each figure. */
export function rowTypeOf(name: ReportName): ClassType<RowNode> {
  @ObjectType(`${inCapital(name)}Row`, { description: REPORTS[name].says })
  class Row implements RowNode {
    row!: ReportRow;

    @Field(() => DateTime, { description: 'The beginning of the window.' })
    from(): string {
      return this.row.window.from;
    }

    @Field(() => DateTime, { description: 'Its end, which does not belong to it.' })
    to(): string {
      return this.row.window.to;
    }

    @Field(() => Boolean, { description: 'Whether later facts may change its figures.' })
    partial(): boolean {
      return this.row.isPartial;
    }
  }
  for (const [dimension, [field, says]] of Object.entries(DIMENSION_FIELDS) as [Dimension, readonly [string, string]][]) {
    const options = { type: () => String, says: `${says}; null where they have none, or nobody asked to group by it.`, nullable: true };
    shown(Row, field, options, function (this: RowNode) {
      return this.row.of(dimension);
    });
  }
  for (const key of REPORTS[name].keys) addKey(Row, key);
  const figures: Readonly<Record<string, FigureDefinition>> = REPORTS[name].figures;
  for (const [figure, { says }] of Object.entries(figures)) {
    shown(Row, figure, { type: () => Figure, says }, function (this: RowNode) {
      return this.row.figure(figure);
    });
  }
  return Row;
}

function addKey(type: ClassType<RowNode>, key: RowKey): void {
  const { name, ...options } = KEY_FIELDS[key];
  shown(type, name, { ...options, nullable: true }, function (this: RowNode, ...[context]: ApiContext[]) {
    const value = this.row.key(key);
    return key === 'waitingFor' && value !== null ? context?.loaders.person.load(value) : value;
  } as (...given: never[]) => unknown);
  if (key === 'waitingFor') (Ctx() as ParameterDecorator)(type.prototype as object, name, 0);
}

export function inCapital(name: string): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
