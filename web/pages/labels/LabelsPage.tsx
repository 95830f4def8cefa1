// Everybody's labels: how many records each has, its name and colour, two made one, and one deleted. Each act is taken back by a
// click.
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconGitMerge, IconPencil, IconPlus, IconTag, IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import { call, query } from '../../api.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { LackingNotice } from '../access/LackingNotice.tsx';
import { useMay } from '../access/use-may.ts';
import { useTakeBack } from '../duplicates/use-take-back.tsx';
import type { Label } from '../lists/filter-words.ts';
import { LabelChip } from '../lists/LabelChip.tsx';
import { PATHS } from '../records/kinds.ts';
import { LabelForm } from './LabelForm.tsx';
import classes from './LabelsPage.module.css';
import { MergeLabel } from './MergeLabel.tsx';

/** What stands over the page; without a label, of a new one. */
type Asking = { act: 'edit'; label: Label | null } | { act: 'merge'; label: Label } | null;

export function LabelsPage() {
  const { t } = useTranslation('labels');
  const labels = useQuery(query('listLabels'));
  const may = useMay('records.edit');
  const [asking, setAsking] = useState<Asking>(null);
  const remove = useDelete();
  const items = labels.data?.items;
  const close = () => setAsking(null);
  const make = (
    <Button
      data-new
      disabled={!may}
      leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
      onClick={() => setAsking({ act: 'edit', label: null })}
    >
      {t('new')}
    </Button>
  );
  return (
    <Page
      title={t('title')}
      count={items?.length || undefined}
      lead={t('lead')}
      width="reading"
      actions={make}
    >
      <LackingNotice permission="records.edit" />
      {(labels.error ?? remove.error) && <ProblemNotice problem={labels.error ?? remove.error} />}
      {!items && !labels.error && <Skeletons rows={6} />}
      {items?.length === 0 && (
        <EmptyState icon={<IconTag size={26} stroke={1.4} aria-hidden />} title={t('none.title')}>
          {t('none.words')}
        </EmptyState>
      )}
      {items && items.length > 0 && (
        <ul className={`sheet ${classes.list}`} aria-label={t('title')}>
          {items.map((label) => (
            <li key={label.id} className={classes.row} data-label={label.id}>
              <span className={classes.name}>
                <LabelChip name={label.name} color={label.color} />
              </span>
              <Records label={label} />
              <Acts
                label={label}
                disabled={!may || remove.isPending}
                isAlone={items.length === 1}
                onAsk={setAsking}
                onDelete={() => remove.mutate(label)}
              />
            </li>
          ))}
        </ul>
      )}
      {asking?.act === 'edit' && <LabelForm label={asking.label} onClose={close} />}
      {asking?.act === 'merge' && <MergeLabel label={asking.label} onClose={close} />}
    </Page>
  );
}

/** How many it has of each kind; each number leads to them. */
function Records({ label }: { label: Label }) {
  const { t } = useTranslation('labels');
  const some = KINDS.filter((kind) => label.kinds[kind] > 0);
  return (
    <span className={classes.records}>
      {some.length === 0 && <span className="quiet">{t('unused')}</span>}
      {some.map((kind) => (
        <Link
          key={kind}
          to={PATHS[kind]}
          search={{ filter: [{ field: 'label', op: 'anyOf', value: [label.id] }] }}
          className="link"
        >
          {t(`records.${kind}`, { count: label.kinds[kind] })}
        </Link>
      ))}
    </span>
  );
}

interface ActsProps {
  label: Label;
  disabled: boolean;
  /** There is no other label. */
  isAlone: boolean;
  onAsk: (asking: Asking) => void;
  onDelete: () => void;
}

function Acts({ label, disabled, isAlone, onAsk, onDelete }: ActsProps) {
  const { t } = useTranslation('labels');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon disabled={disabled} aria-label={t('menu', { label: label.name })}>
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPencil size={16} stroke={1.6} aria-hidden />}
          onClick={() => onAsk({ act: 'edit', label })}
        >
          {t('edit')}
        </Menu.Item>
        <Menu.Item
          disabled={isAlone}
          leftSection={<IconGitMerge size={16} stroke={1.6} aria-hidden />}
          onClick={() => onAsk({ act: 'merge', label })}
        >
          {t('merge')}
        </Menu.Item>
        <Menu.Item
          color="red"
          leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
          onClick={onDelete}
        >
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useDelete() {
  const { t } = useTranslation('labels');
  const queryClient = useQueryClient();
  const takeBack = useTakeBack();
  return useMutation({
    mutationFn: ({ id }: Label) => call('deleteLabel', { params: { id } }),
    onSuccess: (_, { id, name, records }) => {
      void queryClient.invalidateQueries();
      takeBack(t('deleted', { label: name, count: records }), () =>
        call('updateLabel', { params: { id }, body: { deleted: false } }),
      );
    },
  });
}
