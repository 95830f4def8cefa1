// A table as RFC 4180 has it. A value that a spreadsheet would run as a formula is written with an apostrophe before it.

const FORMULA = /^'*[=+\-@\t\r]/;

/** Rows of values, the first of them the names. */
export function writeCsv(rows: string[][]): string {
  return rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('');
}

function quoted(value: string): string {
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return safe.trim() !== safe || /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
