// Rules about groups, pictures and rights, each broken once: what the engine would be without it.
import { defaultMapping } from '../../../src/sync/mapping.ts';
import type { RunInput } from '../../../src/sync/run.ts';
import { setLink } from '../crm/memory-rows.ts';
import { PRODUCTION } from '../world/world.ts';
import { afterSteps, changed, type Mutant, withBook, withSteps } from './sabotage.ts';

const GROUPS: Mutant[] = [
  {
    name: 'a card that is out of scope is synced',
    engine: changed({
      file: 'plan.ts',
      from: 'if (!card.inScope && !isJoining(view, context)',
      to: 'if (!card.id && !isJoining(view, context)',
    }),
  },
  {
    name: 'a card that leaves the scope is let go of',
    engine: changed({
      file: 'plan.ts',
      from: "return wanted ? { type: 'hold', code: 'out-of-scope' } : close('kept');",
      to: "return close('kept');",
    }),
  },
  {
    name: 'a card that leaves the scope is deleted',
    engine: changed({
      file: 'plan.ts',
      from: "return wanted ? { type: 'hold', code: 'out-of-scope' } : close('kept');",
      to: "return { type: 'remove', pull: [], base: link.base! };",
    }),
  },
  {
    name: 'a card that leaves the scope starts afresh when it is back',
    engine: afterSteps(({ linkId, move }, memory) => {
      if (move?.type === 'held' && move.hold.code === 'out-of-scope') setLink(memory, linkId, { base: null });
    }),
  },
  {
    name: 'a card found again is not put into its group',
    engine: changed({
      file: 'answer.ts',
      from: "if (entry.outcome === 'adopted') Object.assign(base, owedGroup(card, group));",
      to: '',
    }),
  },
  {
    name: 'whoever joins a group is its only member',
    engine: withBook((book, { server }) => ({
      async *write(writes) {
        for await (const result of book.write(writes)) {
          for (const group of server.groups())
            if (group.members && group.members.length > 1)
              server.setGroup('engine', { ...group, members: group.members.slice(-1) });
          yield result;
        }
      },
    })),
  },
].map((mutant) => ({ ...mutant, aspects: ['groups'] as const }));

const PHOTOS: Mutant[] = [
  {
    name: 'a picture is sent although nobody changed it',
    engine: changed({
      file: 'three-way.ts',
      from: "if (merge.action === 'push') pushed.push(",
      to: "if (merge.action === 'push' || (entry.slot.property === 'photo' && local && remote)) pushed.push(",
    }),
  },
  {
    name: 'a provider’s own copy of a picture is an edit',
    engine: changed({
      file: 'three-way.ts',
      from: 'isOwnForm || isPicture || sameValue(',
      to: 'isOwnForm || sameValue(',
    }),
  },
  {
    name: 'a record gets the name of a picture, not the picture',
    engine: changed({
      file: 'pictures.ts',
      from: 'const after = found ? await store.keepPhoto(found) : diff.before;',
      to: 'const after = found ? diff.after : diff.before;',
    }),
  },
  {
    name: 'what a provider cannot hold is read as taken away',
    engine: async () => ({
      ...PRODUCTION,
      syncAccount: (input: RunInput) => PRODUCTION.syncAccount({ ...input, mapping: defaultMapping }),
    }),
  },
].map((mutant): Mutant => ({ ...mutant, aspects: ['photos'] }));

const RIGHTS: Mutant[] = [
  {
    name: 'who may not edit records edits them on the phone',
    engine: changed({
      file: 'three-way.ts',
      from: "if (merge.action === 'pull' && !context.rights.edit) {",
      to: "if (merge.action === 'pull' && !context.rights) {",
    }),
  },
  {
    name: 'who may not edit records edits them with a card that goes',
    engine: changed({
      file: 'plan.ts',
      from: 'if (unseen.length > 0 && !rights.edit)',
      to: 'if (unseen.length > 0 && !rights)',
    }),
  },
  {
    name: 'who may not delete records deletes them on the phone',
    engine: changed({
      file: 'plan.ts',
      from: 'if (trashRecord && !context.rights.delete)',
      to: 'if (trashRecord && !context.rights)',
    }),
  },
  {
    name: 'what waits for a right counts as agreed',
    engine: changed({
      file: 'three-way.ts',
      from: 'withheld.push({ field, before: local, after: remote });',
      to: 'base.fields[field] = { local, remote };',
    }),
  },
  {
    name: 'what waits for a right waits for ever',
    engine: afterSteps(({ linkId, move }, memory) => {
      if (move?.type === 'held' && move.hold.code.startsWith('may-not'))
        setLink(memory, linkId, { hold: null });
    }),
  },
].map((mutant): Mutant => ({ ...mutant, aspects: ['rights'] }));

