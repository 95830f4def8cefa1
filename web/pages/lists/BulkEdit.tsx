// One change of everything selected: labels, owner or a field. What it would do is counted before it is done, and one click takes
// it back.
import { Button, Checkbox, Modal, Progress as ProgressBar, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconPencil } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, type Arguments, call } from '../../api.ts';
import { ProblemNotice, useProblemWords } from '../../components/ProblemNotice.tsx';
import { useRefresh } from '../plans/use-refresh.ts';
import { DateEditor, useOptions } from '../records/fields/FieldEditor.tsx';
import { useFieldWords } from '../records/fields/field-words.ts';
import { type Field, isShown, useFields } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { editInParts, type Progress, undoInParts } from './bulk-parts.ts';
import { useOwners } from './filter-words.ts';
import { LabelChoice } from './LabelChoice.tsx';

type Body = Arguments<'editRecords'>['body'];
type Change = Body['set'];

interface BulkEditProps {
  kind: Kind;
  target: Pick<Body, 'ids' | 'filter'>;
  disabled: boolean;
  onDone: () => void;
}

export function BulkEdit({ kind, target, disabled, onDone }: BulkEditProps) {
  const { t } = useTranslation('lists');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        leftSection={<IconPencil size={16} stroke={1.7} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('bulk.edit')}
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title={t('bulk.title')}>
        {opened && (
          <BulkForm
            kind={kind}
            target={target}
            onClose={() => setOpened(false)}
            onDone={() => {
              setOpened(false);
              onDone();
            }}
          />
        )}
      </Modal>
    </>
  );
}

const LABELS = ['addLabels', 'removeLabels'] as const;

interface BulkFormProps extends Pick<BulkEditProps, 'kind' | 'target' | 'onDone'> {
  onClose: () => void;
}

