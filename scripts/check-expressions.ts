// Judges every regular expression of the product: one that can take more than linear time lets a stranger's text stop the
// server. `node scripts/check-expressions.ts [folder …]` names what is found by file and line, and ends with 1.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { parseSync, Visitor } from 'oxc-parser';

const ROOT = dirname(import.meta.dirname);
const ATTACK_MS = 1_000;
const ATTACK_CHARACTERS = 80_000;
const MOST_US_A_CHARACTER = 1;
const FOLDERS = ['src', 'web', 'sandbox', 'demo'];

/** Reviewed by hand. `expression` is its source as the file has it; one that no file has any more is a finding itself. */
export interface Exception {
  file: string;
  expression: string;
  because: string;
}

const EXCEPTIONS: Exception[] = [
  ...[
    '/(\\w+:\\/\\/)[^/\\s@]+@/g',
    '/(\\w+:\\/\\/[^\\s?#]+)[?#]\\S*/g',
    '/[^\\s<>"\'(]+@[^\\s<>"\'),]+/g',
  ].map((expression) => ({
    file: 'src/log-error.ts',
    expression,
    because: 'the text is cut to 500 characters before',
  })),
  {
    file: 'src/providers/carddav/card-lines.ts',
    expression: '/X-[A-Z-]{1,60}:.*$/s',
    because: 'at most 60 characters are looked at from each X-, and what follows always matches',
  },
  {
    file: 'src/contact/text.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    expression: "new RegExp(`[${[...LETTERS_WITHOUT_MARKS.keys()].join('')}]`, 'g')",
    because: 'one set of characters',
  },
  {
    file: 'sandbox/google/methods.ts',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
    expression: 'new RegExp(`^/v1/${target}$`)',
    because: 'made of the table of methods in that file; a sandbox, which only tests talk to',
  },
];

export interface Expression {
  file: string;
  line: number;
  /** As the file has it. */
  source: string;
  /** Null where it is put together at run time, so that it cannot be judged. */
  regex: { pattern: string; flags: string } | null;
}

export interface Finding {
  file: string;
  line: number;
  source: string;
  reason: string;
}

/** Methods that make a regular expression of a text they are given. */
const TAKING_PATTERNS = new Set(['match', 'matchAll', 'search']);

interface Node {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  quasis?: { value: { cooked: string | null; raw: string } }[];
  quasi?: Node;
}

