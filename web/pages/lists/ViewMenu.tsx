// The views of a list: which one is shown, and what becomes of it when something was changed.
import { Button, Menu, Modal, Stack, Switch, TextInput, UnstyledButton } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown, IconPencil, IconTrash, IconUsersGroup } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, query } from '../../api.ts';
import { Confirm } from '../../components/Confirm.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import classes from './Lists.module.css';
import type { ListState, View } from './use-list-state.ts';

/** Stands for the plain list. */
const ALL = 'all';

type Asking = 'save-as' | 'edit' | 'delete' | null;

export function ViewMenu({ list }: { list: ListState }) {
  const { t } = useTranslation('lists');
  const { data } = useQuery({ ...query('listViews'), staleTime: 60_000 });
  const [asking, setAsking] = useState<Asking>(null);
  const save = useSaveView(list, () => setAsking(null));
  const { view, kind } = list;
  const views = (data?.items ?? []).filter((one) => one.kind === kind && one.name !== null);
  const isWorthKeeping = list.isChanged || (!view && (list.filter.length > 0 || list.sort !== 'name'));
  if (views.length === 0 && !isWorthKeeping) return null;
  const all = t(`all.${kind}`);
  return (
    <span className={classes.views}>
      <Menu position="bottom-start" width={280}>
        <Menu.Target>
          <UnstyledButton
            className={classes.viewButton}
            aria-label={t('viewNow', { view: view?.name ?? all })}
          >
            <span className="cut" dir="auto">
              {view?.name ?? all}
            </span>
            <IconChevronDown size={15} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.RadioGroup
            value={view?.id ?? ALL}
            onChange={(chosen) => list.show(views.find(({ id }) => id === chosen) ?? null)}
          >
            {[null, ...views].map((one) => (
              <Menu.RadioItem
                key={one?.id ?? ALL}
                value={one?.id ?? ALL}
                rightSection={
                  one?.shared ? <IconUsersGroup size={15} aria-label={t('sharedView')} /> : undefined
                }
              >
                <span dir="auto">{one?.name ?? all}</span>
                {one && !one.isOwn && <span className="quiet"> · {one.ownerName}</span>}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          {view?.isOwn && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPencil size={15} aria-hidden />} onClick={() => setAsking('edit')}>
                {t('editView')}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={15} aria-hidden />}
                onClick={() => setAsking('delete')}
              >
                {t('deleteView')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {list.isChanged && (
        <>
          <span className="quiet">{t('changed')}</span>
          {view?.isOwn && (
            <Button size="compact-sm" loading={save.isPending} onClick={() => save.mutate({ type: 'save' })}>
              {t('saveView')}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => list.show(view)}>
            {t('resetView')}
          </Button>
        </>
      )}
      {isWorthKeeping && (
        <Button size="compact-sm" variant="subtle" onClick={() => setAsking('save-as')}>
          {t('saveAs')}
        </Button>
      )}
      <ViewDialog
        key={`${asking}${view?.id}`}
        opened={asking === 'save-as' || asking === 'edit'}
        view={asking === 'edit' ? view : null}
        busy={save.isPending}
        problem={save.error}
        onClose={() => setAsking(null)}
        onSave={(name, shared) => save.mutate({ type: asking === 'edit' ? 'edit' : 'new', name, shared })}
      />
      <Confirm
        opened={asking === 'delete'}
        onClose={() => setAsking(null)}
        title={t('deleteViewTitle', { view: view?.name ?? '' })}
        confirm={t('deleteView')}
        onConfirm={() => save.mutate({ type: 'delete' })}
        danger
        busy={save.isPending}
        problem={save.error}
      >
        {t(view?.shared ? 'deleteViewWordsShared' : 'deleteViewWords')}
      </Confirm>
    </span>
  );
}

type Saving = { type: 'save' } | { type: 'delete' } | { type: 'new' | 'edit'; name: string; shared: boolean };

function useSaveView(list: ListState, onDone: () => void) {
  const { t } = useTranslation('lists');
  const queryClient = useQueryClient();
  const { filter, sort, columns, kind } = list;
  const content = { filter, sort, columns };
  return useMutation({
    mutationFn: async (saving: Saving): Promise<Pick<View, 'id'> | null> => {
      if (saving.type === 'new') {
        const { name, shared } = saving;
        return call('createView', { body: { kind, name, shared, ...content } });
      }
      const params = { id: list.view!.id };
      if (saving.type === 'delete') {
        await call('deleteView', { params });
        return null;
      }
      const body = saving.type === 'save' ? content : { name: saving.name, shared: saving.shared };
      return call('updateView', { params, body });
    },
    onSuccess: async (view, { type }) => {
      await queryClient.invalidateQueries({ queryKey: query('listViews').queryKey });
      onDone();
      // Renamed, it is looked at with what was changed in it.
      if (type !== 'edit') list.show(view);
      notifications.show({ message: t(type === 'delete' ? 'viewDeleted' : 'viewSaved') });
    },
  });
}

interface ViewDialogProps {
  opened: boolean;
  /** Null: another one is made. */
  view: View | null;
  busy: boolean;
  problem: unknown;
  onClose: () => void;
  onSave: (name: string, shared: boolean) => void;
}

function ViewDialog({ opened, view, busy, problem, onClose, onSave }: ViewDialogProps) {
  const { t } = useTranslation(['lists', 'frame']);
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState(view?.shared ?? false);
  return (
    <Modal opened={opened} onClose={onClose} title={t(view ? 'editView' : 'saveAs')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onSave(name.trim(), shared);
        }}
      >
        <Stack gap="md">
          <TextInput
            label={t('viewName')}
            placeholder={t('viewNameHint')}
            maxLength={80}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Switch
            label={t('shareView')}
            description={t('shareViewWords')}
            checked={shared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          {problem ? <ProblemNotice problem={problem} /> : null}
          <span style={{ display: 'flex', justifyContent: 'flex-end', gap: 8 }}>
            <Button variant="default" onClick={onClose}>
              {t('frame:cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!name.trim()}>
              {t('frame:save')}
            </Button>
          </span>
        </Stack>
      </form>
    </Modal>
  );
}
