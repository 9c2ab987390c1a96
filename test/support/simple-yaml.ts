/** A value of the part of YAML that our compose file keeps to. */
export type Yaml = string | Yaml[] | { [key: string]: Yaml };

type Line = { readonly indent: number; readonly text: string; readonly number: number };

/**
 * Reads block mappings, block lists of scalars, one-line lists and quoted scalars: enough for
 * docker-compose.yml. Scalars stay text.
 *
 * @throws Error for anything else, with the line's number.
 */
export function parseSimpleYaml(source: string): Yaml {
  const lines = source
    .split('\n')
    .map((raw, index) => ({
      indent: raw.length - raw.trimStart().length,
      text: raw.trim(),
      number: index + 1,
    }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
  const [value, rest] = readBlock(lines, 0);
  if (rest[0] !== undefined) throw new Error(`line ${rest[0].number}: unexpected indentation`);
  return value;
}

function readBlock(lines: readonly Line[], indent: number): [Yaml, readonly Line[]] {
  return lines[0]?.text.startsWith('- ') ? readList(lines, indent) : readMapping(lines, indent);
}

function readList(lines: readonly Line[], indent: number): [Yaml, readonly Line[]] {
  const end = lines.findIndex((line) => line.indent !== indent || !line.text.startsWith('- '));
  const items = end < 0 ? lines : lines.slice(0, end);
  return [items.map((line) => readScalar(line.text.slice(2))), end < 0 ? [] : lines.slice(end)];
}

function readMapping(lines: readonly Line[], indent: number): [Yaml, readonly Line[]] {
  const mapping: { [key: string]: Yaml } = {};
  let rest = lines;
  while (rest[0]?.indent === indent) {
    const line = rest[0];
    const parts = /^([\w.-]+):(?:\s+(.*))?$/.exec(line.text);
    if (parts === null) throw new Error(`line ${line.number}: not "key: value"`);
    const [, key, value] = parts;
    rest = rest.slice(1);
    if (value !== undefined) {
      mapping[key!] = readScalar(value);
    } else if (rest[0] !== undefined && rest[0].indent > indent) {
      const [block, after] = readBlock(rest, rest[0].indent);
      mapping[key!] = block;
      rest = after;
    } else {
      mapping[key!] = '';
    }
  }
  return [mapping, rest];
}

function readScalar(text: string): Yaml {
  if (text.startsWith('[') && text.endsWith(']')) return text.slice(1, -1).split(', ').map(unquote);
  return unquote(text);
}

function unquote(text: string): string {
  return /^(".*"|'.*')$/.test(text) ? text.slice(1, -1) : text;
}
