// The body of an answer as text: in the charset that its byte order mark, its Content-Type or its XML prolog names, in this
// order, else as UTF-8. What cannot be read that way is marked, never replaced (lossy-text.ts).
import { isUtf8 } from 'node:buffer';
import { LOST, textOfUtf8, unfinished } from './lossy-text.ts';

export interface BodyDecoder {
  write(bytes: Uint8Array): string;
  end(): string;
}

/** An XML prolog is looked for this far. */
const HEAD_BYTES = 256;

/** @param contentType the header of the answer */
export function createBodyDecoder(contentType: string | null): BodyDecoder {
  let pending: Uint8Array = new Uint8Array();
  let decoder: BodyDecoder | null = null;
  return {
    write(bytes) {
      if (decoder) return decoder.write(bytes);
      pending = Buffer.concat([pending, bytes]);
      if (!isDecided(pending)) return '';
      decoder = decoderFor(pending, contentType);
      return decoder.write(pending);
    },
    end() {
      if (decoder) return decoder.end();
      decoder = decoderFor(pending, contentType);
      return decoder.write(pending) + decoder.end();
    },
  };
}

/** The whole of a body at once. */
export function decodeBody(bytes: Uint8Array, contentType: string | null): string {
  const decoder = createBodyDecoder(contentType);
  return decoder.write(bytes) + decoder.end();
}

function isDecided(head: Uint8Array): boolean {
  if (head.length >= HEAD_BYTES) return true;
  const start = latin1(head).trimStart();
  return start.startsWith('<?xml') ? start.includes('?>') : start.length >= 5;
}

function decoderFor(head: Uint8Array, contentType: string | null): BodyDecoder {
  const utf16 = utf16Of(head);
  if (utf16) return namedDecoder(utf16);
  if (startsWith(head, [0xef, 0xbb, 0xbf])) return utf8Decoder();
  const named = [charsetOf(contentType), charsetOfProlog(latin1(head.subarray(0, HEAD_BYTES)))].flatMap(
    (name) => encodingOf(name) ?? [],
  );
  const other = named.find((encoding) => encoding !== 'utf-8');
  if (other === undefined) return utf8Decoder();
  // Where two names contradict each other, and where the one is the default that servers name without meaning it, the bytes
  // decide: text of another charset that happens to be good UTF-8 is not met.
  const isDoubtful = named.includes('utf-8') || other === 'windows-1252';
  return isDoubtful ? doubtfulDecoder(other) : namedDecoder(other);
}

function utf16Of(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  // Without a mark, the first character tells: it is one of ASCII in every document and card.
  if (startsWith(head, [0xff, 0xfe]) || (head.length > 1 && head[0] !== 0 && head[1] === 0))
    return 'utf-16le';
  if (startsWith(head, [0xfe, 0xff]) || (head.length > 1 && head[0] === 0 && head[1] !== 0))
    return 'utf-16be';
  return null;
}

function charsetOf(contentType: string | null): string | null {
  return /;\s*charset\s*=\s*"?([\w.:+-]{1,40})/i.exec(contentType ?? '')?.[1] ?? null;
}

/** Of an XML declaration: `<?xml version="1.0" encoding="…"?>`. */
function charsetOfProlog(text: string): string | null {
  const [declaration = ''] = text.trimStart().split('>', 1);
  if (!/^<\?xml/i.test(declaration)) return null;
  return /\sencoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})["']/i.exec(declaration)?.[1] ?? null;
}

/** As the platform names it; null for a name that it does not know. UTF-16 would show in the bytes. */
function encodingOf(name: string | null): string | null {
  if (name === null) return null;
  try {
    const { encoding } = new TextDecoder(name);
    return encoding.startsWith('utf-16') ? null : encoding;
  } catch {
    return null;
  }
}

function utf8Decoder(): BodyDecoder {
  let rest: Uint8Array = new Uint8Array();
  let isFirst = true;
  const textOf = (bytes: Uint8Array): string => {
    const text = textOfUtf8(bytes);
    if (!isFirst || text === '') return text;
    isFirst = false;
    return text.replace(/^\ufeff/, '');
  };
  return {
    write(bytes) {
      const all = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
      const open = unfinished(all);
      rest = all.subarray(all.length - open);
      return textOf(all.subarray(0, all.length - open));
    },
    end: () => textOf(rest),
  };
}

/** What the charset has no character for is lost. */
function namedDecoder(encoding: string): BodyDecoder {
  const strict = new TextDecoder(encoding, { fatal: true });
  const lenient = new TextDecoder(encoding);
  let isStrict = true;
  const decode = (bytes: Uint8Array, stream: boolean): string => {
    const text = lenient.decode(bytes, { stream });
    if (!isStrict) return text.replaceAll('\ufffd', LOST);
    try {
      return strict.decode(bytes, { stream });
    } catch {
      isStrict = false;
      return text.replaceAll('\ufffd', LOST);
    }
  };
  return { write: (bytes) => decode(bytes, true), end: () => decode(new Uint8Array(), false) };
}

function doubtfulDecoder(other: string): BodyDecoder {
  let decoder: BodyDecoder | null = null;
  let rest: Uint8Array = new Uint8Array();
  return {
    write(bytes) {
      if (decoder) return decoder.write(bytes);
      const all = Buffer.concat([rest, bytes]);
      const end = all.length - unfinished(all);
      rest = all.subarray(end);
      const known = all.subarray(0, end);
      if (known.every((byte) => byte < 0x80)) return latin1(known);
      decoder = isUtf8(known) ? utf8Decoder() : namedDecoder(other);
      return decoder.write(all);
    },
    end() {
      if (decoder) return decoder.end();
      return rest.length > 0 ? namedDecoder(other).write(rest) : '';
    },
  };
}

function startsWith(bytes: Uint8Array, signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}