const CHOICES: Mutant[] = [
  {
    name: 'what is chosen to stand gives way',
    aspects: ['choices'],
    engine: changed({
      file: 'first-sight.ts',
      from: 'record: ({ card }) => ({ local: card, remote: card }),',
      to: 'record: ({ record }) => ({ local: record, remote: record }),',
    }),
  },
  {
    name: 'what each side is to keep for itself is written over',
    aspects: ['choices'],
    engine: changed({
      file: 'first-sight.ts',
      from: 'both: ({ record, card }) => ({ local: record, remote: card }),',
      to: 'both: ({ record }) => ({ local: record, remote: record }),',
    }),
  },
];

const SECOND_CARDS: Mutant[] = [
  {
    name: 'a second card goes although it was changed since somebody said so',
    engine: changed({
      file: 'plan.ts',
      from: 'return card!.contentHash === base.content ?',
      to: 'return card !== null ?',
    }),
  },
  {
    name: 'a second card that is put back has lost what no field shows',
    engine: changed({
      file: 'send.ts',
      from: 'template: view.trashed?.raw ?? null,',
      to: 'template: view.link.recordId === null ? null : (view.trashed?.raw ?? null),',
    }),
  },
  {
    name: 'a picture that lies elsewhere is gone with its card',
    aspects: ['photos', 'second-cards'] as const,
    engine: changed({
      file: 'pictures.ts',
      from: 'return { ...plan, base: { ...plan.base, picture: await store.keepPhoto(found) } };',
      to: 'return plan;',
    }),
  },
  {
    name: 'who is on a card let go of at that moment is made once more',
    aspects: ['repairs', 'copies', 'second-cards'] as const,
    engine: changed({
      file: 'round.ts',
      from: "(item.plan.type === 'close' && item.view.card?.state === 'live')",
      to: 'false',
    }),
  },
].map((mutant): Mutant => ({ aspects: ['second-cards'], ...mutant }));

const SHARED_BOOKS: Mutant[] = [
  {
    name: 'the card of a colleague on the same book is not looked for',
    engine: changed({
      file: 'plan.ts',
      from: "if (there) return { type: 'repoint', cardId: there };",
      to: "if (there === '') return { type: 'repoint', cardId: there };",
    }),
  },
  {
    name: 'a card that is being made for a colleague on the same book is not waited for',
    engine: changed({
      file: 'plan.ts',
      from: 'if (isAwaited(view, context)) {',
      to: 'if (isAwaited(view, context) && !context.mapping) {',
    }),
  },
  {
    name: 'what a colleague has agreed on last of the same card is not known',
    engine: changed({
      file: 'beside.ts',
      from: 'if (!last) return undefined;',
      to: 'if (last !== null) return undefined;',
    }),
  },
  {
    name: 'what a colleague has agreed on counts for what was seen of the card before',
    engine: changed({
      file: 'beside.ts',
      from: 'isAlike || (base?.agreedAt ?? Number.POSITIVE_INFINITY) < visible;',
      to: 'isAlike || visible > 0 || base !== null;',
    }),
  },
  {
    name: 'two colleagues make a card of one record in the same moment',
    engine: withSteps(({ beside: _, ...step }) => step),
  },
].map((mutant): Mutant => ({ ...mutant, aspects: ['shared-book'] }));

export const MUTANTS_OF_ASPECTS: Mutant[] = [
  ...GROUPS,
  ...PHOTOS,
  ...RIGHTS,
  ...CHOICES,
  ...SECOND_CARDS,
  ...SHARED_BOOKS,
];
