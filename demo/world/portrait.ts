// Portraits for invented people: a head, hair and shoulders in flat colours, drawn point by point.
import { crc32, deflateSync } from 'node:zlib';
import { pick, seededRandom } from '../../sandbox/seed/seeded-random.ts';

type Colour = readonly [red: number, green: number, blue: number];
/** Within: above 0; its size is the distance to the edge, in points. */
type Shape = (x: number, y: number) => number;

const SIZE = 192;
const GROUNDS: readonly Colour[] = [
  [221, 232, 246],
  [246, 229, 215],
  [224, 240, 226],
  [240, 224, 238],
  [250, 240, 210],
];
const SKINS: readonly Colour[] = [
  [244, 208, 178],
  [224, 172, 132],
  [178, 120, 82],
  [120, 78, 54],
];
const HAIRS: readonly Colour[] = [
  [52, 38, 32],
  [110, 70, 42],
  [196, 152, 90],
  [150, 150, 156],
];
const CLOTHES: readonly Colour[] = [
  [44, 82, 130],
  [160, 60, 70],
  [60, 110, 90],
  [90, 80, 140],
  [60, 60, 66],
];

const ellipse =
  (x0: number, y0: number, width: number, height: number): Shape =>
  (x, y) =>
    (1 - Math.hypot((x - x0) / width, (y - y0) / height)) * Math.min(width, height);
const both =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.min(one(x, y), other(x, y));
const above =
  (limit: number): Shape =>
  (_, y) =>
    limit - y;

/** The portrait of this number as a PNG of 192 by 192 points: always the same. */
export function portrait(number: number, hasLongHair: boolean): Buffer {
  const random = seededRandom(7, number);
  const skin = pick(random, SKINS);
  const hair = pick(random, HAIRS);
  const layers: [Shape, Colour][] = [
    ...(hasLongHair ? ([[ellipse(96, 96, 56, 68), hair]] as [Shape, Colour][]) : []),
    [ellipse(96, 214, 82, 66), pick(random, CLOTHES)],
    [ellipse(96, 142, 18, 26), skin],
    [ellipse(96, 84, 42, 50), skin],
    [both(ellipse(96, 74, 47, 48), above(hasLongHair ? 62 : 56)), hair],
  ];
  const ground = pick(random, GROUNDS);
  const rows = Buffer.alloc(SIZE * (1 + SIZE * 3));
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < SIZE; x++) {
      const colour = layers.reduce<Colour>((below, [shape, own]) => over(own, below, shape(x, y)), ground);
      rows.set(colour, y * (1 + SIZE * 3) + 1 + x * 3);
    }
  return png(rows);
}

/** Edges are soft over one point. */
function over(own: Colour, below: Colour, depth: number): Colour {
  const share = Math.min(1, Math.max(0, depth + 0.5));
  const mixed = (at: 0 | 1 | 2): number => Math.round(own[at] * share + below[at] * (1 - share));
  return share === 0 ? below : [mixed(0), mixed(1), mixed(2)];
}

/** Eight bits a colour, no filter (PNG, ISO 15948: 5 and 11). */
function png(rows: Buffer): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIZE, 0);
  head.writeUInt32BE(SIZE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
