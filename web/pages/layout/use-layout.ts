// Changes to the fields: made at once, said aloud, and the last of them taken back in one click.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wholeOf } from '../../../src/fields/catalogue.ts';
import { type Answer, type Arguments, call, query } from '../../api.ts';
import { useFieldWords } from '../records/fields/field-words.ts';
import type { Field, Section } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { type Move, placedBefore, placesIn } from './placed.ts';

export type Change = Arguments<'updateField'>['body'];
export type NewField = Arguments<'createField'>['body'];

interface Act {
  /** What it says once it is done. */
  words: string;
  run: () => Promise<unknown>;
  /** What takes it back; absent of what is itself a taking back. */
  undo?: () => Promise<unknown>;
}

export function useLayout(kind: Kind) {
  const { t } = useTranslation('layout');
  const words = useFieldWords();
  const queryClient = useQueryClient();
  const [spoken, setSpoken] = useState('');
  const [last, setLast] = useState<Pick<Act, 'words' | 'undo'> | null>(null);
  const act = useMutation({
    mutationKey: [ACTS],
    // One after the other: where a field goes is said by its place among the others as the changes before left them.
    scope: { id: ACTS },
    mutationFn: ({ run }: Act) => run(),
    onSuccess: (_, done) => {
      setSpoken(done.words);
      setLast(done.undo ? done : null);
    },
    onSettled: async () => {
      // What is asked for while others wait would show the fields as before those.
      if (queryClient.isMutating({ mutationKey: [ACTS] }) > 1) return;
      await Promise.all(
        ['listFields', 'previewField'].map((name) => queryClient.invalidateQueries({ queryKey: [name] })),
      );
    },
  });
  const known = () => queryClient.getQueryData<Answer<'listFields'>>(ALL)!;
  /** As the last change leaves them, drawn or not: keys and clicks come faster than that. */
  const fieldsNow = () => known().items.filter((field) => field.kind === kind && field.deletedAt === null);
  const sectionsNow = () => known().sections.filter((section) => section.kind === kind);
  /** Seen as it will be before the server has answered. */
  const foresee = (next: Partial<Answer<'listFields'>>) => {
    void queryClient.cancelQueries({ queryKey: ALL });
    queryClient.setQueryData(ALL, { ...known(), ...next });
  };
  const patch = (id: string, body: Change) => call('updateField', { params: { id }, body });
  const remove = (id: string) => call('deleteField', { params: { id } });
  const create = (body: NewField) => call('createField', { body });

  const change = (field: Field, body: Change, said: string) => {
    const before = Object.fromEntries(
      Object.keys(body).map((name) => [
        name,
        name === 'position' ? placedBefore(fieldsNow(), field) : field[name as keyof Field],
      ]),
    ) as Change;
    return act.mutateAsync({
      words: said,
      run: () => patch(field.id, body),
      undo: () => patch(field.id, before),
    });
  };

  const patchSection = (id: string, body: Arguments<'updateSection'>['body']) =>
    call('updateSection', { params: { id }, body });
  const dropSection = (id: string, into: string) => call('deleteSection', { params: { id }, body: { into } });
  const sectionName = ({ kind, key }: Section) => words.section(kind, key);

  return {
    /** Behind all others, empty. */
    addSection: (body: Arguments<'createSection'>['body']) => {
      let made: Section;
      return act.mutateAsync({
        words: t('sections.added', { section: body.label.en }),
        run: async () => {
          made = await call('createSection', { body });
        },
        undo: () => dropSection(made.id, fieldsNow()[0]!.section),
      });
    },
    nameSection: (section: Section, label: Section['label']) =>
      act.mutateAsync({
        words: t('sections.named', { section: sectionName(section) }),
        run: () => patchSection(section.id, { label }),
        undo: () => patchSection(section.id, { label: section.label }),
      }),
    moveSection: (section: Section, direction: -1 | 1) => {
      const sections = sectionsNow();
      const from = sections.findIndex(({ id }) => id === section.id);
      const position = from + direction;
      if (position < 0 || position >= sections.length) return;
      const inOrder = sections.toSpliced(from, 1).toSpliced(position, 0, section);
      const moved = inOrder.map((one, at) => ({ ...one, position: at }));
      foresee({ sections: [...known().sections.filter((one) => one.kind !== kind), ...moved] });
      act.mutate({
        words: t('sections.moved', { section: sectionName(section), at: position + 1, of: sections.length }),
        run: () => patchSection(section.id, { position }),
        undo: () => patchSection(section.id, { position: from }),
      });
    },
    /** Its fields go to another one; taken back, they stand in it again where it stood. */
    removeSection: (section: Section, into: string) => {
      const { kind, key, label, position } = section;
      const fields = fieldsNow();
      const own = placesIn(fields, (field) => field.section === key);
      return act.mutateAsync({
        words: t('sections.deleted', { section: sectionName(section) }),
        run: () => dropSection(section.id, into),
        undo: async () => {
          await call('createSection', { body: { kind, key, label: label as NewField['label'] } });
          await patchSection(section.id, { position });
          for (const { field } of own)
            await patch(field.id, { section: key, position: placedBefore(fields, field) });
        },
      });
    },
    spoken,
    problem: act.error,
    busy: act.isPending,
    forget: act.reset,
    last,
    fieldsNow,
    undo: () => last?.undo && act.mutate({ words: t('undone', { what: last.words }), run: last.undo }),
    change,
    move: (field: Field, place: Move, said: string) => {
      const changed = change(field, place, said);
      foresee({ items: reordered(known().items, field, place) });
      return changed.catch(() => {});
    },
    add: (body: NewField) => {
      let made: Field;
      return act.mutateAsync({
        words: t('added', { field: body.label.en }),
        run: async () => {
          made = await create(body);
        },
        undo: () => remove(made.id),
      });
    },
    remove: (field: Field) =>
      act.mutateAsync({
        words: t('deleted', { field: words.label(field) }),
        run: () => remove(field.id),
        undo: () => create(asNew(field)),
      }),
    restore: (field: Field) =>
      act.mutateAsync({
        words: t('restored', { field: words.label(field) }),
        run: () => create(asNew(field)),
        undo: () => remove(field.id),
      }),
  };
}

export type Layout = ReturnType<typeof useLayout>;

const ACTS = 'layout';
const ALL = query('listFields', { query: { deleted: 'true' } }).queryKey;

/** What brings a deleted field back as it was. */
const asNew = ({ kind, key, type, label, options, section, required }: Field): NewField => ({
  kind: kind as Kind,
  key,
  type,
  label: label as NewField['label'],
  section,
  required,
  ...(options ? { options } : {}),
});

function reordered(all: Field[], field: Field, { position, section }: Move): Field[] {
  const whole = wholeOf(field.key);
  const isOwn = (one: Field): boolean => one.kind === field.kind && wholeOf(one.key) === whole;
  const live = all.filter((one) => one.kind === field.kind && one.deletedAt === null);
  const others = live.filter((one) => !isOwn(one));
  const moved = [
    ...others.slice(0, position),
    ...live.filter(isOwn).map((one) => ({ ...one, section })),
    ...others.slice(position),
  ].map((one, at) => ({ ...one, position: at }));
  return [...all.filter((one) => !live.includes(one)), ...moved];
}
