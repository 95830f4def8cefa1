// Settings → Layout Studio, for administrators: the record page itself in edit mode, a kind at a time.
import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import { query } from '../../api.ts';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { OnlyAdministrators } from '../configurations/OnlyAdministrators.tsx';
import { SettingsNav } from '../configurations/SettingsNav.tsx';
import { type Field, useAllFields } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { FieldSheet } from './FieldSheet.tsx';
import classes from './Layout.module.css';
import { SectionsInEdit } from './SectionsInEdit.tsx';
import { SwitchDialog, type Switching } from './SwitchDialog.tsx';
import { SyncPlate } from './SyncPlate.tsx';
import { Tray } from './Tray.tsx';
import { useLayout } from './use-layout.ts';

export function LayoutPage() {
  const { t } = useTranslation('layout');
  const { data: me } = useQuery(query('getMe'));
  const { kind = 'contact' } = useSearch({ from: '/inside/settings/layout' });
  const all = useAllFields();
  if (me && me.role !== 'administrator')
    return <OnlyAdministrators title={t('title')} text={t('onlyAdministrators')} />;
  if (!all)
    return (
      <Page title={t('title')} above={<SettingsNav />}>
        <Skeletons rows={10} />
      </Page>
    );
  return <Studio key={kind} kind={kind} all={all.filter((field) => field.kind === kind)} />;
}

function Studio({ kind, all }: { kind: Kind; all: Field[] }) {
  const { t } = useTranslation(['layout', 'records']);
  const navigate = useNavigate();
  const fields = all.filter(({ deletedAt }) => deletedAt === null);
  const layout = useLayout(fields);
  const [opened, setOpened] = useState<Field | 'new' | null>(null);
  const [switching, setSwitching] = useState<Switching | null>(null);
  const current = fields.find((field) => opened !== 'new' && field.id === opened?.id) ?? opened;
  const open = (field: Field | 'new') => {
    layout.forget();
    setOpened(field);
  };
  const ask = (asked: Switching) => {
    layout.forget();
    setSwitching(asked);
  };
  return (
    <Page
      title={t('title')}
      above={<SettingsNav />}
      lead={t('lead')}
      actions={
        <>
          {layout.last && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={16} stroke={1.8} aria-hidden />}
              loading={layout.busy}
              title={layout.last.words}
              onClick={layout.undo}
            >
              {t('undoLast')}
            </Button>
          )}
          <Button
            data-new
            leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
            onClick={() => open('new')}
          >
            {t('add')}
          </Button>
        </>
      }
    >
      <SegmentedControl
        className={classes.kinds}
        aria-label={t('kinds')}
        value={kind}
        onChange={(next) => void navigate({ to: '/settings/layout', search: { kind: next as Kind } })}
        data={KINDS.map((value) => ({ value, label: t(`records:list.${value}`) }))}
      />
      <p className={classes.spoken} aria-live="polite" role="status">
        {layout.spoken}
      </p>
      {layout.problem && !opened && !switching ? <ProblemNotice problem={layout.problem} /> : null}
      <div className={classes.columns}>
        <SectionsInEdit kind={kind} fields={fields} layout={layout} onOpen={open} />
        <div className={classes.rail}>
          <SyncPlate kind={kind} fields={fields} layout={layout} />
          <Tray all={all} layout={layout} onOpen={open} onSwitch={ask} />
        </div>
      </div>
      <FieldSheet
        kind={kind}
        field={current}
        layout={layout}
        onClose={() => setOpened(null)}
        onSwitch={(asked) => {
          setOpened(null);
          ask(asked);
        }}
      />
      <SwitchDialog switching={switching} layout={layout} onClose={() => setSwitching(null)} />
    </Page>
  );
}
