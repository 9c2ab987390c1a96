import Table from 'cli-table3';
import type { FigureResult, ScenarioResult } from './result.ts';
import type { Spread } from './statistics.ts';

/** The widths add up to 80 with the borders between them. */
const widths = [23, 17, 17, 12, 5];

/**
 * The results as a table of 80 columns. Each side shows min, median and max of its rounds; the
 * ratio is the median of the rounds' own ratios, and below it their spread.
 */
export function toResultTable(scenarios: readonly ScenarioResult[]): string {
  const table = new Table({
    head: ['scenario, figure', 'baseline', 'product', 'ratio', 'bar'],
    colWidths: widths,
    wordWrap: true,
    style: { head: [], border: [], 'padding-left': 1, 'padding-right': 0 },
  });
  for (const scenario of scenarios) {
    table.push([{ colSpan: widths.length, content: toTitle(scenario) }]);
    for (const figure of scenario.figures) table.push(toRow(figure));
  }
  return table.toString();
}

function toTitle({ name, baseline }: ScenarioResult): string {
  return baseline === null ? name : `${name} (baseline: ${baseline})`;
}

function toRow(figure: FigureResult): string[] {
  return [
    `${figure.name}, ${figure.unit}${toBarText(figure)}`,
    toCell(figure.baseline),
    toCell(figure.product),
    figure.ratio ? `${toText(figure.ratio.median)}\n${toRange(figure.ratio)}` : '',
    figure.isMet === null ? '' : figure.isMet ? 'ok' : 'NO',
  ];
}

function toBarText({ bar, better, unit }: FigureResult): string {
  if (!bar) return '';
  const limit = bar.of === 'ratio' ? `${bar.limit} x` : `${bar.limit} ${unit}`;
  return `\n  ${better === 'lower' ? '<=' : '>='} ${limit}`;
}

function toCell(spread: Spread | null): string {
  return spread ? `${toText(spread.median)}\n${toRange(spread)}` : '';
}

function toRange({ min, max }: Spread): string {
  return `${toText(min)}..${toText(max)}`;
}

/** Three digits that count; more than a thousand in whole numbers. */
export function toText(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}
