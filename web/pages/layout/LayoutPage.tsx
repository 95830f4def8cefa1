// Settings → Layout Studio, for administrators: the record page itself in edit mode, a kind at a time.
import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowBackUp, IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KINDS } from '../../../src/fields/field.ts';
import { query } from '../../api.ts';
import { Help } from '../../components/help/Help.tsx';
import { Page } from '../../components/Page.tsx';
import { ProblemNotice } from '../../components/ProblemNotice.tsx';
import { Skeletons } from '../../components/Skeletons.tsx';
import { OnlyAdministrators } from '../configurations/OnlyAdministrators.tsx';
import { SettingsNav } from '../configurations/SettingsNav.tsx';
import { type Field, type Section, useAllFields } from '../records/fields/use-fields.ts';
import type { Kind } from '../records/kinds.ts';
import { FieldSheet } from './FieldSheet.tsx';
import classes from './Layout.module.css';
import { SectionDialog } from './SectionDialog.tsx';
import { SectionsInEdit } from './SectionsInEdit.tsx';
import { SwitchDialog, type Switching } from './SwitchDialog.tsx';
import { SyncPlate } from './SyncPlate.tsx';
import { Tray } from './Tray.tsx';
import { useLayout } from './use-layout.ts';

export function LayoutPage() {
  const { t } = useTranslation('layout');
  const { data: me } = useQuery(query('getMe'));
  const { kind = 'contact', record } = useSearch({ from: '/inside/settings/layout' });
  const all = useAllFields();
  if (me && me.role !== 'administrator')
    return <OnlyAdministrators title={t('title')} text={t('onlyAdministrators')} />;
  if (!all)
    return (
      <Page title={t('title')} above={<SettingsNav />}>
        <Skeletons rows={10} />
      </Page>
    );
  return <Studio key={kind} kind={kind} record={record} all={all.filter((field) => field.kind === kind)} />;
}

interface StudioProps {
  kind: Kind;
  /** Whose page one comes from, and goes back to. */
  record: string | undefined;
  all: Field[];
}

function Studio({ kind, record, all }: StudioProps) {
  const { t } = useTranslation(['layout', 'records']);
  const navigate = useNavigate();
  const fields = all.filter(({ deletedAt }) => deletedAt === null);
  const layout = useLayout(kind);
  const [opened, setOpened] = useState<Field | 'new' | null>(null);
  const [section, setSection] = useState<Section | 'new' | null>(null);
  const [switching, setSwitching] = useState<Switching | null>(null);
  const current = fields.find((field) => opened !== 'new' && field.id === opened?.id) ?? opened;
  const open = (field: Field | 'new') => {
    layout.forget();
    setOpened(field);
  };
  const openSection = (asked: Section | 'new') => {
    layout.forget();
    setSection(asked);
  };
  const ask = (asked: Switching) => {
    layout.forget();
    setSwitching(asked);
  };
  return (
    <Page
      title={t('title')}
      help={<Help topic="layout" />}
      above={record ? <BackTo record={record} /> : <SettingsNav />}
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
          <Button variant="default" onClick={() => openSection('new')}>
            {t('sections.add')}
          </Button>
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
        onChange={(next) =>
          void navigate({ to: '/settings/layout', search: { kind: next as Kind, ...(record && { record }) } })
        }
        data={KINDS.map((value) => ({ value, label: t(`records:list.${value}`) }))}
      />
      <p className={classes.spoken} aria-live="polite" role="status">
        {layout.spoken}
      </p>
      {layout.problem && !opened && !switching && !section ? (
        <ProblemNotice problem={layout.problem} />
      ) : null}
      <div className={classes.columns}>
        <SectionsInEdit kind={kind} fields={fields} layout={layout} onOpen={open} onSection={openSection} />
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
      <SectionDialog kind={kind} section={section} layout={layout} onClose={() => setSection(null)} />
      <SwitchDialog switching={switching} layout={layout} onClose={() => setSwitching(null)} />
    </Page>
  );
}

function BackTo({ record: id }: { record: string }) {
  const { t } = useTranslation('layout');
  const { data } = useQuery(query('getRecord', { params: { id } }));
  return (
    <Link to="/records/$id" params={{ id }} className={classes.back}>
      <IconArrowLeft size={15} stroke={1.8} aria-hidden />
      <span dir="auto">{data?.displayName ?? t('sections.back')}</span>
    </Link>
  );
}
