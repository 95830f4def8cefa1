import { seededRandom } from './seeded-random.ts';

/** Real 24 by 24 JPEGs (gradients made for this purpose), all beginning alike. */
const commonStart =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWG' +
  'kJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk' +
  'pKSkpKSkpKSkpKSkpKT/wAARCAAYABgDASIAAhEBAxEB/8QAF';
const ends = [
  'QABAQAAAAAAAAAAAAAAAAAAAAP/xAAVEAEBAAAAAAAAAAAAAAAAAAAAEv/EABYBAQEBAAAAAAAAAAAAAAAAAAADAf/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AJWWhZa6K9iFgIWWA0sAH//Z',
  'gABAQEAAAAAAAAAAAAAAAAAAAQD/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/xAAWAQEBAQAAAAAAAAAAAAAAAAAAAQT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwDSy09lszUosT2AnssFQsAH/9k=',
  'wABAQEBAAAAAAAAAAAAAAAAAAMCBP/EABUQAQEAAAAAAAAAAAAAAAAAAAAS/8QAFgEBAQEAAAAAAAAAAAAAAAAAAAMB/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8A1ZaFlopL2IWA57LBoWAD/9k=',
  'gABAQEAAAAAAAAAAAAAAAAAAAMC/8QAFRABAQAAAAAAAAAAAAAAAAAAABL/xAAWAQEBAQAAAAAAAAAAAAAAAAAAAQP/xAAVEQEBAAAAAAAAAAAAAAAAAAAAEf/aAAwDAQACEQMRAD8AxZaFltG1XsQsCoWWCoWAD//Z',
];

/** The longest a JPEG comment segment may be, its two length bytes included. */
const segmentLimit = 65_535;

/** Incompressible, as photographs are: gzip must not make them look cheap. */
let noise: Buffer | undefined;
function noiseBlock(): Buffer {
  if (noise) return noise;
  const random = seededRandom(20_261_122, 0);
  noise = Buffer.alloc(2 * segmentLimit);
  for (let at = 0; at < noise.length; at++) noise[at] = Math.floor(random() * 256);
  return noise;
}

/** A picture every viewer shows, brought to about `bytes` bytes by comment segments after its first marker. */
export function seedPhoto(which: number, bytes: number): Buffer {
  const picture = Buffer.from(commonStart + ends[which % ends.length]!, 'base64');
  const parts: Buffer[] = [picture.subarray(0, 2)];
  for (let missing = bytes - picture.length; missing > 4; missing -= segmentLimit + 2) {
    const length = Math.min(missing - 2, segmentLimit);
    const head = Buffer.from([0xff, 0xfe, length >> 8, length & 0xff]);
    const from = (which * 997) % segmentLimit;
    parts.push(head, noiseBlock().subarray(from, from + length - 2));
  }
  parts.push(picture.subarray(2));
  return Buffer.concat(parts);
}
