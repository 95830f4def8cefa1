// Rules of what is decided, settled and held, each broken once: what the engine would be without it.

import type { Cursor } from '../../../src/providers/provider.ts';
import { afterSteps, changed, type Mutant, memoryOf, withBook, withRow, withSteps } from './sabotage.ts';

export const MUTANTS_OF_DECIDING: Mutant[] = [
  {
    name: 'what was sent and in doubt is forgotten',
    engine: changed({
      file: 'three-way.ts',
      from: 'sent: view.link.outbox.filter((values) => field in values).map((values) => values[field] ?? null)',
      to: 'sent: []',
    }),
  },
  {
    name: 'what was sent and in doubt stays known for ever',
    engine: withSteps((step) =>
      step.move?.type === 'settled' ? { ...step, move: { ...step.move, certain: false } } : step,
    ),
  },
  {
    name: 'the base is what the record says by now, not what was sent',
    engine: withSteps((step, memory) => {
      if (step.move?.type !== 'answered') return step;
      const { values } = memory.records.get(step.recordId!)!;
      const { base } = step.move;
      const fields = Object.fromEntries(
        Object.entries(base.fields).map(([field, { remote }]) => [
          field,
          { local: values[field] ?? null, remote },
        ]),
      );
      return { ...step, move: { ...step.move, base: { ...base, fields } } };
    }),
  },
  {
    name: 'a record wanted again while its card is deleted stays without one',
    engine: withSteps(({ wantedAgain: _, ...step }) => step),
  },
  {
    name: 'the cursor is saved before the pages',
    engine: withBook((book, account, world) => ({
      async *changes(cursor, known) {
        const pages = await Array.fromAsync(book.changes(cursor, known));
        const next = pages.at(-1)?.next as Cursor;
        const { books } = memoryOf(world);
        for (const row of books.values())
          if (row.accountId === account.id) books.set(row.id, { ...row, cursor: next });
        yield* pages;
      },
    })),
  },
  {
    name: 'nothing waits for a person',
    engine: changed({
      file: 'guard.ts',
      from: 'if (limit && (planned[name] ?? 0) > 0 && sum >',
      to: 'if (limit && sum < 0 && sum >',
    }),
  },
  {
    name: 'what was held is counted anew',
    engine: changed({
      file: 'guard.ts',
      from: 'const held = new Set<ActionClass>(state.waiting);',
      to: 'const held = new Set<ActionClass>();',
    }),
  },
  {
    name: 'a field switched on again takes the book’s value',
    engine: withRow('new', 'new', ({ takeIntoRecord }) => takeIntoRecord),
  },
  {
    name: 'a field switched off leaves its values to the others',
    engine: changed({
      file: 'decide/bind/rules.ts',
      from: 'Object.entries(base?.bound ?? {}).some(',
      to: 'slots.map(({ field }) => [field, base?.bound[field]] as const).some(',
    }),
  },
  {
    name: 'a slot that was emptied is filled with what was there before',
    engine: changed({
      file: 'decide/bind/rules.ts',
      from: 'takesAny || isNew(now, entry)',
      to: 'takesAny || isFree(now, entry)',
    }),
  },
  {
    name: 'a card that is to stay is deleted',
    engine: changed({ file: 'plan.ts', from: 'if (view.link.keepCard || ', to: 'if (' }),
  },
  {
    name: 'a deleted card takes its record with it',
    engine: changed({
      file: 'plan.ts',
      from: "const trashRecord = context.settings.remoteDelete === 'trash' && !view.removedByColleague;",
      to: 'const trashRecord = true;',
    }),
  },
  {
    name: 'a deleted card is made again',
    engine: changed({
      file: 'plan.ts',
      from: "return close('card-deleted', { flagOff: true,",
      to: "return close('card-deleted', { flagOff: false,",
    }),
  },
  {
    name: 'a moved card is a deleted one',
    engine: changed({
      file: 'plan.ts',
      from: "if (moved) return { type: 'repoint', cardId: moved };",
      to: '',
    }),
  },
  {
    name: 'the loser of a conflict is not written down',
    engine: changed({
      file: 'apply.ts',
      from: 'if (isSent(plan) && pull.length === 0 && conflicts.length === 0 &&',
      to: 'if (isSent(plan) && pull.length === 0 &&',
    }),
  },
  {
    name: 'a removal outlives an edit',
    engine: withRow('changed', 'emptied', ({ takeIntoRecord }) => takeIntoRecord),
  },
  {
    name: 'whoever wrote last in the book wins without a word',
    engine: withRow('changed', 'changed', ({ takeIntoRecord }) => takeIntoRecord),
  },
  {
    name: 'what the trash gave a card is news on it',
    engine: changed({
      file: 'answer.ts',
      from: 'others: projection.others,',
      to: 'others: [],',
    }),
  },
  {
    name: 'what the trash gave a field that only comes in may be of any field',
    engine: changed({ file: 'answer.ts', from: 'stays ? bound : null', to: 'null' }),
    aspects: [
      'groups',
      'photos',
      'lists',
      'mappings',
      'accounts',
      'retouches',
      'clocks',
      'undo',
      'history',
      'leaving',
      'copies',
      'second-cards',
    ],
  },
  {
    name: 'a field that was never agreed on is pushed over',
    engine: withRow('new', 'new', ({ writeToCard }) => writeToCard),
  },
  {
    name: 'numbers are compared as typed',
    engine: changed({
      file: 'decide/same-value.ts',
      from: 'return keyOf(property, a) === keyOf(property, b);',
      to: 'return a === b;',
    }),
  },
  {
    name: 'a value that arrived after all takes the slot it pleases',
    engine: changed({
      file: 'three-way.ts',
      from: 'const known = recognising(link.base, link.outbox, record.values, contact, context.mapping);',
      to: 'const known = recognising(link.base, [], record.values, contact, context.mapping);',
    }),
  },
  {
    name: 'a pull does not look at the version of the record',
    aspects: ['choices'],
    engine: withSteps((step, memory) =>
      step.record
        ? { ...step, record: { ...step.record, expect: memory.records.get(step.recordId!)!.version } }
        : step,
    ),
  },
  {
    name: 'closing does not look whether the link is wanted again',
    engine: withSteps((step) =>
      step.move?.type === 'closed' ? { ...step, move: { type: 'closed', reason: step.move.reason } } : step,
    ),
  },
  {
    name: 'a card that is not where it was is gone',
    engine: afterSteps(({ linkId, cardIs }, memory) => {
      const card = memory.cards.get(memory.links.get(linkId)?.cardId ?? '');
      if (card && cardIs === 'missing') memory.cards.set(card.id, { ...card, state: 'gone' });
    }),
  },
  {
    name: 'of two pictures that met, one goes where the other is taken away',
    aspects: ['photos', 'accounts', 'refusals', 'doubles'],
    engine: changed({
      file: 'decide/merge.ts',
      from: 'base?.own === true && !isApart(base)',
      to: 'base === null',
    }),
  },
];
