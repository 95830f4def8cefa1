// Two records become one: which of the two stays, whose value stands in each field, and what becomes of their cards.
import { Button, Group, Modal, SegmentedControl } from '@mantine/core';
import { IconArrowsLeftRight } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, call, query } from '../../../api.ts';
import { Avatar } from '../../../components/Avatar.tsx';
import { ProblemNotice } from '../../../components/ProblemNotice.tsx';
import { Skeletons } from '../../../components/Skeletons.tsx';
import { Lacking } from '../../access/Lacking.tsx';
import { useLacked } from '../../access/use-may.ts';
import { useMergedNotice } from '../../duplicates/use-decide.ts';
import type { Kind } from '../kinds.ts';
import { photoOf } from '../photo/photo-of.ts';
import { useRecordCache } from '../use-save.ts';
import { MergeCards } from './MergeCards.tsx';
import { MergeFields, type Side } from './MergeFields.tsx';
import classes from './MergeRecords.module.css';
import { RecordPicker } from './RecordPicker.tsx';

type RecordView = Answer<'getRecord'>;

interface MergeRecordsProps {
  record: RecordView;
  /** The other record, where it is known already. */
  otherId: string | null;
  opened: boolean;
  onClose: () => void;
  /** Where the page goes on with something else; otherwise the record that stays is opened. */
  onMerged?: () => void;
}

export function MergeRecords({ record, otherId, opened, onClose, onMerged }: MergeRecordsProps) {
  const { t } = useTranslation('merge');
  const [chosen, setChosen] = useState<string | null>(null);
  const other = otherId ?? chosen;
  const close = () => {
    setChosen(null);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      size={other ? 'xl' : 'md'}
      title={t(other ? 'title' : 'pick', { name: record.displayName })}
    >
      {other ? (
        <Merging key={other} record={record} otherId={other} onClose={close} onMerged={onMerged} />
      ) : (
        <Picking record={record} onChoose={setChosen} />
      )}
    </Modal>
  );
}

function Picking({ record, onChoose }: { record: RecordView; onChoose: (id: string) => void }) {
  const { t } = useTranslation('merge');
  const { data } = useQuery(query('listSimilar', { params: { id: record.id } }));
  return <RecordPicker likely={data?.items ?? []} hint={t('hint')} except={record.id} onChoose={onChoose} />;
}

function Merging({
  record,
  otherId,
  onClose,
  onMerged,
}: {
  record: RecordView;
  otherId: string;
  onClose: () => void;
  onMerged: (() => void) | undefined;
}) {
  const { t } = useTranslation(['merge', 'frame']);
  const [swapped, setSwapped] = useState(false);
  const [kind, setKind] = useState<Kind>(record.kind);
  const [choice, setChoice] = useState<Record<string, Side>>({});
  const [deletes, setDeletes] = useState(false);
  const [id, recordId] = swapped ? [otherId, record.id] : [record.id, otherId];
  const { data: other, error: missing } = useQuery(query('getRecord', { params: { id: otherId } }));
  const isMixed = other !== undefined && other.kind !== record.kind;
  const preview = useQuery({
    ...query('previewMerge', { params: { id }, query: { recordId, ...(isMixed && { kind }) } }),
    enabled: other !== undefined,
    placeholderData: keepPreviousData,
  });
  const problem = missing ?? preview.error;
  if (problem) return <ProblemNotice problem={problem} />;
  if (!other || !preview.data) return <Skeletons rows={6} />;
  const [stays, goes] = swapped ? [other, record] : [record, other];
  const start = (change: () => void) => {
    setChoice({});
    change();
  };
  return (
    <div className={classes.merging}>
      <div className={classes.heads}>
        <Head record={stays} word={t('stays')} />
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowsLeftRight size={15} stroke={1.7} aria-hidden />}
          onClick={() => start(() => setSwapped(!swapped))}
        >
          {t('swap')}
        </Button>
        <Head record={goes} word={t('goes')} />
      </div>
      {isMixed && (
        <div className={classes.kind}>
          <span id="merge-kind">{t('kind')}</span>
          <SegmentedControl
            size="xs"
            aria-labelledby="merge-kind"
            value={kind}
            onChange={(value) => start(() => setKind(value as Kind))}
            data={[record.kind, other.kind].map((value) => ({ value, label: t(`frame:kind.${value}`) }))}
          />
        </div>
      )}
      <MergeFields
        rows={preview.data.fields}
        recordIds={{ this: id, other: recordId }}
        choice={choice}
        onChoose={(field, side) => setChoice({ ...choice, [field]: side })}
      />
      <MergeCards preview={preview.data} deletes={deletes} onDelete={setDeletes} />
      <Decide
        {...{ stays, goes, choice, deletes, onClose, onMerged }}
        kind={isMixed ? kind : undefined}
        busy={preview.isPlaceholderData}
      />
    </div>
  );
}

function Head({ record, word }: { record: RecordView; word: string }) {
  const { t } = useTranslation('frame');
  return (
    <div className={classes.head}>
      <Avatar name={record.displayName} kind={record.kind} photo={photoOf(record)} size={36} />
      <div className={classes.headWords}>
        <b className="cut" dir="auto">
          {record.displayName}
        </b>
        <span className="quiet">
          {t(`kind.${record.kind}`)} · {word}
        </span>
      </div>
    </div>
  );
}

interface DecideProps {
  stays: RecordView;
  goes: RecordView;
  kind: Kind | undefined;
  choice: Record<string, Side>;
  /** Of two cards in one address book the second. */
  deletes: boolean;
  busy: boolean;
  onClose: () => void;
  onMerged: (() => void) | undefined;
}

function Decide({ stays, goes, kind, choice, deletes, busy, onClose, onMerged }: DecideProps) {
  const { t } = useTranslation(['merge', 'frame']);
  const keep = useRecordCache();
  const tell = useMergedNotice();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  // One of the two goes to the trash.
  const lacked = useLacked(['records.edit', 'records.delete']);
  const merge = useMutation({
    mutationFn: () =>
      call('mergeRecords', {
        params: { id: stays.id },
        body: {
          recordId: goes.id,
          ...(kind && { kind }),
          values: choice,
          versions: { this: stays.version, other: goes.version },
          secondCards: deletes ? 'delete' : 'keep',
        },
      }),
    onSuccess: async ({ cards, ...merged }) => {
      onClose();
      if (onMerged) onMerged();
      else await navigate({ to: '/records/$id', params: { id: merged.id } });
      keep(merged);
      for (const name of ['getRecord', 'listSimilar', 'listDuplicates', 'listQueue', 'listConflicts'])
        void queryClient.invalidateQueries({ queryKey: [name] });
      tell({ name: merged.displayName, mergedId: goes.id, cards });
    },
    // Somebody changed one of the two: what is shown is read again.
    onError: () => {
      for (const name of ['getRecord', 'previewMerge'])
        void queryClient.invalidateQueries({ queryKey: [name] });
    },
  });
  return (
    <>
      <p className={`quiet ${classes.promise}`}>{t('promise', { name: goes.displayName })}</p>
      {merge.error && <ProblemNotice problem={merge.error} />}
      {lacked && <Lacking permission={lacked} />}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('frame:cancel')}
        </Button>
        <Button
          color="ink"
          loading={merge.isPending}
          disabled={busy || lacked !== undefined}
          onClick={() => merge.mutate()}
        >
          {t('merge')}
        </Button>
      </Group>
    </>
  );
}
