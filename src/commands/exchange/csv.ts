// Comma-separated values as RFC 4180 has them. A value that a spreadsheet would run as a formula is written with an
// apostrophe before it, which reading takes away again: what was exported comes back as it was.

const FORMULA = /^'*[=+\-@\t\r]/;

/** Rows of values, the first of them the names. */
export function writeCsv(rows: string[][]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma or semicolon, whichever the first line has more of: spreadsheets in many languages write the latter. */
export function readCsv(text: string): string[][] {
  const body = text.replace(/^\uFEFF/, '');
  const first = body.split(/\r?\n/, 1)[0]!;
  const separator = first.split(';').length > first.split(',').length ? ';' : ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let value = '';
  let isQuoted = false;
  const endValue = (): void => {
    row.push(/^'+[=+\-@\t\r]/.test(value) ? value.slice(1) : value);
    value = '';
  };
  const endRow = (): void => {
    endValue();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  for (let at = 0; at < body.length; at += 1) {
    const sign = body[at]!;
    if (isQuoted && sign === '"' && body[at + 1] === '"') {
      value += '"';
      at += 1;
    } else if (sign === '"' && (isQuoted || value === '')) isQuoted = !isQuoted;
    else if (isQuoted) value += sign;
    else if (sign === separator) endValue();
    else if (sign === '\n') endRow();
    else if (sign !== '\r' || body[at + 1] !== '\n') value += sign;
  }
  endRow();
  return rows;
}
