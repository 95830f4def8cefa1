// One server, two accounts on it: what each of them is told of whose hand it was.
import { expect, test } from 'vitest';
import { emptyContact } from '../../../src/contact/contact.ts';
import { createServer, type SeenHand, type Witness } from './server.ts';

function listener(): Witness & { heard: [SeenHand, string | undefined][] } {
  const heard: [SeenHand, string | undefined][] = [];
  return { heard, card: (hand, _, after) => heard.push([hand, after?.id]), group: () => {} };
}

const card = { contact: emptyContact() };

test('what the engine writes for one account a colleague has written to the other, and both see the same card', () => {
  const [mine, theirs] = [listener(), listener()];
  const first = createServer(() => 0, 'somebody', mine);
  const second = first.sharedWith(theirs);
  first.create('engine', card);
  second.update('engine', 'card-1', {});
  second.remove('owner', 'card-1');
  expect(mine.heard).toEqual([
    ['engine', 'card-1'],
    ['colleague', 'card-1'],
    ['owner', undefined],
  ]);
  expect(theirs.heard).toEqual([
    ['colleague', 'card-1'],
    ['engine', 'card-1'],
    ['owner', undefined],
  ]);
  expect(first.history('card-1')).toEqual(second.history('card-1'));
});

test('an account that is connected later is told what is there already', () => {
  const first = createServer(() => 0, 'somebody', listener());
  first.create('owner', card);
  const late = listener();
  expect(first.sharedWith(late).identity).toBe('somebody');
  expect(late.heard).toEqual([['colleague', 'card-1']]);
});