/** Literals, `RegExp(…)` and `new RegExp(…)`, and texts that are used as patterns. */
export function expressionsIn(file: string, text: string): Expression[] {
  const found: Expression[] = [];
  const lines = lineStarts(text);
  const note = (node: Node, regex: Expression['regex']) =>
    found.push({
      file,
      line: lines.findLastIndex((start) => start <= node.start) + 1,
      source: text.slice(node.start, node.end),
      regex,
    });
  const construct = (node: Node, callee: { type: string; name?: string }, args: unknown[]) => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return;
    const [pattern, flags] = args as (Node | undefined)[];
    if ((pattern as { regex?: unknown } | undefined)?.regex) return;
    const [source, marks] = [textOf(pattern), flags ? textOf(flags) : ''];
    note(node, source === null || marks === null ? null : { pattern: source, flags: marks });
  };
  const { program, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]!.message}`);
  new Visitor({
    Literal(node) {
      if ('regex' in node && node.regex) note(node, node.regex);
    },
    NewExpression: (node) => construct(node, node.callee as never, node.arguments),
    CallExpression(node) {
      construct(node, node.callee as never, node.arguments);
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || callee.computed) return;
      const pattern = textOf(node.arguments[0] as Node | undefined);
      if (pattern !== null && TAKING_PATTERNS.has((callee.property as { name: string }).name))
        note(node, { pattern, flags: '' });
    },
  }).visit(program);
  return found;
}

/** A text that stands in the source; null for anything that is made at run time. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  const template = node?.type === 'TaggedTemplateExpression' ? node.quasi : node;
  if (template?.type !== 'TemplateLiteral' || template.quasis?.length !== 1) return null;
  const { cooked, raw } = template.quasis[0]!.value;
  return template === node ? cooked : raw;
}

/** Why an expression may take more than linear time; null when it cannot. */
export function judge({ pattern, flags }: { pattern: string; flags: string }): string | null {
  const { status, checker, complexity, attack, error } = check(pattern, flags);
  if (status === 'unknown') return `could not be judged (${error?.kind ?? 'no reason given'})`;
  // What was proved stands; what was only tried out counts when the attack does what it says.
  if (status === 'vulnerable' && (checker !== 'fuzz' || takesLong({ pattern, flags }, attack!.string)))
    return `${complexity?.summary}, with ${attack?.pattern}`;
  // One match is linear, but each of many may look over all the rest of the text.
  return flags.includes('g') && looksFar(pattern)
    ? 'quadratic: matched again and again, it looks around without a bound'
    : null;
}

/**
 * Whether an attack works: a match that looks at each character a bounded number of times takes some 10 ns a character, one
 * that goes back takes the more the longer the text is. The least of three runs, in time of the processor.
 */
function takesLong({ pattern, flags }: { pattern: string; flags: string }, attack: string): boolean {
  const text = attack.repeat(Math.ceil(ATTACK_CHARACTERS / attack.length));
  const context = createContext({ text, pattern, flags: flags.includes('g') ? flags : `${flags}g` });
  const most = text.length * MOST_US_A_CHARACTER;
  const run = (): number => {
    const before = process.cpuUsage();
    // Both together are what the processor gave; how they are split is guessed from samples, badly so on a busy machine.
    const used = (): number => {
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    try {
      runInContext('for (const _ of text.matchAll(new RegExp(pattern, flags)));', context, {
        timeout: ATTACK_MS,
      });
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      // Cut off with little computed, it waited for a processor that was busy with something else.
      if (used() <= most) return run();
    }
    return used();
  };
  return [1, 2, 3].every(() => run() > most);
}

/** Whether a look-around holds a repetition without a bound. */
function looksFar(pattern: string): boolean {
  const groups: boolean[] = [];
  const tokens = pattern.matchAll(/\\.|\[(?:\\.|[^\\\]])*\]|\(\?<?[=!]|\(|\)|[*+]|\{\d+,\}/gs);
  for (const [token] of tokens) {
    if (token === ')') groups.pop();
    else if (token.startsWith('(')) groups.push(token !== '(');
    else if (/^(?:[*+]|\{)/.test(token) && groups.includes(true)) return true;
  }
  return false;
}

/**
 * What is wrong in these files, and how many expressions there are. `sound` are those that were judged so before; what is judged
 * so now is added.
 */
export function findings(
  files: { file: string; text: string }[],
  exceptions: Exception[],
  sound: Set<string> = new Set(),
) {
  const wrong: Finding[] = [];
  const unused = new Set(exceptions);
  const verdicts = new Map<string, string | null>();
  const expressions = files.flatMap(({ file, text }) => expressionsIn(file, text));
  for (const { file, line, source, regex } of expressions) {
    const exception = exceptions.find((each) => each.file === file && each.expression === source);
    if (exception) {
      unused.delete(exception);
      continue;
    }
    const key = regex ? `/${regex.pattern}/${regex.flags}` : '';
    if (regex && !verdicts.has(key)) {
      const verdict = sound.has(key) ? null : judge(regex);
      verdicts.set(key, verdict);
      if (verdict === null) sound.add(key);
    }
    const reason = regex
      ? verdicts.get(key)
      : 'put together at run time: write it out, or review it as an exception in scripts/check-expressions.ts';
    if (reason) wrong.push({ file, line, source, reason });
  }
  for (const { file, expression } of unused)
    wrong.push({ file, line: 0, source: expression, reason: 'the exception is not needed any more' });
  return { wrong, judged: expressions.length };
}

/** Where expressions stand that this judge, as it is now, found sound: a verdict depends on nothing else. */
function memory(): string {
  const judgedBy = createHash('sha256').update(process.version);
  for (const file of [import.meta.filename, join(ROOT, 'node_modules', 'recheck', 'package.json')])
    judgedBy.update(readFileSync(file));
  return join(ROOT, 'node_modules', '.cache', 'sound-expressions', `${judgedBy.digest('hex')}.json`);
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Code that runs: neither tests nor what is not in the repository. */
function sourcesIn(folders: string[]): { file: string; text: string }[] {
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders];
  const { stdout, status } = spawnSync('git', words, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error('git does not list the files');
  return stdout
    .split('\0')
    .filter((file) => /\.(ts|tsx|mts|mjs|js)$/.test(file) && !file.includes('.test.'))
    .map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));
}

// The same answer on every machine: the program's own JavaScript, never a binary that may or may not be installed.
process.env.RECHECK_BACKEND = 'pure';
const { checkSync } = await import('recheck');

const check = (pattern: string, flags: string) =>
  checkSync(pattern, flags, { timeout: 600_000, randomSeed: 1 }) as {
    status: 'safe' | 'vulnerable' | 'unknown';
    complexity?: { summary: string };
    checker?: 'automaton' | 'fuzz';
    attack?: { pattern: string; string: string };
    error?: { kind: string };
  };

if (import.meta.main) {
  const remembered = memory();
  const sound = new Set(
    existsSync(remembered) ? (JSON.parse(readFileSync(remembered, 'utf8')) as string[]) : [],
  );
  const { wrong, judged } = findings(
    sourcesIn(process.argv.length > 2 ? process.argv.slice(2) : FOLDERS),
    EXCEPTIONS,
    sound,
  );
  mkdirSync(dirname(remembered), { recursive: true });
  // Whole or not at all: two checks may run at once.
  writeFileSync(`${remembered}.${process.pid}`, JSON.stringify([...sound]));
  renameSync(`${remembered}.${process.pid}`, remembered);
  for (const { file, line, source, reason } of wrong)
    console.error(`${file}:${line} ${source}\n    ${reason}`);
  console.log(`${judged} regular expressions judged, ${wrong.length} found wrong`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
