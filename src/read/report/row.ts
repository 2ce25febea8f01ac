import type { Json } from '#contract';
import type { Sql } from '../../db/pool.js';
import {
  type Dimension,
  type FigureDefinition,
  figureOf,
  type FigureValue,
  type Part,
  partOf,
  type ReportName,
  REPORTS,
  type RowKey,
  type Tallies,
  type Unit,
  unitOf,
  type Window,
  wordsOf,
} from '../../reports/index.js';
import type { ChangePage } from '../change.js';
import type { PageInput } from '../page.js';
import { changesBehind } from './behind.js';
import type { Ground } from './facts/fact.js';
import { listIn } from './filter.js';
import { placed } from './place.js';
import type { PeriodWindows } from './windows.js';

/** What all rows of a report share. */
export interface Counted {
  readonly sql: Sql;
  readonly name: ReportName;
  readonly by: readonly Dimension[];
  readonly windows: PeriodWindows;
  readonly ground: Ground;
  readonly now: Tallies;
  /** Counted when somebody compares. */
  readonly before: () => Promise<Tallies>;
}

interface Place {
  readonly keys: readonly (string | null)[];
  readonly group: readonly (string | null)[] | null;
  /** 0: the whole period. */
  readonly window: number;
  readonly isPartial: boolean;
}

/** A figure of a row, with what it is compared to and the changes behind it. */
export interface FigureRow extends FigureValue {
  readonly unit: Unit;
  readonly because: string | null;
  readonly isPartial: boolean;
  readonly comparedTo: () => Promise<ComparedRow>;
  readonly changes: (part: Part, page: PageInput) => Promise<ChangePage>;
}

export interface ComparedRow extends FigureValue, Pick<Window, 'from' | 'to'> {}

/** A window of a report, of one group and key. */
export class ReportRow {
  readonly #counted: Counted;
  readonly #place: Place;

  constructor(counted: Counted, place: Place) {
    this.#counted = counted;
    this.#place = place;
  }

  get window(): Window {
    return this.#windowOf('now');
  }
  get isPartial(): boolean {
    return this.#place.isPartial;
  }

  /** Its value of a dimension; null where the changes have none, or it was not asked for. */
  of(dimension: Dimension): string | null {
    return this.#place.group?.[this.#counted.by.indexOf(dimension)] ?? null;
  }

  /** Its value of a key of the report's own. */
  key(key: RowKey): string | null {
    const keys: readonly RowKey[] = REPORTS[this.#counted.name].keys;
    return this.#place.keys[keys.indexOf(key)] ?? null;
  }

  figure(name: string): FigureRow {
    const figure = definitionOf(this.#counted.name, name);
    return {
      ...figureOf(figure, this.#counted.now.cell(this.#place, this.#place.window), this.window.days),
      unit: unitOf(figure),
      because: figure.because ?? null,
      isPartial: this.isPartial,
      comparedTo: () => this.#before(figure),
      changes: (part, page) => changesBehind(this.#counted.sql, this.#behind(figure, part), page),
    };
  }

  /** Everything that it says, for a digest over a report. */
  said(): Json {
    const { name, by } = this.#counted;
    const { from, to } = this.window;
    const named = Object.fromEntries(by.map((one) => [one, this.of(one)]));
    const keys = Object.fromEntries(REPORTS[name].keys.map((key) => [key, this.key(key)]));
    const figures = Object.keys(REPORTS[name].figures).map((one) => {
      const { value, numerator, denominator, unknown } = this.figure(one);
      return [one, { value, numerator, denominator, unknown }] as const;
    });
    return { from, to, isGrouped: this.#place.group !== null, ...named, ...keys, figures: Object.fromEntries(figures) };
  }

  async #before(figure: FigureDefinition): Promise<ComparedRow> {
    const window = this.#windowOf('before');
    const tallies = await this.#counted.before();
    return { ...figureOf(figure, tallies.cell(this.#place, this.#place.window), window.days), from: window.from, to: window.to };
  }

  #windowOf(side: 'now' | 'before'): Window {
    const { whole, parts } = this.#counted.windows[side];
    return this.#place.window === 0 ? whole : parts[this.#place.window - 1]!;
  }

  #behind(figure: FigureDefinition, part: Part) {
    const { sql, name, ground, windows } = this.#counted;
    const { keys, group } = this.#place;
    const placing = { windows: { whole: this.window, parts: [this.window] }, asOf: windows.asOf };
    const own = keys.map((key, nth) => sql`and ${sql(`f.k${nth + 1}`)} is not distinct from ${key}::text`);
    const grouped = (group ?? []).map((value, nth) => {
      const list = listIn(sql, `f.d${nth + 1}`);
      return value === null ? sql`and ${list} = '{}'` : sql`and ${value}::text = any(${list})`;
    });
    const conditions = [...own, ...grouped].reduce((all, one) => sql`${all} ${one}`, sql``);
    const undated = part === 'UNKNOWN' ? sql`or (f.u and f.says = any(${[...wordsOf(figure)]}::text[]))` : sql``;
    return sql`
      select f.subject
      from (${placed(name, ground, placing)}) f
      where ((f.z and f.says = any(${[...partOf(figure, part)]}::text[])) ${undated}) ${conditions}`;
  }
}

function definitionOf(report: ReportName, name: string): FigureDefinition {
  const figures: Readonly<Record<string, FigureDefinition>> = REPORTS[report].figures;
  const figure = figures[name];
  if (figure === undefined) throw new Error(`The report ${report} has no figure ${name}.`);
  return figure;
}
