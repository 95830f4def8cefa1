// What the conformance suite showed of each server, as a table: a row per server, a column per group of its facts.

export interface Fact {
  status: string;
  /** Titles of the groups around the test, the outermost first: the server, and what the fact is about. */
  ancestorTitles: string[];
}

/** Lines, none without facts. `2/3` says that two of three hold and one cannot be looked at; `✗1/3` that two do not hold. */
export function conformanceMatrix(facts: Fact[]): string[] {
  const told = facts.filter(({ ancestorTitles }) => ancestorTitles.length === 2);
  if (told.length === 0) return [];
  const namesAt = (depth: number) => [...new Set(told.map(({ ancestorTitles }) => ancestorTitles[depth]!))];
  const groups = namesAt(1);
  const rows = namesAt(0).map((server) => [
    server,
    ...groups.map((group) =>
      cellOf(told.filter(({ ancestorTitles: [a, b] }) => a === server && b === group)),
    ),
  ]);
  const table = [['', ...groups], ...rows];
  const widths = table[0]!.map((_, at) => Math.max(...table.map((row) => row[at]!.length)));
  return table.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
}

function cellOf(facts: Fact[]): string {
  const count = (status: string) => facts.filter((fact) => fact.status === status).length;
  const passed = count('passed');
  if (facts.length === 0) return '';
  if (passed + count('failed') === 0) return '–';
  return `${count('failed') > 0 ? '✗' : ''}${passed}/${facts.length}`;
}