function BulkForm({ kind, target, onClose, onDone }: BulkFormProps) {
  const { t } = useTranslation(['lists', 'frame']);
  const words = useFieldWords();
  const fields = (useFields(kind) ?? []).filter(isShown);
  const [what, setWhat] = useState<string>('addLabels');
  const [change, setChange] = useState<Change | null>(null);
  const refresh = useRefresh();
  const done = useUndoable(refresh);
  const [settled] = useDebouncedValue(change, 300);
  const preview = useQuery({
    queryKey: ['editRecords', 'preview', target, settled],
    queryFn: () => call('editRecords', { body: { ...target, set: settled!, preview: true } }),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const [progress, setProgress] = useState<Progress | null>(null);
  const isOpen = useRef(true);
  useEffect(() => {
    isOpen.current = true;
    return () => {
      isOpen.current = false;
    };
  }, []);
  const edit = useMutation({
    mutationFn: async () => {
      let reached = { id: null as string | null, changed: 0 };
      try {
        await editInParts({ ...target, set: change!, approved: true }, (edited, now) => {
          reached = edited;
          setProgress(now);
          return isOpen.current;
        });
      } finally {
        // Also what was changed before a part failed, or before somebody cancelled, can be taken back.
        done(reached);
        setProgress(null);
      }
    },
    onSuccess: () => isOpen.current && onDone(),
  });
  const field = fields.find(({ key }) => key === what);
  const counted = change && settled === change && !preview.isPlaceholderData ? preview.data : undefined;
  const turn = (next: string | null) => {
    setWhat(next ?? 'addLabels');
    setChange(null);
  };
  const problem = edit.error ?? (change ? preview.error : null);
  return (
    <Stack gap="md">
      <Select
        label={t('bulk.what')}
        searchable
        data={[
          ...LABELS.map((value) => ({ value, label: t(`bulk.${value}`) })),
          { value: 'owner', label: t('of.owner') },
          ...fields.map((one) => ({ value: one.key, label: words.label(one) })),
        ]}
        value={what}
        onChange={turn}
      />
      {field ? (
        <FieldValue key={field.key} field={field} onChange={(values) => setChange(values && { values })} />
      ) : what === 'owner' ? (
        <Owner onChange={(ownerId) => setChange({ ownerId })} />
      ) : (
        <Labels key={what} isRemoval={what === 'removeLabels'} onChange={setChange} />
      )}
      {counted && <Counted counted={counted} />}
      {progress && progress.done < progress.of && <Reached {...progress} />}
      {problem ? <ProblemNotice problem={problem} /> : null}
      <span style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
        <Button variant="default" onClick={onClose}>
          {t('frame:cancel')}
        </Button>
        <Button
          disabled={!counted || counted.changed === 0}
          loading={edit.isPending}
          onClick={() => edit.mutate()}
        >
          {counted?.changed ? t('bulk.do', { count: counted.changed }) : t('bulk.change')}
        </Button>
      </span>
    </Stack>
  );
}

/** “37 records change, and 21 cards in 3 accounts.” */
function Counted({ counted: { changed, cards, accounts } }: { counted: Answer<'editRecords'> }) {
  const { t } = useTranslation('lists');
  if (changed === 0) return <p style={{ margin: 0 }}>{t('bulk.none')}</p>;
  return (
    <p style={{ margin: 0 }} aria-live="polite">
      <b>{t('bulk.records', { count: changed })}</b>{' '}
      {cards > 0
        ? t('bulk.cards', { count: cards, accounts: t('bulk.accounts', { count: accounts }) })
        : t('bulk.noCards')}
    </p>
  );
}

/** How far a change of thousands is. */
function Reached({ done, of }: Progress) {
  const { t } = useTranslation('lists');
  const words = t('bulk.progress', { done, count: of });
  return (
    <div role="status">
      {words}
      <ProgressBar value={(100 * done) / of} mt={6} aria-label={words} />
    </div>
  );
}

function Owner({ onChange }: { onChange: (ownerId: string) => void }) {
  const { t } = useTranslation('lists');
  const owners = useOwners().filter(({ active }) => active);
  return (
    <Select
      label={t('bulk.newOwner')}
      searchable
      nothingFoundMessage={t('nothing')}
      data={owners.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => id && onChange(id)}
    />
  );
}

function Labels({ isRemoval, onChange }: { isRemoval: boolean; onChange: (change: Change | null) => void }) {
  const [ids, setIds] = useState<string[]>([]);
  return (
    <LabelChoice
      value={ids}
      onlyKnown={isRemoval}
      onChange={(next) => {
        setIds(next);
        onChange(next.length > 0 ? { labels: isRemoval ? { remove: next } : { add: next } } : null);
      }}
    />
  );
}

/** What a field is to hold, or that it is to be emptied. */
function FieldValue({
  field,
  onChange,
}: {
  field: Field;
  onChange: (values: Record<string, string | null> | null) => void;
}) {
  const { t } = useTranslation('lists');
  const options = useOptions(field);
  const [value, setValue] = useState('');
  const [isEmptied, setEmptied] = useState(false);
  const set = (next: string) => {
    setValue(next);
    onChange(next.trim() ? { [field.key]: next.trim() } : null);
  };
  const label = t('bulk.newValue');
  const control = options ? (
    <Select label={label} data={options} value={value || null} onChange={(next) => set(next ?? '')} />
  ) : field.type === 'date' ? (
    <DateEditor label={label} value={value} error={undefined} onChange={set} />
  ) : (
    <TextInput label={label} value={value} onChange={(event) => set(event.currentTarget.value)} />
  );
  return (
    <>
      {!isEmptied && control}
      <Checkbox
        label={t('bulk.empty')}
        checked={isEmptied}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          setEmptied(checked);
          if (checked) onChange({ [field.key]: null });
          else set(value);
        }}
      />
    </>
  );
}

/** Says what was done, with the way back; what is taken back can be done again. */
function useUndoable(refresh: () => void) {
  const { t } = useTranslation(['lists', 'frame']);
  const words = useProblemWords();
  const undo = async (edited: { id: string; changed: number }): Promise<void> => {
    let shown: string | undefined;
    try {
      const { changed, kept } = await undoInParts(edited, ({ done, of }) => {
        const message = t('bulk.progress', { done, count: of });
        if (shown) notifications.update({ id: shown, message });
        else shown = notifications.show({ loading: true, autoClose: false, withCloseButton: false, message });
      });
      notifications.show({
        message: [
          t('bulk.undone', { count: changed }),
          ...(kept > 0 ? [t('bulk.kept', { count: kept })] : []),
        ].join(' '),
      });
    } catch (error) {
      notifications.show({ color: 'red', title: words(error).title, message: words(error).action });
    } finally {
      if (shown) notifications.hide(shown);
      refresh();
    }
  };
  return ({ id, changed }: Pick<Answer<'editRecords'>, 'id' | 'changed'>): void => {
    refresh();
    if (id === null) return;
    const toast = notifications.show({
      autoClose: 15_000,
      message: (
        <span style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 12 }}>
          {t('bulk.done', { count: changed })}
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(toast);
              void undo({ id, changed });
            }}
          >
            {t('frame:undo')}
          </Button>
        </span>
      ),
    });
  };
}
