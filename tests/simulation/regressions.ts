// Seeds that once failed, by what was learnt from them. They run on every test, wherever the usual seeds end.

import type { Aspect } from './world/aspects.ts';

export interface Regression {
  seed: number;
  /** What holds since. */
  name: string;
  /** Parts of the world it was found in. */
  aspects?: readonly Aspect[];
}

export const REGRESSIONS: Regression[] = [
  { seed: 56, name: 'a card of ours that reads do not show yet is not taken for deleted' },
  { seed: 22, name: 'a number whose field is switched off does not move into another field' },
  { seed: 59, name: 'a record wanted again while its card is deleted gets a card again' },
  { seed: 86, name: 'a value cut short whose answer was lost is no conflict' },
  { seed: 8, name: 'a value whose answer was lost stays in the field it was sent for' },
  { seed: 30, name: 'a card that changes while its deletion is in doubt is in the trash as it was at last' },
  { seed: 146, name: 'a run that began under other settings settles nothing' },
  { seed: 254, name: 'a card made from the trash keeps what no field shows' },
  { seed: 295, name: 'a record that waits for a look-alike is synced once that is imported apart' },
  { seed: 298, name: 'a refused card writes its conflict down once' },
  { seed: 301, name: 'a value both sides changed stays as the record has it when its card is deleted' },
  { seed: 549, name: 'a card we deleted a moment ago and that is still listed is not back' },
  { seed: 2712, name: 'a card made from the trash shows each value in one field' },
  { seed: 3182, name: 'a creation still on its way when another run takes over is found' },
  { seed: 5207, name: 'a deletion nobody wants any more is looked into before the record goes on' },
  { seed: 6189, name: 'the last of a slow batch of creations is not made twice' },
  { seed: 6864, name: 'what becomes due while the guard counts is counted too' },
  { seed: 83, name: 'a card that was moved and written to at once is no deleted card' },
  {
    seed: 6,
    name: 'a card that answered a write is in scope by the groups it has then',
    aspects: ['groups'],
  },
  {
    seed: 7,
    name: 'a run under way agrees on no field of the kind that the record had before',
    aspects: ['records'],
  },
  {
    seed: 231,
    name: 'a plan that is discarded gives no record the name of a picture it does not have',
    aspects: ['groups', 'photos', 'mappings', 'records', 'accounts'],
  },
  {
    seed: 1502,
    name: 'what was sent as an account was connected again is recognised when it comes back',
    aspects: ['lists', 'accounts'],
  },
  {
    seed: 12501,
    name: 'a card found at another address that somebody imported meanwhile is left to them',
    aspects: ['records'],
  },
  {
    seed: 13306,
    name: 'a record that waits for a look-alike is synced once that leaves the scope',
    aspects: ['groups', 'lists', 'mappings', 'accounts', 'refusals'],
  },
  {
    seed: 15093,
    name: 'a card that is gone is no card to take a link up with, when its account is connected again',
    aspects: ['groups', 'accounts'],
  },
  {
    seed: 15441,
    name: 'a value written over another one keeps its field, whatever label it stands under',
    aspects: ['groups', 'lists'],
  },
  {
    seed: 3993,
    name: 'a card that somebody keeps on the phone stays there when its record is merged into another',
    aspects: ['groups', 'records'],
  },
  {
    seed: 8950,
    name: 'a card that has its link again is imported no more, whatever was decided about it meanwhile',
    aspects: ['groups', 'photos', 'mappings', 'accounts'],
  },
  {
    seed: 21450,
    name: 'a card that a listing left out is not imported before it is found again',
    aspects: ['accounts'],
  },
  {
    seed: 4656,
    name: 'a plan that asks for something else meanwhile is not discarded as it was',
    aspects: ['lists', 'accounts'],
  },
  {
    seed: 44414,
    name: 'a picture typed on a card whose creation was lost is not taken for ours',
    aspects: ['groups', 'photos', 'mappings', 'records', 'refusals'],
  },
  {
    seed: 33560,
    name: 'a mapping whose direction is turned back knows what both sides agreed on',
    aspects: ['groups', 'mappings', 'records'],
  },
  {
    seed: 19014,
    name: 'of two fields that hold the same number the one that is edited on the card takes the edit',
    aspects: ['photos', 'lists', 'mappings'],
  },
  {
    seed: 22313,
    name: 'what was sent and lost its answer is still known when its card has been out of scope',
    aspects: ['groups', 'refusals'],
  },
  {
    seed: 13851,
    name: 'a card we deleted and that is listed once more is asked for before it is imported',
    aspects: ['groups', 'photos', 'lists', 'mappings', 'accounts'],
  },
  {
    seed: 26333,
    name: 'a deletion whose answer was lost is in the sums of the guard',
    aspects: ['photos', 'lists', 'records'],
  },
  {
    seed: 6150,
    name: 'a deletion under way that waits is not done because nothing else is due',
    aspects: ['photos', 'mappings', 'records', 'refusals'],
  },
  {
    seed: 8679,
    name: 'an update whose answer was lost is in the journal',
  },
  {
    seed: 38828,
    name: 'a conflict that an edit has ended brings nothing back',
    aspects: ['photos', 'accounts', 'refusals'],
  },
  {
    seed: 40063,
    name: 'a number edited under its label is not taken for the same number elsewhere',
    aspects: ['lists', 'mappings'],
  },
  {
    seed: 64894,
    name: 'a company made a person has its name once',
    aspects: ['groups', 'mappings', 'records', 'refusals'],
  },
  {
    seed: 5593,
    name: 'what was left on one side alone is written over only as a conflict',
    aspects: ['groups', 'photos', 'lists', 'accounts', 'refusals'],
  },
  {
    seed: 1746,
    name: 'a run that dies between taking in and holding back leaves the link due',
    aspects: ['lists', 'rights'],
  },
  {
    seed: 1465,
    name: 'whoever waits for a card that another record takes up in the same batch gets one of their own',
    aspects: ['lists', 'rights', 'doubles'],
  },
  {
    seed: 390,
    name: 'a record that waits for its card of old goes on once that is found again',
    aspects: ['losses'],
  },
  {
    seed: 3701,
    name: 'whoever waits for a card that turns out to be one of ours gets one of their own',
  },
  {
    seed: 16,
    name: 'a card that was moved since its import waits again when that is undone',
    aspects: ['mappings', 'records', 'rights', 'doubles', 'repairs', 'users', 'undo'],
  },
  {
    seed: 342,
    name: 'a card that moves between two books during a run is not taken for deleted',
    aspects: ['groups', 'lists', 'mappings', 'records', 'refusals', 'repairs', 'books'],
  },
  {
    seed: 5730,
    name: 'a picture of one account stays when the writing of it in another is taken back',
    aspects: ['groups', 'photos', 'lists', 'mappings', 'records', 'doubles', 'lines', 'undo', 'books'],
  },
  {
    seed: 21970,
    name: 'an address that the record has as its second one does not become its first as well',
    aspects: ['lists', 'doubles', 'lines', 'repairs', 'users', 'bulk', 'books'],
  },
  {
    seed: 20867,
    name: 'a card written just before the clock is set ahead is not read as it was',
    aspects: ['photos', 'losses', 'retouches', 'clocks'],
  },
  {
    seed: 520166,
    name: 'an answer that is missed after the clock was set back makes nothing certain',
    aspects: ['photos', 'lists', 'mappings', 'doubles', 'lines', 'clocks', 'undo'],
  },
  {
    seed: 858,
    name: 'a card that no listing has shown since its account was connected again is asked for before it is made again',
    aspects: ['mappings', 'accounts', 'rights', 'repairs', 'clocks', 'undo', 'books'],
  },
  {
    seed: 1397,
    name: 'a clock that is set ahead makes no lost creation certain',
    aspects: ['lists', 'records', 'refusals', 'doubles', 'losses', 'lines', 'repairs', 'clocks'],
  },
  {
    seed: 21515,
    name: 'a card made just before the clock is set ahead is not taken for deleted',
    aspects: ['photos', 'lists', 'refusals', 'doubles', 'lines', 'clocks', 'users'],
  },
  {
    seed: 338,
    name: 'a card that went with its account is not taken up by the next one from an old listing',
    aspects: [
      'lists',
      'accounts',
      'doubles',
      'losses',
      'retouches',
      'lines',
      'clocks',
      'undo',
      'books',
      'history',
      'leaving',
      'copies',
    ],
  },
  {
    seed: 96,
    name: 'a card whose account ended before it was in its group gets there when that is connected again',
    aspects: [
      'groups',
      'photos',
      'lists',
      'accounts',
      'rights',
      'losses',
      'users',
      'undo',
      'history',
      'leaving',
      'copies',
    ],
  },
  {
    seed: 801178,
    name: 'a value sent to another field, and lost on its way, is not brought back in a third one',
    aspects: ['records', 'refusals', 'doubles', 'undo', 'books', 'history'],
  },
  {
    seed: 1059,
    name: 'a card moved before its creation was known is kept in the book where it is',
    aspects: ['photos', 'mappings', 'refusals', 'doubles', 'losses', 'users', 'books', 'deletions'],
  },
  {
    seed: 1956,
    name: 'values emptied by an update without an answer count for the guard',
    aspects: ['mappings', 'refusals', 'retouches', 'repairs', 'clocks', 'bulk', 'leaving'],
  },
  {
    seed: 811184,
    name: 'what was deleted in a book counts for the guard when its account is connected again',
    aspects: [
      'photos',
      'lists',
      'records',
      'accounts',
      'rights',
      'doubles',
      'losses',
      'retouches',
      'clocks',
      'undo',
    ],
  },
  {
    seed: 2923,
    name: 'a card that another record has had meanwhile is not taken back with a merge',
    aspects: ['records', 'history'],
  },
  {
    seed: 10002,
    name: 'whoever waits for a card that comes back to a record with a merge gets one of their own',
    aspects: ['history'],
  },
  {
    seed: 3327,
    name: 'what an account had let go of is wanted there again when a copy calls its farewell off',
    aspects: ['groups', 'accounts', 'repairs', 'clocks', 'leaving', 'copies', 'deletions'],
  },
  {
    seed: 10074,
    name: 'a record that waits for a card goes on once a merge is taken back and another has that card',
    aspects: ['refusals', 'doubles', 'losses', 'lines', 'users', 'undo', 'history'],
  },
  {
    seed: 12734,
    name: 'an import undone after its card was deleted by a request without an answer brings no card back',
    aspects: ['photos', 'lists', 'refusals', 'doubles', 'losses', 'lines', 'repairs', 'users', 'undo'],
  },
  {
    seed: 11608,
    name: 'a creation that finds a card of an earlier one takes it for what it is, not for what was sent now',
    aspects: [
      'photos',
      'mappings',
      'records',
      'accounts',
      'retouches',
      'lines',
      'repairs',
      'clocks',
      'copies',
    ],
  },
  {
    seed: 3000479,
    name: 'a card that went with its account is not taken up from the time before a merge that was taken back',
    aspects: ['lists', 'mappings', 'rights', 'retouches', 'history', 'leaving', 'copies'],
  },
  {
    seed: 328,
    name: 'whoever is on a second card that is let go of at that moment is not made once more',
    aspects: ['repairs', 'copies', 'second-cards'],
  },
  {
    seed: 136,
    name: 'a second card that comes back has the picture that lay elsewhere',
    aspects: ['photos', 'second-cards'],
  },
  {
    seed: 4004110,
    name: 'the card of a person whose record is a company comes back from the trash as it was',
    aspects: ['records', 'doubles', 'retouches', 'lines', 'users', 'undo', 'history', 'copies'],
  },
  {
    seed: 4002264,
    name: 'a card let go of since its account was connected again goes on from then, not from before',
    aspects: ['lists', 'accounts', 'doubles', 'retouches', 'lines', 'clocks', 'undo', 'books', 'leaving'],
  },
  {
    seed: 4002901,
    name: 'a card that somebody typed at its new address is let go of, though it is moved once more',
    aspects: ['lists', 'losses', 'books', 'history'],
  },
  {
    seed: 50021,
    name: 'whoever is on a second card that is just put back is not made once more',
    aspects: [
      'groups',
      'photos',
      'records',
      'rights',
      'doubles',
      'clocks',
      'undo',
      'copies',
      'deletions',
      'choices',
      'second-cards',
    ],
  },
  {
    seed: 4009702,
    name: 'what a card is called by once its company is taken away is its company’s name on both sides',
    aspects: ['photos', 'refusals', 'losses', 'users', 'history', 'leaving', 'copies'],
  },
  {
    seed: 4009625,
    name: 'a card put back by hand while another was being made in its place is no double of Rubrica’s making',
    aspects: ['groups', 'mappings', 'rights', 'doubles', 'repairs', 'users', 'history'],
  },
];
