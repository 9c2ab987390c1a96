/** One record of a CSV file and the line that it begins in, from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * Reads CSV (RFC 4180): commas, quotes around cells with commas or line ends, quotes doubled
 * inside. Empty lines are left out, and a byte order mark is ignored.
 * @throws Error naming the line of a quote that is never closed.
 */
export function parseCsv(text: string): readonly CsvRow[] {
  const rows: CsvRow[] = [];
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  const source = text.replace(/^\uFEFF/, '');
  let cells: string[] = [];
  let line = 1;
  let began = 1;
  while (cell.lastIndex < source.length || cells.length > 0) {
    const found = cell.exec(source);
    if (found === null) throw new Error(`line ${line}: a quote is not closed, or stands alone`);
    const [whole, value = '', end = ''] = found;
    cells.push(unquote(value));
    line += whole.match(/\n/g)?.length ?? 0;
    if (end === ',') continue;
    if (cells.length > 1 || cells[0]?.trim()) rows.push({ line: began, cells });
    cells = [];
    began = line;
  }
  return rows;
}

function unquote(value: string): string {
  return value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value;
}
