import { type CardLine, fold, readLine, unfold } from './card-text.ts';

/** What real servers were measured to do to the card they were given, before they store it. Each keeps the meaning, but for DAViCal's of names, and none keeps the bytes. */
export type Rewrite = (vcard: string) => string;

function rewriteLines(vcard: string, change: (lines: CardLine[]) => CardLine[], write = fold): string {
  const written = change(unfold(vcard).map(readLine)).map((line) =>
    write(`${line.group ? `${line.group}.` : ''}${line.name}${line.params}:${line.value}`),
  );
  return `${written.join('\r\n')}\r\n`;
}

/** `;type=HOME;type=pref` becomes `;TYPE=HOME,pref`; the other parameters follow in their own order. */
function mergeTypes(params: string): string {
  const types: string[] = [];
  const others: string[] = [];
  for (const param of params.match(/;(?:"[^"]*"|[^;"])*/g) ?? []) {
    const [key = '', ...rest] = param.slice(1).split('=');
    if (key.toUpperCase() === 'TYPE') types.push(rest.join('='));
    else others.push(`${key.toUpperCase()}=${rest.join('=')}`);
  }
  const all = types.length > 0 ? [`TYPE=${types.join(',')}`, ...others] : others;
  return all.map((param) => `;${param}`).join('');
}

const upperParams = (params: string): string =>
  params.replace(/;([A-Za-z0-9-]+)=/g, (_, key: string) => `;${key.toUpperCase()}=`);
const escapeCommas = (value: string): string => value.replace(/(?<!\\),/g, '\\,');

/** Radicale 3.1.8 (vobject): sorts properties, upper-cases names, merges TYPE, turns `\:` into `\\:` and drops the empty end of ORG. */
export const rewriteLikeRadicale: Rewrite = (vcard) =>
  rewriteLines(vcard, (lines) => {
    const first = ['BEGIN', 'VERSION', 'PRODID', 'UID'];
    const rank = (name: string) => (name === 'END' ? 99 : first.includes(name) ? first.indexOf(name) : 50);
    return lines
      .map((line) => ({
        ...line,
        name: line.name.toUpperCase(),
        params: mergeTypes(line.params),
        value: (line.name.toUpperCase() === 'ORG'
          ? line.value.replace(/^(.*[^;]|);*$/s, '$1')
          : line.value
        ).replace(/(?<!\\)\\:/g, '\\\\:'),
      }))
      .sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  });

/** DAViCal 1.1.12: upper-cases names and groups, escapes the comma list in N and undoes its escaped semicolons, moves REV to the end, folds with an empty continuation line. */
export const rewriteLikeDavical: Rewrite = (vcard) =>
  rewriteLines(
    vcard,
    (lines) => {
      const kept = lines
        .filter((line) => !['REV', 'END'].includes(line.name.toUpperCase()))
        .map((line) => ({
          group: line.group.toUpperCase(),
          name: line.name.toUpperCase(),
          params: upperParams(line.params),
          value:
            line.name.toUpperCase() === 'N'
              ? escapeCommas(line.value).replace(/\\;/g, ';')
              : unescapeLike(line, line.value),
        }));
      const rev: CardLine = { group: '', name: 'REV', params: '', value: '20260801T120000Z' };
      return [...kept, rev, { group: '', name: 'END', params: '', value: 'VCARD' }];
    },
    (line) => fold(line).replace('\r\n ', '\r\n \r\n '),
  );

/** SOGo 5.8.0: upper-cases names and groups, merges TYPE, drops the empty ends of N and ORG. */
export const rewriteLikeSogo: Rewrite = (vcard) =>
  rewriteLines(vcard, (lines) =>
    lines.map((line) => ({
      group: line.group.toUpperCase(),
      name: line.name.toUpperCase(),
      params: mergeTypes(line.params),
      value: ['N', 'ORG'].includes(line.name.toUpperCase())
        ? line.value.replace(/^(.*[^;]|);*$/s, '$1')
        : line.value.replace(/\\:/g, ':'),
    })),
  );

/** Cyrus 3.6.1: keeps the case of names and groups, undoes escapes that are not needed, escapes the comma list in N. */
export const rewriteLikeCyrus: Rewrite = (vcard) =>
  rewriteLines(vcard, (lines) =>
    lines.map((line) => ({
      ...line,
      value: unescapeLike(line, line.name.toUpperCase() === 'N' ? escapeCommas(line.value) : line.value),
    })),
  );

/** Both Cyrus and DAViCal give URL back as `https://example.com/a?b=1,2` for `https\://example.com/a?b=1\,2`. */
function unescapeLike(line: CardLine, value: string): string {
  return line.name.toUpperCase() === 'URL' ? value.replace(/\\([:,])/g, '$1') : value;
}

/** How Cyrus shows a 4.0 card to whoever does not ask for one: a `data:` URI is cut at its comma, and N need not be there. */
export const shownAs3: Rewrite = (vcard) =>
  /^VERSION:4\.0/im.test(vcard)
    ? rewriteLines(relabelAs3(vcard), (lines) =>
        lines.map((line) => ({
          ...line,
          name: line.name.toUpperCase() === 'KIND' ? 'x-addressbookserver-kind' : line.name,
          value: /^data:/i.test(line.value) ? line.value.replace(/[;,].*$/s, '') : line.value,
        })),
      )
    : vcard;

/** What SOGo does with a 4.0 card: the VERSION line says 3.0, the rest stays as it is. */
export const relabelAs3: Rewrite = (vcard) => vcard.replace(/^VERSION:4\.0/im, 'VERSION:3.0');
